// Totals of some runs: counters, money and histograms. Integers only, so adding up is exact and in
// any order.
#pragma once

#include "core/report/histogram.h"

#include <cstdint>
#include <vector>

namespace understudy {

struct CandidateTotals
{
    std::uint64_t attempts = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t served = 0;  // runs that this candidate answered
    std::uint64_t skipped = 0; // runs may skip a candidate several times
    std::uint64_t breakerOpens = 0;
    std::uint64_t rejectedByLimit = 0;

    void add(const CandidateTotals& other);
    bool operator==(const CandidateTotals&) const = default;
};

// What can be counted without histograms.
struct RunCounters
{
    std::uint64_t runs = 0;
    std::uint64_t answered = 0;
    std::uint64_t attempts = 0;
    std::uint64_t switches = 0;
    std::uint64_t discardedTokens = 0;
    std::int64_t cost = 0;         // nano-USD
    std::int64_t wasted = 0;       // nano-USD
    std::uint64_t unknownCost = 0; // runs with an attempt whose price is not known

    void add(const RunCounters& other);
    RunCounters since(const RunCounters& before) const; // what came after
    bool operator==(const RunCounters&) const = default;
};

struct RunTotals : RunCounters
{
    Histogram total;                         // answered runs, in microseconds
    Histogram firstToken;                    // answered runs, in microseconds
    Histogram failed;                        // how long the other runs took, in microseconds
    std::vector<CandidateTotals> candidates; // empty where they are not told apart

    void add(const RunTotals& other);
    bool operator==(const RunTotals&) const = default;
};

void addCandidates(std::vector<CandidateTotals>& into, const std::vector<CandidateTotals>& from);

} // namespace understudy
