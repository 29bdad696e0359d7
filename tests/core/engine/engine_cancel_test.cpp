// Cancel in every state that a run can be in: told once, and nothing is left.
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}}};

// Cancels at `when`, lets every timer run out, and returns the story after the first start.
std::string cancelledAt(const ScriptedAttempt& first, Duration when)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {first});
    const RunId run = bench.start();
    bench.scheduler.advanceBy(when);
    bench.engine.cancel(run);
    const std::size_t told = bench.log.events().size();

    EXPECT_EQ(bench.engine.liveRuns(), 0u);
    EXPECT_EQ(bench.engine.liveAttempts(), 0u);
    EXPECT_EQ(bench.driver.liveAttempts(), 0u);
    const std::size_t begun = bench.driver.starts().size();
    bench.scheduler.runUntilIdle();
    EXPECT_EQ(bench.log.events().size(), told);
    EXPECT_EQ(bench.driver.starts().size(), begun);
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Cancelled);

    std::string text = bench.log.text();
    const std::size_t start = text.find("first | ");
    return start == std::string::npos ? text : text.substr(start + 8);
}

TEST(EngineCancel, EndsARunThatIsConnecting)
{
    EXPECT_EQ(cancelledAt(fallsSilentAfter(Stage::Nothing), 20_ms),
              "20ms abandoned cancelled | 20ms cancelled");
}

TEST(EngineCancel, EndsARunThatWaitsForHeaders)
{
    EXPECT_EQ(cancelledAt(fallsSilentAfter(Stage::Connected), 20_ms),
              "20ms abandoned cancelled | 20ms cancelled");
}

TEST(EngineCancel, EndsARunThatWaitsForContent)
{
    EXPECT_EQ(cancelledAt(fallsSilentAfter(Stage::Headers), 20_ms),
              "20ms abandoned cancelled | 20ms cancelled");
}

TEST(EngineCancel, EndsARunThatStreams)
{
    EXPECT_EQ(cancelledAt(answers(), 105_ms),
              "100ms first token | 105ms abandoned cancelled | 105ms cancelled");
}

TEST(EngineCancel, EndsARunThatBacksOff)
{
    EXPECT_EQ(cancelledAt(fails(ErrorClass::Server, 503), 200_ms),
              "50ms failed server 503 before_commit retry | 50ms wait 500ms computed | "
              "200ms cancelled");
}

TEST(EngineCancel, EndsARunThatHasSwitched)
{
    EXPECT_EQ(cancelledAt(fails(ErrorClass::Auth, 401), 60_ms),
              "50ms failed auth 401 before_commit next | 50ms switch a>b | 50ms step 1 | "
              "50ms try b#1 switch | 60ms abandoned cancelled | 60ms cancelled");
}

TEST(EngineCancel, IsIgnoredOnceTheRunHasEnded)
{
    EngineBench bench(kPair);
    const RunId run = bench.start();
    bench.scheduler.runUntilIdle();
    const std::string told = bench.log.text();

    bench.engine.cancel(run);

    EXPECT_EQ(bench.log.text(), told);
}

TEST(EngineCancel, LeavesTheRunsBesideItAlone)
{
    EngineBench bench(kPair);
    const RunId first = bench.start(1);
    bench.start(2);
    bench.scheduler.advanceBy(50_ms);

    bench.engine.cancel(first);
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.events().back().run, 2u);
    EXPECT_EQ(bench.log.events().back().outcome(), RunOutcome::Answered);
}

} // namespace
} // namespace understudy
