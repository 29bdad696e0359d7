// Candidates in parallel: who starts when, who wins, what becomes of the others.
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

ScriptedAttempt answersAfter(Duration firstToken)
{
    ScriptedAttempt attempt = answers();
    attempt.firstToken = firstToken;
    return attempt;
}

// One race of as many candidates as there are scripts, each with one try.
ChainSpec race(std::size_t lanes, Selection selection = {}, std::uint32_t tries = 1)
{
    selection.kind = SelectionKind::Race;
    ChainSpec spec;
    for (std::size_t i = 0; i < lanes; ++i) {
        spec.candidates.push_back({.id = std::string(1, static_cast<char>('a' + i)),
                                   .tries = tries,
                                   .joinsStep = i > 0,
                                   .selection = selection});
    }
    return spec;
}

// When each attempt started, in milliseconds.
std::vector<std::int64_t> startsOf(const EngineBench& bench)
{
    std::vector<std::int64_t> starts;
    for (const RunEvent& event : bench.log.events()) {
        if (event.kind == EventKind::AttemptStarted) {
            starts.push_back(toMilliseconds(event.at));
        }
    }
    return starts;
}

using Starts = std::vector<std::int64_t>;

TEST(Race, AbandonsTheOthersWhenOneSpeaks)
{
    EngineBench bench(race(3));
    bench.driver.script(0, {answersAfter(300_ms)});
    bench.driver.script(1, {answersAfter(100_ms)});
    bench.driver.script(2, {answersAfter(200_ms)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 0ms try b#1 race | 0ms try c#1 race | "
              "100ms first token | 100ms abandoned a lost_race | 100ms abandoned c lost_race | "
              "120ms succeeded 3 stop | 120ms answered");
    EXPECT_EQ(bench.driver.abandoned(), 2u);
    EXPECT_EQ(bench.engine.liveAttempts(), 0u);
}

TEST(Race, WaitsForTheFirstCompleteAnswerWhenThatIsWhatWins)
{
    EngineBench bench(race(2, {.win = RaceWin::Completed}));
    ScriptedAttempt early = answersAfter(10_ms);
    early.interval = 1000_ms;
    bench.driver.script(0, {early});
    bench.driver.script(1, {answersAfter(500_ms)});
    bench.run();

    EXPECT_EQ(bench.log.story().serving()->candidate, 1);
    EXPECT_EQ(bench.log.story().discardedTokens(), 0u) << "nothing was shown before it was won";
    EXPECT_EQ(bench.log.events().back().at, 520_ms);
}

TEST(Race, GivesATieToTheLowerLane)
{
    EngineBench bench(race(3));
    bench.run();
    EXPECT_EQ(bench.log.story().serving()->candidate, 0);
}

TEST(Race, HasOneWinnerWhenTheNextSpeaksAMicrosecondLater)
{
    EngineBench bench(race(2));
    bench.driver.script(0, {answersAfter(100_ms + 1_us)});
    bench.driver.script(1, {answersAfter(100_ms)});
    bench.run();

    EXPECT_EQ(bench.log.story().serving()->candidate, 1);
    EXPECT_EQ(bench.log.story().attempts().at(0).state, AttemptState::Abandoned);
}

TEST(Race, WaitsForASlowerLaneWhenTheOthersFail)
{
    EngineBench bench(race(3));
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});
    bench.driver.script(1, {fails(ErrorClass::Auth, 401)});
    bench.driver.script(2, {answersAfter(5000_ms)});
    bench.run();

    EXPECT_EQ(bench.log.story().serving()->candidate, 2);
    EXPECT_TRUE(bench.log.story().switches().empty()) << "lane starts are no switches";
}

TEST(Race, StartsAHedgeAfterEachStagger)
{
    EngineBench bench(race(4, {.stagger = 500_ms}));
    for (std::uint16_t i = 0; i < 4; ++i) {
        bench.driver.script(i, {staysSilent()});
    }
    bench.run();
    EXPECT_EQ(startsOf(bench), (Starts{0, 500, 1000, 1500}));
}

TEST(Race, StartsTheNextLaneAtOnceWhenAnAttemptFailsAndResumesTheStagger)
{
    EngineBench bench(race(4, {.stagger = 500_ms}));
    ScriptedAttempt failing = fails(ErrorClass::Auth, 401);
    failing.failAfter = 200_ms;
    bench.driver.script(0, {failing});
    for (std::uint16_t i = 1; i < 4; ++i) {
        bench.driver.script(i, {staysSilent()});
    }
    bench.run();
    EXPECT_EQ(startsOf(bench), (Starts{0, 200, 700, 1200}));
}

TEST(Race, HoldsTheNextLaneBackForAsLongAsTheProviderAsks)
{
    // All lanes are the same model, so the hint of one concerns them all.
    ChainSpec spec = race(4, {.stagger = 500_ms});
    EngineBench bench(spec);
    for (std::size_t i = 0; i < 4; ++i) {
        bench.chain->labels[i].provider = "p";
        bench.chain->labels[i].model = "m";
        bench.chain->keys[i] = "p";
    }
    ScriptedAttempt limited = fails(ErrorClass::RateLimitWait, 429, 50_ms);
    limited.failAfter = 200_ms;
    bench.driver.script(0, {limited});
    for (std::uint16_t i = 1; i < 4; ++i) {
        bench.driver.script(i, {staysSilent()});
    }
    bench.run();
    EXPECT_EQ(startsOf(bench), (Starts{0, 250, 750, 1250}));
}

TEST(Race, StartsNoFurtherLaneWhenAReactionStops)
{
    ChainSpec spec = race(4, {.stagger = 500_ms});
    spec.candidates[0].reactions = {{"rate_limit", Reaction::Stop}};
    EngineBench bench(spec);
    ScriptedAttempt limited = fails(ErrorClass::RateLimitWait, 429);
    limited.failAfter = 200_ms;
    bench.driver.script(0, {limited});
    bench.run();
    EXPECT_EQ(startsOf(bench), (Starts{0}));
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Failed);
}

TEST(Race, NeverHoldsMoreThanItsWidth)
{
    EngineBench bench(race(3, {.width = 2}));
    ScriptedAttempt failing = fails(ErrorClass::Auth, 401);
    failing.failAfter = 300_ms;
    bench.driver.script(0, {failing});
    bench.driver.script(1, {staysSilent()});
    bench.run();
    EXPECT_EQ(startsOf(bench), (Starts{0, 0, 300})) << "a place is free when a lane is exhausted";
}

TEST(Race, KeepsAPlaceDuringABackOff)
{
    EngineBench bench(race(3, {.width = 2}, 2));
    bench.driver.script(0, {fails(ErrorClass::Server, 503), answers()});
    bench.driver.script(1, {staysSilent()});
    bench.run();
    EXPECT_EQ(startsOf(bench), (Starts{0, 0, 550})) << "the retry of a, no lane for c";
    EXPECT_EQ(bench.log.story().serving()->candidate, 0);
}

TEST(Race, TakesLanesNeverStartedAfterAWinnerBreaks)
{
    EngineBench bench(race(3, {.stagger = 500_ms}));
    bench.driver.script(0, {breaksAfter(2)});

    EXPECT_EQ(
        bench.run(),
        "0ms start | 0ms step 0 | 0ms try a#1 first | 100ms first token | "
        "110ms failed stream.cut 200 after_commit next | 110ms discard 2 | 110ms switch a>b | "
        "110ms try b#1 switch | 210ms first token | 230ms succeeded 3 stop | 230ms answered");
}

TEST(Race, DoesNotReviveLanesThatItAbandoned)
{
    ChainSpec spec = race(2);
    spec.candidates.push_back({.id = "z"});
    EngineBench bench(spec);
    bench.driver.script(0, {breaksAfter(2)});
    bench.driver.script(1, {answersAfter(150_ms)});
    bench.run();

    EXPECT_EQ(bench.log.story().serving()->candidate, 2) << "the next step, not b again";
    EXPECT_EQ(bench.log.story().attempts().size(), 3u);
}

TEST(Race, FailsWithEveryCauseWhenAllLanesFail)
{
    EngineBench bench(race(2));
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});
    bench.driver.script(1, {fails(ErrorClass::QuotaExhausted, 429)});
    bench.run();

    ASSERT_EQ(bench.log.story().attempts().size(), 2u);
    EXPECT_EQ(bench.log.story().attempts()[0].errorClass, ErrorClass::Auth);
    EXPECT_EQ(bench.log.story().attempts()[1].errorClass, ErrorClass::QuotaExhausted);
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Failed);
}

TEST(Race, LeavesNoTimerAndNoAttemptWhenItIsCancelled)
{
    EngineBench bench(race(3, {.stagger = 100_ms}));
    for (std::uint16_t i = 0; i < 3; ++i) {
        bench.driver.script(i, {staysSilent()});
    }
    const RunId id = bench.start();
    bench.scheduler.advanceBy(150_ms);
    bench.engine.cancel(id);
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(startsOf(bench), (Starts{0, 100}));
    EXPECT_EQ(bench.engine.liveAttempts(), 0u);
    EXPECT_EQ(bench.driver.liveAttempts(), 0u);
}

TEST(Race, EndsWholeAtTheChainsDeadline)
{
    ChainSpec spec = race(2);
    spec.deadline = 5_s;
    EngineBench bench(spec);
    bench.driver.script(0, {staysSilent()});
    bench.driver.script(1, {staysSilent()});

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try a#1 first | 0ms try b#1 race | "
                           "5000ms abandoned deadline | 5000ms abandoned deadline | "
                           "5000ms failed deadline");
}

TEST(Race, CountsWhatTheLosersCostAsWasted)
{
    EngineBench bench(race(2));
    ScriptedAttempt slow = answersAfter(200_ms);
    bench.driver.script(0, {slow});
    bench.driver.script(1, {answersAfter(100_ms)});
    bench.run();

    const RunStory& story = bench.log.story();
    EXPECT_EQ(*story.cost() - *story.wasted(), story.serving()->cost);
    EXPECT_GT(*story.wasted(), 0) << "the loser's headers had come: its prompt is billed";
}

} // namespace
} // namespace understudy
