// A metric of some runs with its 95 % interval, by the method that fits how they were simulated.
#pragma once

#include "core/report/intervals.h"
#include "core/report/metric.h"
#include "core/report/run_totals.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace understudy {

enum class IntervalMethod : std::uint8_t
{
    Independent, // isolated runs: Wilson, order statistics, groups for sums
    WorldsT,     // Student's t over worlds
    BatchMeans   // of 30 batches in order of arrival
};

std::string_view name(IntervalMethod method); // "wilson", "worlds_t", "batch_means"
IntervalMethod methodFor(bool isIsolated, std::uint64_t worlds);

struct Sample
{
    const RunTotals& whole;
    std::span<const RunTotals> groups; // add up to the whole
    IntervalMethod method = IntervalMethod::Independent;
};

// Empty where valueOf() is.
std::optional<Estimate> estimateOf(const Sample& sample, const Metric& metric);

// a - b, run by run under the same draws: over the groups that both tell the metric of.
std::optional<Estimate> differenceOf(const Sample& a, const Sample& b, const Metric& metric);

} // namespace understudy
