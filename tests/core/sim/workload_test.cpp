#include "core/sim/workload.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace understudy {
namespace {

std::vector<Duration> timesOf(const Arrivals& arrivals, std::uint64_t runs, std::uint64_t seed = 1,
                              std::uint64_t world = 0)
{
    ArrivalTimes times(arrivals, seed, world, runs);
    std::vector<Duration> all;
    while (times.next() != Duration::max()) {
        all.push_back(times.next());
        times.pass();
    }
    return all;
}

struct Gaps
{
    double mean = 0; // in seconds
    double cv = 0;
};

Gaps gapsOf(const std::vector<Duration>& times)
{
    double sum = 0;
    double squares = 0;
    Duration previous{};
    for (const Duration time : times) {
        const double gap = static_cast<double>((time - previous).count()) / 1e6;
        sum += gap;
        squares += gap * gap;
        previous = time;
    }
    const double mean = sum / static_cast<double>(times.size());
    const double variance = squares / static_cast<double>(times.size()) - mean * mean;
    return {mean, std::sqrt(variance) / mean};
}

TEST(Workload, BeginsUniformRunsAtEqualGapsFromZero)
{
    const Arrivals arrivals{.kind = ArrivalKind::Uniform, .every = 250_ms};

    EXPECT_EQ(timesOf(arrivals, 4), (std::vector<Duration>{0_ms, 250_ms, 500_ms, 750_ms}));
}

TEST(Workload, BeginsAllAtOnce)
{
    EXPECT_EQ(timesOf({.kind = ArrivalKind::AllAtOnce}, 3), std::vector<Duration>(3, 0_ms));
}

TEST(Workload, LetsEachClientOfAClosedWorldBeginOnce)
{
    const Arrivals arrivals{.kind = ArrivalKind::Closed, .clients = 3, .think = ConstantLaw{2000}};

    EXPECT_EQ(timesOf(arrivals, 10), std::vector<Duration>(3, 0_ms));
    EXPECT_EQ(timesOf(arrivals, 2).size(), 2U);
    EXPECT_EQ(ArrivalTimes(arrivals, 1, 0, 10).thinkAfter(7), 2_s);
}

TEST(Workload, DrawsEachThinkingTimeByTheRunBeforeIt)
{
    const Arrivals arrivals{
        .kind = ArrivalKind::Closed, .clients = 3, .think = ExponentialLaw{2000}};
    const ArrivalTimes times(arrivals, 1, 0, 10);

    EXPECT_NE(times.thinkAfter(1), times.thinkAfter(2));
    EXPECT_EQ(times.thinkAfter(1), ArrivalTimes(arrivals, 1, 0, 10).thinkAfter(1));
}

TEST(Workload, HasPoissonGapsOfTheirRate)
{
    const Gaps gaps = gapsOf(timesOf({.kind = ArrivalKind::Poisson, .ratePerSecond = 20}, 100'000));

    EXPECT_NEAR(gaps.mean, 0.05, 0.0008); // five standard errors
    EXPECT_NEAR(gaps.cv, 1, 0.03);
}

TEST(Workload, DoesNotDriftWhereGapsAreAMicrosecond)
{
    const Gaps gaps =
        gapsOf(timesOf({.kind = ArrivalKind::Poisson, .ratePerSecond = 1'000'000}, 100'000));

    EXPECT_NEAR(gaps.mean, 1e-6, 1.6e-8);
}

TEST(Workload, HasBurstyGapsOfTheirRateAndSpread)
{
    const Gaps gaps =
        gapsOf(timesOf({.kind = ArrivalKind::Bursty, .ratePerSecond = 0.5, .cv = 2.5}, 100'000));

    EXPECT_NEAR(gaps.mean, 2, 0.08);
    EXPECT_NEAR(gaps.cv, 2.5, 0.15);
}

TEST(Workload, DrawsAnewForEachSeedAndWorldOnly)
{
    const Arrivals arrivals{.kind = ArrivalKind::Poisson, .ratePerSecond = 2};

    EXPECT_EQ(timesOf(arrivals, 50, 1, 0), timesOf(arrivals, 50, 1, 0));
    EXPECT_NE(timesOf(arrivals, 50, 1, 0), timesOf(arrivals, 50, 2, 0));
    EXPECT_NE(timesOf(arrivals, 50, 1, 0), timesOf(arrivals, 50, 1, 1));
}

TEST(Workload, BeginsNothingInAWorldWithoutRuns)
{
    EXPECT_TRUE(timesOf({.kind = ArrivalKind::Poisson}, 0).empty());
}

} // namespace
} // namespace understudy
