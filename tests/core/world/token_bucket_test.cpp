#include "core/world/token_bucket.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr Instant kStart{5_s};

TokenBucket full(double perMinute)
{
    TokenBucket bucket(perMinute);
    bucket.fill(kStart);
    return bucket;
}

TEST(TokenBucket, HoldsExactlyOneMinutesAmount)
{
    for (const double perMinute : {1.0, 7.0, 60.0, 1000.0, 99'999.0}) {
        TokenBucket bucket = full(perMinute);
        for (int i = 0; i < static_cast<int>(perMinute); ++i) {
            ASSERT_EQ(bucket.waitFor(kStart, 1), 0_us) << i << " of " << perMinute;
            bucket.take(1);
        }
        EXPECT_GT(*bucket.waitFor(kStart, 1), 0_us);
    }
}

TEST(TokenBucket, TellsTheTrueWait)
{
    TokenBucket bucket = full(60); // one a second
    bucket.take(60);

    EXPECT_EQ(bucket.waitFor(kStart, 1), 1_s);
    EXPECT_EQ(bucket.waitFor(kStart, 30), 30_s);
    EXPECT_EQ(bucket.waitFor(kStart + 400_ms, 1), 600_ms);
    EXPECT_EQ(bucket.waitFor(kStart + 1_s, 1), 0_us);
}

TEST(TokenBucket, RoundsTheWaitUpSoThatItIsEnough)
{
    TokenBucket bucket = full(7); // one each 8,571,428.57 us
    bucket.take(7);

    EXPECT_EQ(bucket.waitFor(kStart, 1), 8'571'429_us);
    EXPECT_GT(bucket.waitFor(kStart + 8'571'428_us, 1), 0_us);
    EXPECT_EQ(bucket.waitFor(kStart + 8'571'429_us, 1), 0_us);
}

TEST(TokenBucket, FillsUpToTheBrimAndNoFurther)
{
    TokenBucket bucket = full(10);
    bucket.take(10);

    EXPECT_EQ(bucket.waitFor(kStart + 3600_s, 10), 0_us);
    bucket.take(10);
    EXPECT_EQ(bucket.waitFor(kStart + 3600_s, 1), 6_s);
}

TEST(TokenBucket, NeverHoldsMoreThanAMinuteGives)
{
    TokenBucket bucket = full(100);

    EXPECT_EQ(bucket.waitFor(kStart, 100), 0_us);
    EXPECT_EQ(bucket.waitFor(kStart, 101), std::nullopt);
    EXPECT_EQ(bucket.waitFor(kStart, UINT64_MAX), std::nullopt);
    EXPECT_EQ(full(0.5).waitFor(kStart, 1), std::nullopt);
    EXPECT_EQ(full(1e15).waitFor(kStart, 1'000'000), 0_us);
}

} // namespace
} // namespace understudy
