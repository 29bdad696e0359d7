// A result as tables of cells: formatted for people, or plain numbers for programs.
#pragma once

#include "core/report/simulate_result.h"
#include "core/report/table.h"

#include <span>
#include <string>
#include <vector>

namespace understudy {

Table figuresTable(const ChainResult& chain);
Table candidatesTable(const ChainResult& chain);
Table goalsTable(const ChainResult& chain);
// Of one pair of chains.
Table comparisonTable(std::span<const Comparison> comparisons);
// The comparisons of each pair, in their order.
std::vector<std::span<const Comparison>> comparedPairs(const SimulateResult& result);
// One line a figure, with seed and runs on each: chain, metric, estimate, low, high, ...
Table plainTable(const SimulateResult& result);

// "99.9987 %": as many digits as tell it from 100 %.
std::string percentText(double share);
// As that, but never the whole: no arithmetic proves that nothing ever fails.
std::string nearlyAllText(double share);
// ">= 99.997 %": what so many answered runs without a failure say, by the rule of three.
std::string availabilityAtLeast(std::uint64_t runs);
// "95 %: 99.1 % to 99.9 %" without the first part.
std::string shareInterval(const Estimate& share);
// The metric's value in its unit, without it.
std::string valueText(const Metric& metric, double value);

} // namespace understudy
