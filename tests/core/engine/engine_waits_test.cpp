// How long a run waits, and when it does not wait at all.
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

ChainSpec pair() { return {.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}}}; }

TEST(EngineWaits, WaitsExactlyAsLongAsAHintOfTwoSecondsAndSaysWhy)
{
    EngineBench bench(pair());
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 2_s), answers()});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | "
              "50ms failed rate_limit.wait 429 before_commit retry | 50ms wait 2000ms hint | "
              "2050ms try a#2 retry | 2150ms first token | 2170ms succeeded 3 stop | "
              "2170ms answered");
}

TEST(EngineWaits, FallsBackToItsOwnBackoffWhenAHintIsAlreadyPast)
{
    EngineBench bench(pair());
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 0_ms), answers()});
    bench.run();

    ASSERT_EQ(bench.log.story().waits().size(), 1u);
    EXPECT_EQ(bench.log.story().waits()[0].length, 500_ms);
    EXPECT_EQ(bench.log.story().waits()[0].because, WaitCause::Computed);
}

TEST(EngineWaits, SwitchesAtOnceRatherThanWaitADay)
{
    EngineBench bench(pair());
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 86'400_s)});

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try a#1 first | "
                           "50ms failed rate_limit.wait 429 before_commit retry | "
                           "50ms switch a>b | 50ms step 1 | 50ms try b#1 switch | "
                           "150ms first token | 170ms succeeded 3 stop | 170ms answered");
    EXPECT_EQ(bench.log.story().switches()[0].because, SwitchCause::Patience);
}

TEST(EngineWaits, FailsAtOnceWhenTheOnlyCandidateAsksForADay)
{
    EngineBench bench({.candidates = {{.id = "a", .tries = 5}}});
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 86'400_s)});

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try a#1 first | "
                           "50ms failed rate_limit.wait 429 before_commit retry | 50ms failed");
}

// What a header like "-1", "1e309" or "soon" may leave behind: no hint, or one beyond all bounds.
TEST(EngineWaits, IgnoresAHintBelowZeroAndNeverOverflowsOnAHugeOne)
{
    for (const Duration hint : {Duration{-1}, Duration::min()}) {
        EngineBench bench(pair());
        bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, hint), answers()});
        bench.run();
        ASSERT_EQ(bench.log.story().waits().size(), 1u);
        EXPECT_EQ(bench.log.story().waits()[0].length, 500_ms);
        EXPECT_EQ(bench.log.story().waits()[0].because, WaitCause::Computed);
    }
    EngineBench bench(pair());
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, Duration::max())});
    bench.run();
    EXPECT_TRUE(bench.log.story().waits().empty());
    EXPECT_EQ(bench.log.story().switches()[0].because, SwitchCause::Patience);
}

TEST(EngineWaits, BacksOffByItselfWithJitterWhenALimitOrAnOverloadGivesNoHint)
{
    ChainSpec spec = pair();
    spec.candidates[0].backoff.jitter = Jitter::Sdk;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        EngineBench limited(spec, seed);
        EngineBench overloaded(spec, seed);
        limited.driver.script(0, {fails(ErrorClass::RateLimitWait, 429), answers()});
        overloaded.driver.script(0, {fails(ErrorClass::Overload, 529), answers()});
        limited.run();
        overloaded.run();

        const WaitStory& limit = limited.log.story().waits().at(0);
        const WaitStory& overload = overloaded.log.story().waits().at(0);
        EXPECT_GE(limit.length, 375_ms); // 500 ms less at most a quarter
        EXPECT_LE(limit.length, 500_ms);
        EXPECT_GE(overload.length, 1500_ms); // 2 s less at most a quarter
        EXPECT_LE(overload.length, 2_s);
        EXPECT_EQ(overload.because, WaitCause::Computed);
    }
}

TEST(EngineWaits, SpreadsRunsApartBySeedAndByRun)
{
    ChainSpec spec = pair();
    spec.candidates[0].backoff.jitter = Jitter::Full;
    const auto waitOf = [&](std::uint64_t seed, std::uint64_t index) {
        EngineBench bench(spec, seed);
        bench.driver.script(0, {fails(ErrorClass::Server, 503), answers()});
        bench.start(index);
        bench.scheduler.runUntilIdle();
        return bench.log.story().waits().at(0).length;
    };
    EXPECT_EQ(waitOf(1, 0), waitOf(1, 0));
    EXPECT_NE(waitOf(1, 0), waitOf(2, 0));
    EXPECT_NE(waitOf(1, 0), waitOf(1, 1));
}

TEST(EngineWaits, StaysAtTheCapForAThousandDoublings)
{
    constexpr Duration kHour = 3'600_s;
    ChainSpec spec{.candidates = {{.id = "a", .tries = 1001}},
                   .deadline = 10'000 * kHour,
                   .patience = kHour,
                   .maxAttempts = 2000};
    spec.candidates[0].backoff.cap = kHour;
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.run();

    const std::vector<WaitStory>& waits = bench.log.story().waits();
    ASSERT_EQ(waits.size(), 1000u);
    EXPECT_EQ(waits[12].length, 2048_s); // half a second doubled twelve times
    for (std::size_t i = 13; i < waits.size(); ++i) {
        ASSERT_EQ(waits[i].length, kHour) << "retry " << i;
    }
}

} // namespace
} // namespace understudy
