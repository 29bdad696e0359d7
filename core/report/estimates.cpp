#include "core/report/estimates.h"

#include "core/base/check.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace understudy {

namespace {

constexpr double kNormal = 1.959963984540054; // the normal law's 97.5 % quantile
constexpr double kMicroseconds = 1000;        // in the milliseconds that metrics are in

Estimate quantileBetweenRanks(const Histogram& times, double quantile)
{
    const RankInterval ranks = quantileRanks(times.count(), quantile);
    const auto at = [&](std::uint64_t rank) { return times.valueAt(rank) / kMicroseconds; };
    return {at(quantileRank(times.count(), quantile)), ranks.low == 0 ? 0 : at(ranks.low),
            ranks.high > times.count() ? kUnbounded : at(ranks.high)};
}

Estimate around(double value, double half)
{
    return {value, std::max(0.0, value - half), value + half}; // nothing we measure is negative
}

// By the normal law, from the runs alone; a single value says nothing of its spread.
Estimate timeOfIndependent(const Histogram& times, const Metric& metric)
{
    if (metric.figure == MetricFigure::Quantile) {
        return quantileBetweenRanks(times, metric.percent / 100);
    }
    const auto count = static_cast<double>(times.count());
    const double variance = times.variance();
    const double deviation = std::sqrt(variance);
    const double value = metric.figure == MetricFigure::Mean ? times.mean() : deviation;
    if (times.count() < 2) {
        return around(value / kMicroseconds, kUnbounded);
    }
    double half = kNormal * deviation / std::sqrt(count);
    if (metric.figure == MetricFigure::Deviation && deviation > 0) {
        // Var(s^2) is about (m4 - s^4 (n-3)/(n-1)) / n, and s is its root.
        const double spread =
            times.fourthCentralMoment() - variance * variance * (count - 3) / (count - 1);
        half = kNormal * std::sqrt(std::max(0.0, spread) / count) / (2 * deviation);
    }
    return around(value / kMicroseconds, half / kMicroseconds);
}

std::optional<Estimate> ofIndependentRuns(const RunTotals& whole, const Metric& metric)
{
    if (metric.subject == MetricSubject::Availability) {
        return wilson(whole.answered, whole.runs);
    }
    if (isTime(metric)) {
        return timeOfIndependent(timesOf(whole, metric.subject), metric);
    }
    return std::nullopt;
}

std::vector<GroupValue> valuesOf(std::span<const RunTotals> groups, const Metric& metric)
{
    std::vector<GroupValue> values;
    for (const RunTotals& group : groups) {
        if (const std::optional<double> value = valueOf(group, metric)) {
            const std::uint64_t weight =
                isTime(metric) ? timesOf(group, metric.subject).count() : group.runs;
            values.push_back({*value, static_cast<double>(weight)});
        }
    }
    return values;
}

} // namespace

std::string_view name(IntervalMethod method)
{
    switch (method) {
    case IntervalMethod::Independent: return "wilson";
    case IntervalMethod::WorldsT: return "worlds_t";
    case IntervalMethod::BatchMeans: return "batch_means";
    }
    return "wilson";
}

IntervalMethod methodFor(bool isIsolated, std::uint64_t worlds)
{
    constexpr std::uint64_t kEnoughWorlds = 20;
    if (isIsolated) {
        return IntervalMethod::Independent;
    }
    return worlds >= kEnoughWorlds ? IntervalMethod::WorldsT : IntervalMethod::BatchMeans;
}

std::optional<Estimate> estimateOf(const Sample& sample, const Metric& metric)
{
    const std::optional<double> value = valueOf(sample.whole, metric);
    if (!value) {
        return std::nullopt;
    }
    const std::optional<Estimate> independent = ofIndependentRuns(sample.whole, metric);
    if (independent && sample.method == IntervalMethod::Independent) {
        return independent;
    }
    const double half = halfWidthOver(valuesOf(sample.groups, metric));
    if (independent && (half == 0 || half == kUnbounded)) {
        return independent; // the groups have no spread to go by
    }
    Estimate estimate = around(*value, half);
    if (metric.subject == MetricSubject::Availability) {
        estimate.high = std::min(1.0, estimate.high);
    }
    return estimate;
}

std::optional<Estimate> differenceOf(const Sample& a, const Sample& b, const Metric& metric)
{
    const std::optional<double> ofA = valueOf(a.whole, metric);
    const std::optional<double> ofB = valueOf(b.whole, metric);
    if (!ofA || !ofB) {
        return std::nullopt;
    }
    std::vector<GroupValue> differences;
    for (std::size_t i = 0; i < std::min(a.groups.size(), b.groups.size()); ++i) {
        const std::optional<double> left = valueOf(a.groups[i], metric);
        const std::optional<double> right = valueOf(b.groups[i], metric);
        if (left && right) {
            differences.push_back({*left - *right, static_cast<double>(a.groups[i].runs)});
        }
    }
    const double half = halfWidthOver(differences);
    const double value = *ofA - *ofB;
    return Estimate{value, value - half, value + half};
}

} // namespace understudy
