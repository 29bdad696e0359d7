// The figures that goals and comparisons speak of, by the names that the file contract gives them.
#pragma once

#include "core/report/run_totals.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class MetricSubject : std::uint8_t
{
    Availability,
    Total,      // of answered runs
    FirstToken, // of answered runs
    FailedTime, // how long the others took
    Attempts,
    Switches,
    DiscardedTokens,
    Cost,
    Wasted
};
enum class MetricFigure : std::uint8_t
{
    Mean,
    Deviation, // the standard deviation
    Quantile
};

struct Metric
{
    MetricSubject subject = MetricSubject::Availability;
    MetricFigure figure = MetricFigure::Mean;
    double percent = 0; // Quantile: 95 for p95

    bool operator==(const Metric&) const = default;
};

// "availability", "total_ms.p99.9", "cost_usd_per_1k_runs", ...: those that a goal may name.
std::optional<Metric> metricFromName(std::string_view name);
std::string name(const Metric& metric);
bool isBetterWhenHigher(const Metric& metric);
bool isTime(const Metric& metric);

// In the units of the name; empty when these runs do not tell: none answered, a price unknown.
std::optional<double> valueOf(const RunTotals& totals, const Metric& metric);
// The times that a metric of a time is about.
const Histogram& timesOf(const RunTotals& totals, MetricSubject subject);

// Those that chains are compared by.
const std::vector<Metric>& comparedMetrics();

} // namespace understudy
