#include "core/plan/backoff.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

Backoff halfSecondDoubling(Jitter jitter)
{
    return {milliseconds(500), 2.0, milliseconds(8000), jitter};
}

TEST(Backoff, DoublesUntilItsCap)
{
    const Backoff backoff = halfSecondDoubling(Jitter::None);

    EXPECT_EQ(backoffDelay(backoff, 0, 0_ms, 0.7), 500_ms);
    EXPECT_EQ(backoffDelay(backoff, 1, 0_ms, 0.7), 1000_ms);
    EXPECT_EQ(backoffDelay(backoff, 3, 0_ms, 0.7), 4000_ms);
    EXPECT_EQ(backoffDelay(backoff, 4, 0_ms, 0.7), 8000_ms);
    EXPECT_EQ(backoffDelay(backoff, 5, 0_ms, 0.7), 8000_ms);
}

TEST(Backoff, NeverExceedsItsCapEvenAfterAThousandTries)
{
    for (const Jitter jitter : {Jitter::None, Jitter::Full, Jitter::Equal, Jitter::Sdk,
                                Jitter::Grpc, Jitter::Decorrelated}) {
        const Backoff backoff{milliseconds(1'000'000'000'000), 100.0,
                              milliseconds(1'000'000'000'000), jitter};
        for (const std::uint32_t retry : {0u, 1u, 999u, 1000u, UINT32_MAX}) {
            const Duration wait = backoffDelay(backoff, retry, backoff.cap, 0.999999);
            EXPECT_LE(wait, jitter == Jitter::Grpc ? backoff.cap / 10 * 12 : backoff.cap);
            EXPECT_GE(wait, 0_ms);
        }
    }
}

TEST(Backoff, SpreadsByEachJitterFormula)
{
    EXPECT_EQ(backoffDelay(halfSecondDoubling(Jitter::Full), 1, 0_ms, 0.25), 250_ms);
    EXPECT_EQ(backoffDelay(halfSecondDoubling(Jitter::Equal), 1, 0_ms, 0.25), 625_ms);
    EXPECT_EQ(backoffDelay(halfSecondDoubling(Jitter::Sdk), 1, 0_ms, 0.5), 875_ms);
    EXPECT_EQ(backoffDelay(halfSecondDoubling(Jitter::Grpc), 1, 0_ms, 0.0), 800_ms);
}

TEST(Backoff, CapsBeforeItSpreadsAsGrpcDoes)
{
    EXPECT_EQ(backoffDelay(halfSecondDoubling(Jitter::Grpc), 9, 0_ms, 0.0), 6400_ms);
    EXPECT_EQ(backoffDelay(halfSecondDoubling(Jitter::Grpc), 9, 0_ms, 0.5), 8000_ms);
    EXPECT_EQ(backoffDelay(halfSecondDoubling(Jitter::Grpc), 9, 0_ms, 0.75), 8800_ms);
}

TEST(Backoff, DecorrelatesFromThePreviousWait)
{
    const Backoff backoff = halfSecondDoubling(Jitter::Decorrelated);

    EXPECT_EQ(backoffDelay(backoff, 0, 0_ms, 0.0), 500_ms);
    EXPECT_EQ(backoffDelay(backoff, 0, 0_ms, 0.5), 1000_ms) << "the first: from base to 3 * base";
    EXPECT_EQ(backoffDelay(backoff, 1, 500_ms, 0.5), 1000_ms);
    EXPECT_EQ(backoffDelay(backoff, 2, 1200_ms, 0.5), 2050_ms);
    EXPECT_EQ(backoffDelay(backoff, 2, 8000_ms, 0.9), 8000_ms);
}

TEST(Backoff, DoesNotWaitWhenItsBaseIsZero)
{
    Backoff backoff = halfSecondDoubling(Jitter::Sdk);
    backoff.base = 0_ms;
    EXPECT_EQ(backoffDelay(backoff, 1000, 0_ms, 0.0), 0_ms);
}

TEST(Backoff, StaysAtTheCapWhenTheBaseIsAboveIt)
{
    Backoff backoff = halfSecondDoubling(Jitter::None);
    backoff.base = 20000_ms;
    EXPECT_EQ(backoffDelay(backoff, 0, 0_ms, 0.0), 8000_ms);
}

} // namespace
} // namespace understudy
