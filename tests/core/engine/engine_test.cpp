#include "core/engine/engine.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ChainSpec kThreeDeep{.candidates = {{.id = "gpt", .tries = 3, .provider = "openai"},
                                          {.id = "sonnet", .tries = 2, .provider = "anthropic"},
                                          {.id = "opus", .tries = 2, .provider = "anthropic"}}};

TEST(Engine, AnswersWithTheFirstCandidateWhenItIsHealthy)
{
    EngineBench bench(kThreeDeep);

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try gpt#1 first | 100ms first token | "
                           "120ms succeeded 3 stop | 120ms answered");
    EXPECT_EQ(bench.engine.liveRuns(), 0u);
    EXPECT_EQ(bench.engine.liveAttempts(), 0u);
}

TEST(Engine, TriesThePrimaryThreeTimesThenSwitchesAndSaysWhy)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try gpt#1 first | "
              "50ms failed server 503 before_commit retry | 50ms wait 500ms computed | "
              "550ms try gpt#2 retry | 600ms failed server 503 before_commit retry | "
              "600ms wait 1000ms computed | 1600ms try gpt#3 retry | "
              "1650ms failed server 503 before_commit retry | 1650ms switch gpt>sonnet | "
              "1650ms step 1 | 1650ms try sonnet#1 switch | 1750ms first token | "
              "1770ms succeeded 3 stop | 1770ms answered");
    EXPECT_EQ(bench.log.story().switches().size(), 1u);
}

TEST(Engine, ListsEveryCauseAndReturnsTheLastErrorWhenAllCandidatesFail)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::Server, 500)});
    bench.driver.script(1, {fails(ErrorClass::Overload, 529)});
    bench.driver.script(2, {fails(ErrorClass::Server, 503)});

    bench.run();

    const RunStory& story = bench.log.story();
    EXPECT_EQ(story.outcome(), RunOutcome::Failed);
    ASSERT_EQ(story.attempts().size(), 7u);
    for (const AttemptStory& attempt : story.attempts()) {
        EXPECT_NE(attempt.errorClass, ErrorClass::None);
    }
    ASSERT_NE(story.lastFailure(), nullptr);
    EXPECT_EQ(story.lastFailure()->status, 503);
    EXPECT_EQ(story.lastFailure()->candidate, 2);
}

TEST(Engine, SwitchesAtOnceOnAFailureThatARetryCannotHelp)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try gpt#1 first | "
              "50ms failed auth 401 before_commit next | 50ms switch gpt>sonnet | 50ms step 1 | "
              "50ms try sonnet#1 switch | 150ms first token | 170ms succeeded 3 stop | "
              "170ms answered");
}

TEST(Engine, StopsTheRunOnAContentPolicyFailure)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::PolicyPrompt, 400)});

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try gpt#1 first | "
                           "50ms failed policy.prompt 400 before_commit stop | 50ms failed");
}

TEST(Engine, StopsOnceTwoProvidersCallTheRequestInvalid)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::InvalidRequest, 400)});
    bench.driver.script(1, {fails(ErrorClass::InvalidRequest, 422)});

    bench.run();

    EXPECT_EQ(bench.log.story().attempts().size(), 2u);
    EXPECT_EQ(bench.log.story().attempts()[1].reaction, Reaction::Stop);
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Failed);
}

TEST(Engine, GoesOnWhenTheSameProviderCallsTheRequestInvalidTwice)
{
    ChainSpec spec = kThreeDeep;
    spec.candidates[0].provider = "anthropic";
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::InvalidRequest, 400)});
    bench.driver.script(1, {fails(ErrorClass::InvalidRequest, 400)});

    bench.run();

    EXPECT_EQ(bench.log.story().attempts().size(), 3u);
    EXPECT_EQ(bench.log.story().outcome(), RunOutcome::Answered);
}

TEST(Engine, HonoursAHintThatFitsIntoPatienceAndNeverShortensIt)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 3_s), answers()});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try gpt#1 first | "
              "50ms failed rate_limit.wait 429 before_commit retry | 50ms wait 3000ms hint | "
              "3050ms try gpt#2 retry | 3150ms first token | 3170ms succeeded 3 stop | "
              "3170ms answered");
}

TEST(Engine, SwitchesAtOnceWhenAHintExceedsPatience)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 30_s)});

    bench.run();

    const RunStory& story = bench.log.story();
    EXPECT_TRUE(story.waits().empty());
    ASSERT_EQ(story.switches().size(), 1u);
    EXPECT_EQ(story.switches()[0].because, SwitchCause::Patience);
    EXPECT_EQ(story.switches()[0].at, 50_ms);
    EXPECT_EQ(story.serving()->candidate, 1);
}

TEST(Engine, DiscardsAPartialAnswerAndStartsAnewOnTheNextCandidate)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {breaksAfter(3)});

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try gpt#1 first | 100ms first token | "
                           "120ms failed stream.cut 200 after_commit next | 120ms discard 3 | "
                           "120ms switch gpt>sonnet | 120ms step 1 | 120ms try sonnet#1 switch | "
                           "220ms first token | 240ms succeeded 3 stop | 240ms answered");
    EXPECT_EQ(bench.log.story().discardedTokens(), 3u);
}

TEST(Engine, RetriesTheLastCandidateAfterABrokenStreamWhileTriesRemain)
{
    EngineBench bench({.candidates = {{.id = "only", .tries = 2}}});
    bench.driver.script(0, {breaksAfter(2), answers()});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try only#1 first | 100ms first token | "
              "110ms failed stream.cut 200 after_commit retry | 110ms discard 2 | "
              "110ms wait 500ms computed | 610ms try only#2 retry | 710ms first token | "
              "730ms succeeded 3 stop | 730ms answered");
}

TEST(Engine, KeepsThePartialAnswerWhenTheChainSaysSo)
{
    ChainSpec spec = kThreeDeep;
    spec.midStream = MidStream::Keep;
    EngineBench bench(spec);
    bench.driver.script(0, {breaksAfter(3)});

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try gpt#1 first | 100ms first token | "
                           "120ms failed stream.cut 200 after_commit stop | 120ms failed");
    EXPECT_EQ(bench.log.story().discardedTokens(), 0u);
}

TEST(Engine, RetriesABrokenStreamThatHadShownNothing)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {breaksAfter(0), answers()});

    bench.run();

    EXPECT_EQ(bench.log.story().attempts()[0].phase, FailPhase::BeforeCommit);
    EXPECT_EQ(bench.log.story().serving()->candidate, 0);
    EXPECT_EQ(bench.log.story().discardedTokens(), 0u);
}

TEST(Engine, SkipsDisabledCandidatesWithAnEventAndWithoutASwitch)
{
    ChainSpec spec = kThreeDeep;
    spec.candidates[0].enabled = false;
    EngineBench bench(spec);

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms skip gpt disabled | 0ms step 1 | "
                           "0ms try sonnet#1 first | 100ms first token | 120ms succeeded 3 stop | "
                           "120ms answered");
    EXPECT_EQ(bench.log.story().requested(), 1);
}

TEST(Engine, CountsEarlierAttemptsOnAModelForItsDriver)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::Server, 500)});

    bench.run();

    ASSERT_EQ(bench.driver.starts().size(), 4u);
    EXPECT_EQ(bench.driver.starts()[0].ordinal, 0u);
    EXPECT_EQ(bench.driver.starts()[2].ordinal, 2u);
    EXPECT_EQ(bench.driver.starts()[3].ordinal, 0u);
}

TEST(Engine, ChargesInputAndOutputButNothingForAnErrorStatus)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.driver.script(1, {breaksAfter(4)});

    bench.run();

    const RunStory& story = bench.log.story();
    EXPECT_EQ(story.attempts()[0].cost, 0);
    EXPECT_EQ(story.attempts()[3].cost, 100 * 1000 + 4 * 2000); // prompt and 4 tokens, in nano-USD
    EXPECT_EQ(story.wasted(), 108'000);
    EXPECT_EQ(story.cost(), 108'000 + 106'000);
}

TEST(Engine, CoalescesProgressToThirtyEventsASecond)
{
    EngineBench bench({.candidates = {{.id = "a"}}});
    bench.driver.script(0, {{.interval = 1_ms, .tokens = 2000}});

    bench.run();

    std::size_t progress = 0;
    for (const RunEvent& event : bench.log.events()) {
        progress += event.kind == EventKind::Progress ? 1 : 0;
    }
    EXPECT_GT(progress, 50u);
    EXPECT_LE(progress, 60u);
}

TEST(Engine, KeepsRunsApart)
{
    EngineBench bench(kThreeDeep);
    bench.driver.script(0, {fails(ErrorClass::Server, 503), answers(), answers()});

    bench.start(1);
    bench.start(2);
    bench.scheduler.runUntilIdle();

    std::uint32_t finished = 0;
    for (const RunEvent& event : bench.log.events()) {
        finished += event.kind == EventKind::RunFinished ? 1 : 0;
        EXPECT_TRUE(event.run == 1 || event.run == 2);
    }
    EXPECT_EQ(finished, 2u);
}

} // namespace
} // namespace understudy
