// What is shown when: held tokens, answers taken up by another model, the user's own hand.
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

ChainSpec two(MidStream midStream = MidStream::Restart, std::uint32_t hold = 0)
{
    return {.candidates = {{.id = "a"}, {.id = "b"}}, .midStream = midStream, .holdTokens = hold};
}

TEST(HoldTokens, TurnABreakWhileHeldIntoARetryThatNobodySees)
{
    EngineBench bench(two(MidStream::Restart, 5));
    bench.driver.script(0, {breaksAfter(5), answers(9)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 100ms first token | "
              "140ms failed stream.cut 200 before_commit retry | 140ms wait 500ms computed | "
              "640ms try a#2 retry | 740ms first token | 820ms succeeded 9 stop | 820ms answered");
}

TEST(HoldTokens, CommitWithTheTokenAfterThoseHeld)
{
    EngineBench bench(two(MidStream::Restart, 5));
    bench.driver.script(0, {breaksAfter(6)});
    bench.run();

    EXPECT_EQ(bench.log.story().attempts().at(0).phase, FailPhase::AfterCommit);
    EXPECT_EQ(bench.log.story().discardedTokens(), 6u);
}

TEST(HoldTokens, SayWhatIsHeldAndWhenItIsShown)
{
    EngineBench bench(two(MidStream::Restart, 2));
    bench.driver.script(0, {answers(4)});
    bench.run();

    std::string told;
    for (const RunEvent& event : bench.log.events()) {
        if (event.kind == EventKind::FirstToken || event.kind == EventKind::Progress) {
            told += bench.log.line(event) + (event.flags == kHeld ? " held | " : " shown | ");
        }
    }
    EXPECT_EQ(told, "100ms first token held | 120ms progress 3 shown | ");
}

TEST(MidStreamContinue, HandsThePartialAnswerToTheNextCandidateOnce)
{
    ChainSpec spec = two(MidStream::Continue);
    spec.candidates.push_back({.id = "c"});
    EngineBench bench(spec);
    bench.driver.script(0, {breaksAfter(2)});
    bench.driver.script(1, {breaksAfter(2)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 100ms first token | "
              "110ms failed stream.cut 200 after_commit next | 110ms switch a>b | 110ms step 1 | "
              "110ms try b#1 switch | 210ms first token | "
              "220ms failed stream.cut 200 after_commit stop | 220ms failed");
    EXPECT_EQ(bench.driver.starts().at(1).continues, 1u);
}

TEST(MidStreamContinue, StartsOverWhenTheAnswerCannotBeTakenUp)
{
    EngineBench bench(two(MidStream::Continue));
    bench.driver.script(0, {breaksAfter(2)});
    bench.engine.start({.chain = bench.chain, .mayContinue = false});
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.story().discardedTokens(), 2u);
    EXPECT_EQ(bench.driver.starts().at(1).continues, 0u);
}

TEST(OwnHand, FailsTheAttemptUnderWayAndTriesAgain)
{
    EngineBench bench(two());
    const RunId id = bench.start();
    bench.scheduler.advanceBy(50_ms);
    bench.engine.failAttempt(id);
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.text(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | "
              "50ms failed manual 200 before_commit retry | 50ms wait 500ms computed | "
              "550ms try a#2 retry | 650ms first token | 670ms succeeded 3 stop | 670ms answered");
}

TEST(OwnHand, SwitchesInTheMiddleOfAnAnswerEvenWhenTheChainKeepsPartialOnes)
{
    EngineBench bench(two(MidStream::Keep));
    const RunId id = bench.start();
    bench.scheduler.advanceBy(115_ms);
    bench.engine.switchNow(id);
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.story().serving()->candidate, 1);
    EXPECT_EQ(bench.log.story().discardedTokens(), 2u);
}

TEST(OwnHand, CutsABackOffShortBySwitching)
{
    EngineBench bench(two());
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    const RunId id = bench.start();
    bench.scheduler.advanceBy(100_ms);
    bench.engine.switchNow(id);
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.log.story().serving()->candidate, 1);
    EXPECT_EQ(bench.log.story().switches().at(0).because, SwitchCause::Manual);
    EXPECT_EQ(bench.log.story().switches().at(0).at, 100_ms);
}

TEST(OwnHand, IgnoresARunThatIsOver)
{
    EngineBench bench(two());
    const RunId id = bench.start();
    bench.scheduler.runUntilIdle();
    const std::size_t events = bench.log.events().size();
    bench.engine.failAttempt(id);
    bench.engine.switchNow(id);
    EXPECT_EQ(bench.log.events().size(), events);
}

} // namespace
} // namespace understudy
