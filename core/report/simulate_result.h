// What a stress test says of chains: figures with intervals, goals, and how the chains compare.
// Values only; simulate_json.h, text_report.h and table_report.h write them down.
#pragma once

#include "core/report/simulation_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy {

struct TimeFigures // in milliseconds; empty when there was no such run
{
    std::optional<Estimate> mean;
    std::optional<Estimate> deviation;
    struct Quantile
    {
        double percent = 50;
        Estimate value;

        bool operator==(const Quantile&) const = default;
    };
    std::vector<Quantile> quantiles; // 50, 90, 95, 99, 99.9

    bool operator==(const TimeFigures&) const = default;
};

struct CandidateFigures
{
    CandidateLabel label;
    CandidateTotals totals;
    double servedShare = 0; // of all runs

    bool operator==(const CandidateFigures&) const = default;
};

struct ChainResult
{
    std::string name;
    std::uint64_t runs = 0; // that ended
    std::uint64_t answered = 0;
    std::optional<Estimate> availability; // empty when no run ended
    std::optional<double> independentAvailability;
    TimeFigures total;
    TimeFigures firstToken;
    TimeFigures failed;
    std::optional<Estimate> attempts;
    std::optional<Estimate> switches;
    std::optional<Estimate> discardedTokens;
    std::optional<Estimate> cost;   // USD per 1,000 runs; empty when a price is not known
    std::optional<Estimate> wasted; // the same
    std::vector<CandidateFigures> candidates;
    std::vector<GoalVerdict> goals; // none for a shard
    std::uint64_t digest = 0;

    bool meetsGoals() const;
    bool operator==(const ChainResult&) const = default;
};

enum class ComparisonVerdict : std::uint8_t
{
    Better, // a than b
    Worse,
    WithinNoise
};
std::string_view name(ComparisonVerdict verdict);

struct Comparison
{
    std::string a;
    std::string b;
    Metric metric;
    Estimate difference; // a - b, under the same draws
    ComparisonVerdict verdict = ComparisonVerdict::WithinNoise;

    bool operator==(const Comparison&) const = default;
};

struct SimulateResult
{
    std::string version;
    std::string scenario;
    std::uint64_t seed = 1;
    std::uint64_t runs = 0; // asked for, of each world
    std::uint64_t worlds = 1;
    bool isIsolated = true;
    IntervalMethod method = IntervalMethod::Independent;
    bool isComplete = true;
    std::optional<Shard> shard;
    std::vector<ChainResult> chains;
    std::vector<Comparison> comparisons; // of whole simulations only
    double virtualSeconds = 0;           // over all chains
    double wallSeconds = 0;

    bool meetsGoals() const;         // all of all chains
    std::uint64_t endedRuns() const; // of all chains
    double runsPerSecond() const;
    bool operator==(const SimulateResult&) const = default;
};

SimulateResult resultOf(const SimulationRecord& record);

} // namespace understudy
