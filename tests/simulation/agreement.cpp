#include "tests/simulation/agreement.h"

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

constexpr double kMicroseconds = 1e6; // in a second

} // namespace

testing::AssertionResult agrees(const Measured& measured, double exact, double slack)
{
    const double allowed = kErrorsAllowed * measured.error + slack;
    if (std::abs(measured.value - exact) <= allowed) {
        return testing::AssertionSuccess();
    }
    return testing::AssertionFailure()
           << "measured " << measured.value << ", exact " << exact << ": off by "
           << std::abs(measured.value - exact) / measured.error << " standard errors of "
           << measured.error;
}

testing::AssertionResult agrees(const Measured& measured, double exact)
{
    // Sums of doubles are not exact to the last digit.
    return agrees(measured, exact, 1e-12 * std::abs(exact));
}

testing::AssertionResult shareAgrees(std::uint64_t count, std::uint64_t total, double exact)
{
    const double all = static_cast<double>(total);
    const double share = static_cast<double>(count) / all;
    const double spread = std::max(share * (1 - share), exact * (1 - exact));
    return agrees({share, std::sqrt(spread / all)}, exact);
}

testing::AssertionResult quantileAgrees(const Histogram& times, double quantile,
                                        double exactSeconds)
{
    const double all = static_cast<double>(times.count());
    const double half = kErrorsAllowed * std::sqrt(all * quantile * (1 - quantile));
    const double low = std::floor(all * quantile - half);
    const double high = std::ceil(all * quantile + half) + 1;
    if (low < 1 || high > all) {
        return testing::AssertionFailure() << "too few times for this quantile";
    }
    const double least = times.valueAt(static_cast<std::uint64_t>(low)) / kMicroseconds;
    const double most = times.valueAt(static_cast<std::uint64_t>(high)) / kMicroseconds;
    if (least <= exactSeconds && exactSeconds <= most) {
        return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "the quantile " << quantile << " lies in " << least
                                       << " .. " << most << " s, not at " << exactSeconds;
}

Measured meanOf(const Histogram& times)
{
    const double all = static_cast<double>(times.count());
    return {times.mean() / kMicroseconds, std::sqrt(times.variance() / all) / kMicroseconds};
}

Measured varianceOf(const Histogram& times)
{
    const double all = static_cast<double>(times.count());
    const double variance = times.variance();
    const double spread = times.fourthCentralMoment() - variance * variance;
    const double unit = kMicroseconds * kMicroseconds;
    return {variance / unit, std::sqrt(std::max(spread, 0.0) / all) / unit};
}

Measured ratioOver(std::span<const RunTotals> groups, const TotalOf& above, const TotalOf& below)
{
    double sumAbove = 0;
    double sumBelow = 0;
    double count = 0;
    for (const RunTotals& group : groups) {
        sumAbove += above(group);
        sumBelow += below(group);
        count += group.runs > 0 ? 1 : 0;
    }
    const double ratio = sumAbove / sumBelow;
    double squares = 0;
    for (const RunTotals& group : groups) {
        const double rest = above(group) - ratio * below(group);
        squares += rest * rest;
    }
    return {ratio, std::sqrt(squares * count / std::max(count - 1, 1.0)) / sumBelow};
}

Measured attemptsPerRun(std::span<const RunTotals> groups)
{
    return ratioOver(
        groups, [](const RunTotals& group) { return static_cast<double>(group.attempts); },
        [](const RunTotals& group) { return static_cast<double>(group.runs); });
}

Measured answeredShare(std::span<const RunTotals> groups)
{
    return ratioOver(
        groups, [](const RunTotals& group) { return static_cast<double>(group.answered); },
        [](const RunTotals& group) { return static_cast<double>(group.runs); });
}

Measured meanSeconds(std::span<const RunTotals> groups)
{
    return ratioOver(
        groups,
        [](const RunTotals& group) { return group.total.sum().signedValue() / kMicroseconds; },
        [](const RunTotals& group) { return static_cast<double>(group.answered); });
}

Measured dollarsPerRun(std::span<const RunTotals> groups)
{
    return ratioOver(
        groups, [](const RunTotals& group) { return static_cast<double>(group.cost) / 1e9; },
        [](const RunTotals& group) { return static_cast<double>(group.runs); });
}

Measured meanOf(std::span<const double> values)
{
    const double all = static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    double squares = 0;
    for (const double value : values) {
        squares += (value - sum / all) * (value - sum / all);
    }
    return {sum / all, std::sqrt(squares / (all - 1) / all)};
}

} // namespace understudy
