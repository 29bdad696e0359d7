#include "core/engine/engine.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

ChainSpec pair() { return {.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}}}; }

TEST(EngineLimits, SwitchesWhenNoFirstTokenComesInTime)
{
    ChainSpec spec = pair();
    spec.candidates[0].timeouts.firstToken = 2_s;
    EngineBench bench(spec);
    bench.driver.script(0, {staysSilent()});
    bench.start();
    bench.scheduler.runUntilIdle();

    const AttemptStory& first = bench.log.story().attempts()[0];
    EXPECT_EQ(first.errorClass, ErrorClass::TimeoutFirstToken);
    EXPECT_EQ(first.end, 2_s);
    EXPECT_EQ(bench.driver.abandoned(), 1u);
    EXPECT_EQ(bench.log.story().serving()->candidate, 1);
}

TEST(EngineLimits, GivesUpConnectingAfterItsOwnLimit)
{
    EngineBench bench(pair());
    bench.driver.script(0, {staysSilent()}); // never connects
    bench.start();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.story().attempts()[0].errorClass, ErrorClass::TransportConnect);
    EXPECT_EQ(bench.log.story().attempts()[0].end, 10_s);
}

TEST(EngineLimits, NoticesAStreamThatStalls)
{
    ChainSpec spec = pair();
    spec.candidates[0].timeouts.byteIdle = 1_s;
    EngineBench bench(spec);
    bench.driver.script(0, {{.interval = 5_s, .tokens = 3}});
    bench.start();
    bench.scheduler.runUntilIdle();

    const AttemptStory& first = bench.log.story().attempts()[0];
    EXPECT_EQ(first.errorClass, ErrorClass::StreamStalled);
    EXPECT_EQ(first.end, 1100_ms); // one second after the only token
    EXPECT_EQ(first.discardedTokens, 1u);
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Answered);
}

TEST(EngineLimits, DoesNotCallASteadySlowStreamStalled)
{
    ChainSpec spec = pair();
    spec.candidates[0].timeouts.byteIdle = 1_s;
    spec.candidates[0].timeouts.payloadIdle = 1_s;
    EngineBench bench(spec);
    bench.driver.script(0, {{.interval = 900_ms, .tokens = 20}});
    bench.start();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.story().attempts().size(), 1u);
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Answered);
}

TEST(EngineLimits, EndsTheRunAtTheChainsDeadline)
{
    ChainSpec spec = pair();
    spec.deadline = 3_s;
    EngineBench bench(spec);
    bench.driver.script(0, {{.firstToken = 60_s}});
    bench.start();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.text(), "0ms start | 0ms step 0 | 0ms try a#1 first | "
                                "3000ms abandoned deadline | 3000ms failed deadline");
    EXPECT_EQ(bench.engine.liveRuns(), 0u);
    EXPECT_EQ(bench.driver.liveAttempts(), 0u);
}

TEST(EngineLimits, CountsACompletionExactlyAtTheDeadlineAsSuccess)
{
    ChainSpec spec = pair();
    spec.deadline = 120_ms;
    EngineBench bench(spec);
    bench.driver.script(0, {{.firstToken = 100_ms, .interval = 10_ms, .tokens = 3}});
    bench.start();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Answered);
    EXPECT_EQ(bench.log.story().lastTime(), 120_ms);
}

TEST(EngineLimits, NeverWaitsPastTheDeadline)
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 5}}, .deadline = 600_ms};
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | "
              "50ms failed server 503 before_commit retry | 50ms wait 500ms computed | "
              "550ms try a#2 retry | 600ms failed server 503 before_commit retry | "
              "600ms failed");
}

TEST(EngineLimits, NeverMakesMoreAttemptsThanTheChainAllows)
{
    ChainSpec spec = pair();
    spec.maxAttempts = 3;
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.driver.script(1, {fails(ErrorClass::Server, 503)});
    bench.run();

    EXPECT_EQ(bench.log.story().attempts().size(), 3u);
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Failed);
}

TEST(EngineLimits, CancelDuringABackoffWinsAtOnceAndLeavesNothingBehind)
{
    EngineBench bench(pair());
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    const RunId run = bench.start();
    bench.scheduler.advanceBy(200_ms);

    bench.engine.cancel(run);
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.text(), "0ms start | 0ms step 0 | 0ms try a#1 first | "
                                "50ms failed server 503 before_commit retry | "
                                "50ms wait 500ms computed | 200ms cancelled");
    EXPECT_EQ(bench.log.story().waits()[0].cutShort, 200_ms);
    EXPECT_EQ(bench.engine.liveRuns(), 0u);
}

TEST(EngineLimits, CancelWhileStreamingTellsTheDriverAndDropsLateSignals)
{
    EngineBench bench(pair());
    const RunId run = bench.start();
    bench.scheduler.advanceBy(105_ms);

    bench.engine.cancel(run);
    bench.engine.cancel(run); // stale: ignored
    const std::string told = bench.log.text();
    bench.engine.onSignal({.id = bench.driver.starts()[0].id, .kind = SignalKind::Succeeded});
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(told, "0ms start | 0ms step 0 | 0ms try a#1 first | 100ms first token | "
                    "105ms abandoned cancelled | 105ms cancelled");
    EXPECT_EQ(bench.log.text(), told);
    EXPECT_EQ(bench.driver.liveAttempts(), 0u);
}

} // namespace
} // namespace understudy
