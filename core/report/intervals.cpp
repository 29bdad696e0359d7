#include "core/report/intervals.h"

#include "core/base/check.h"
#include "core/plan/sampling_math.h"
#include "core/report/beta_law.h"

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

constexpr double kUpper = 0.975; // of 95 %, two-sided
constexpr double kLower = 0.025;
constexpr double kNormal = 1.959963984540054; // normalQuantile(kUpper)

// P(Bin(n, q) <= k), for any k from -1.
double binomialAtMost(std::int64_t k, std::int64_t n, double q)
{
    if (k < 0 || k >= n) {
        return k < 0 ? 0 : 1;
    }
    return betaTails(static_cast<double>(k + 1), static_cast<double>(n - k), q).above;
}

// The least k in -1..n with P(Bin(n, q) <= k) > bound (or >= with `orEqual`), from a guess.
std::int64_t leastAbove(std::int64_t n, double q, double bound, bool orEqual, std::int64_t guess)
{
    const auto isAbove = [&](std::int64_t k) {
        const double probability = binomialAtMost(k, n, q);
        return orEqual ? probability >= bound : probability > bound;
    };
    std::int64_t step = 1;
    std::int64_t low = std::clamp<std::int64_t>(guess, -1, n); // not above, once found
    while (low > -1 && isAbove(low)) {
        low = std::max<std::int64_t>(-1, low - step);
        step *= 2;
    }
    if (low == -1 && isAbove(low)) {
        return -1;
    }
    std::int64_t high = low + 1;
    step = 1;
    while (high < n && !isAbove(high)) {
        low = high;
        high = std::min(n, high + step);
        step *= 2;
    }
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (isAbove(middle) ? high : low) = middle;
    }
    return high;
}

} // namespace

Estimate wilson(std::uint64_t count, std::uint64_t total)
{
    US_CHECK(total >= 1 && count <= total);
    const auto n = static_cast<double>(total);
    const double share = static_cast<double>(count) / n;
    const double square = kNormal * kNormal;
    const double scale = 1 / (1 + square / n);
    const double centre = (share + square / (2 * n)) * scale;
    const double half = kNormal * scale * std::sqrt(share * (1 - share) / n + square / (4 * n * n));
    return {share, count == 0 ? 0 : std::max(0.0, centre - half),
            count == total ? 1 : std::min(1.0, centre + half)};
}

Estimate clopperPearson(std::uint64_t count, std::uint64_t total)
{
    US_CHECK(total >= 1 && count <= total);
    const auto k = static_cast<double>(count);
    const auto n = static_cast<double>(total);
    return {k / n, count == 0 ? 0 : betaQuantile(k, n - k + 1, kLower),
            count == total ? 1 : 1 - betaQuantile(n - k, k + 1, kLower)};
}

double mostWithoutFailure(std::uint64_t total)
{
    US_CHECK(total >= 1);
    // 1 - e^x for the small x here by its series: the difference itself would lose the digits.
    const double x = naturalLog(0.05) / static_cast<double>(total);
    if (x < -0.1) {
        return 1 - exponential(x);
    }
    double term = -x;
    double sum = term;
    for (int i = 2; i < 20; ++i) {
        term *= x / i;
        sum += term;
    }
    return sum;
}

std::uint64_t quantileRank(std::uint64_t total, double quantile)
{
    US_CHECK(total >= 1);
    // 0.95 * 100 must be 95 although 0.95 is not quite that number.
    const double exact = static_cast<double>(total) * quantile * (1 - 1e-12);
    return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::ceil(exact)), 1, total);
}

RankInterval quantileRanks(std::uint64_t total, double quantile)
{
    US_CHECK(total >= 1 && quantile > 0 && quantile < 1);
    const auto n = static_cast<std::int64_t>(total);
    const double mean = static_cast<double>(total) * quantile;
    const double reach = kNormal * std::sqrt(mean * (1 - quantile));
    // low = max{l: P(Bin <= l-1) <= .025}, high = min{u: P(Bin <= u-1) >= .975}
    const std::int64_t low =
        leastAbove(n, quantile, kLower, false, static_cast<std::int64_t>(mean - reach) - 1);
    const std::int64_t high =
        leastAbove(n, quantile, kUpper, true, static_cast<std::int64_t>(mean + reach) - 1) + 1;
    return {static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high),
            binomialAtMost(high - 1, n, quantile) - binomialAtMost(low - 1, n, quantile)};
}

double studentQuantile(double probability, double degrees)
{
    US_CHECK(probability > 0 && probability < 1 && degrees >= 1);
    if (probability == 0.5) {
        return 0;
    }
    const double tail = std::min(probability, 1 - probability);
    const double x = betaQuantile(degrees / 2, 0.5, 2 * tail);
    const double size = std::sqrt(degrees * (1 - x) / x);
    return probability < 0.5 ? -size : size;
}

double halfWidthOver(std::span<const GroupValue> groups)
{
    if (groups.size() < 2) {
        return kUnbounded;
    }
    const auto isFirst = [&](const GroupValue& group) {
        return group.value == groups.front().value;
    };
    if (std::all_of(groups.begin(), groups.end(), isFirst)) {
        return 0;
    }
    double weights = 0;
    double mean = 0;
    for (const GroupValue& group : groups) {
        weights += group.weight;
        mean += group.weight * group.value;
    }
    mean /= weights;
    double squares = 0;
    for (const GroupValue& group : groups) {
        const double part = group.weight / weights * (group.value - mean);
        squares += part * part;
    }
    const auto count = static_cast<double>(groups.size());
    return studentQuantile(kUpper, count - 1) * std::sqrt(squares * count / (count - 1));
}

double runsNeeded(double failureShare, double relative)
{
    const double ratio = kNormal / relative;
    return ratio * ratio * (1 - failureShare) / failureShare;
}

double outageCyclesNeeded(double downVariation, double upVariation, double relative)
{
    const double ratio = kNormal / relative;
    return ratio * ratio * (downVariation + upVariation);
}

} // namespace understudy
