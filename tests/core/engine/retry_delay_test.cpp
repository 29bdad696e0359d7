#include "core/engine/retry_delay.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const Backoff kPlain{.base = 500_ms, .factor = 2, .cap = 8_s, .jitter = Jitter::None};

TEST(RetryDelay, DoublesUpToItsCap)
{
    const AttemptOutcome outcome{.errorClass = ErrorClass::Server};
    EXPECT_EQ(retryDelay(kPlain, outcome, 0, {}, 0.5).wait, 500_ms);
    EXPECT_EQ(retryDelay(kPlain, outcome, 3, {}, 0.5).wait, 4_s);
    EXPECT_EQ(retryDelay(kPlain, outcome, 1000, {}, 0.5).wait, 8_s);
}

TEST(RetryDelay, StartsFromTwoSecondsAfterAnOverloadWithoutAHint)
{
    const AttemptOutcome outcome{.errorClass = ErrorClass::Overload};
    EXPECT_EQ(retryDelay(kPlain, outcome, 0, {}, 0.5).wait, 2_s);
    EXPECT_EQ(retryDelay(kPlain, outcome, 1, {}, 0.5).wait, 4_s);
}

TEST(RetryDelay, LeavesAnOverloadAloneWhenBackoffIsOffOrAHintIsGiven)
{
    Backoff off = kPlain;
    off.base = 0_ms;
    const AttemptOutcome plain{.errorClass = ErrorClass::Overload};
    const AttemptOutcome hinted{.errorClass = ErrorClass::Overload, .hint = 100_ms};
    EXPECT_EQ(retryDelay(off, plain, 0, {}, 0.5).wait, 0_ms);
    EXPECT_EQ(retryDelay(kPlain, hinted, 0, {}, 0.5).wait, 500_ms);
}

TEST(RetryDelay, TakesAHintAsAMinimumAndSaysSo)
{
    const AttemptOutcome longer{.errorClass = ErrorClass::RateLimitWait, .hint = 3_s};
    const AttemptOutcome shorter{.errorClass = ErrorClass::RateLimitWait, .hint = 20_ms};
    EXPECT_EQ(retryDelay(kPlain, longer, 0, {}, 0.5), (RetryDelay{3_s, WaitCause::Hint}));
    EXPECT_EQ(retryDelay(kPlain, shorter, 0, {}, 0.5), (RetryDelay{500_ms, WaitCause::Computed}));
}

} // namespace
} // namespace understudy
