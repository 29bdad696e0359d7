// 95 % intervals from counts, ranks and group values, and how much must be simulated for one.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace understudy {

inline constexpr double kUnbounded = std::numeric_limits<double>::infinity();

struct Estimate
{
    double estimate = 0;
    double low = 0;
    double high = 0; // kUnbounded when there is too little to say

    bool operator==(const Estimate&) const = default;
};

// Of a share: `count` of `total`, total >= 1.
Estimate wilson(std::uint64_t count, std::uint64_t total);
Estimate clopperPearson(std::uint64_t count, std::uint64_t total);
// With no failure in `total`, the share of failures is below this (the rule of three).
double mostWithoutFailure(std::uint64_t total);

// The ranks between which a quantile of `total` values lies, whatever their law. A rank of 0 or of
// total + 1 means that it may lie beyond all of them.
struct RankInterval
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    double coverage = 0;
};
RankInterval quantileRanks(std::uint64_t total, double quantile);
// The rank that estimates it, in 1..total.
std::uint64_t quantileRank(std::uint64_t total, double quantile);

// P(T <= t) = probability, for `degrees` >= 1 of freedom.
double studentQuantile(double probability, double degrees);

// Values of groups with their weights (such as how many runs each has).
struct GroupValue
{
    double value = 0;
    double weight = 1;
};
// Half the width of the interval of their weighted mean; 0 when all agree exactly, kUnbounded for
// fewer than two.
double halfWidthOver(std::span<const GroupValue> groups);

// Independent runs needed until the share of failures is known to +-`relative` (0.1 is 10 %).
double runsNeeded(double failureShare, double relative);
// Cycles of an outage process needed until its share of time is known to +-`relative`. The squared
// coefficients of variation are those of the down and up spells.
double outageCyclesNeeded(double downVariation, double upVariation, double relative);

} // namespace understudy
