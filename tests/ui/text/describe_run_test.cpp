#include "tests/ui/story_builder.h"
#include "ui/text/describe_class.h"
#include "ui/text/describe_run.h"
#include "ui/text/describe_totals.h"

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

namespace {

RunStory storyOf(const RunBatch& batch)
{
    RunStory story(sampleLabels());
    story.apply(batch);
    return story;
}

} // namespace

TEST(DescribeRun, SaysWhoAnsweredWhenAllIsWell)
{
    EXPECT_EQ(describeRun(storyOf(healthyRun())).sentence,
              QStringLiteral("GPT-5 answered on the first try."));
}

TEST(DescribeRun, SaysWhyAnotherModelAnswered)
{
    const RunDescription run = describeRun(storyOf(switchedRun()));

    EXPECT_EQ(run.sentence, QStringLiteral("Claude Sonnet 4.5 answered (step 2, try 1) because "
                                           "GPT-5 failed 3 times: HTTP 503 ×3 (injected)."));
    EXPECT_EQ(run.mark, Mark::Check);
}

TEST(DescribeRun, SaysThatASecondTryHelped)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .at(100)
                               .fail(ErrorClass::TransportReset, 0)
                               .backOff(500)
                               .begin(0, 2, StartCause::Retry)
                               .at(800)
                               .firstToken()
                               .say("Yes.", 2)
                               .succeed()
                               .finish(RunOutcome::Answered)
                               .story();

    EXPECT_EQ(describeRun(story).sentence,
              QStringLiteral("GPT-5 answered (step 1, try 2) because GPT-5 failed once: "
                             "connection reset."));
}

TEST(DescribeRun, NamesSkippedCandidates)
{
    const RunStory story = StoryBuilder()
                               .skip(0, SkipCause::BreakerOpen)
                               .begin(1, 1, StartCause::First)
                               .firstToken()
                               .say("Yes.", 2)
                               .succeed()
                               .finish(RunOutcome::Answered)
                               .story();

    EXPECT_EQ(describeRun(story).sentence,
              QStringLiteral("Claude Sonnet 4.5 answered (step 2, try 1) because GPT-5 was "
                             "skipped: circuit breaker open."));
}

TEST(DescribeRun, AFailedRunListsEveryAttemptAndWhatHelps)
{
    const RunDescription run = describeRun(storyOf(failedRun()));

    EXPECT_EQ(run.sentence, QStringLiteral("No model answered. The chain returns the last error: "
                                           "no first token in time from Claude Opus 4.1."));
    ASSERT_EQ(run.lines.size(), 6U);
    EXPECT_EQ(run.lines[0].who, QStringLiteral("GPT-5, try 1"));
    EXPECT_EQ(run.lines[0].what,
              QStringLiteral("HTTP 429, rate limited · Rate limit reached for gpt-5."));
    EXPECT_FALSE(run.advice.isEmpty());
}

TEST(DescribeRun, WhatWeBrokeOurselvesIsAdvisedToBeHalted)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .fail(ErrorClass::Server, 503, 1)
                               .finish(RunOutcome::Failed)
                               .story();

    EXPECT_TRUE(describeRun(story).advice.startsWith(QStringLiteral("Halt the outages")));
}

TEST(DescribeRun, APartialAnswerThatIsKeptSaysWhatInterruptedIt)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .at(300)
                               .firstToken()
                               .say("Half of an", 3)
                               .at(500)
                               .fail(ErrorClass::StreamCut, 200)
                               .finish(RunOutcome::Failed)
                               .story();

    EXPECT_EQ(describeRun(story).sentence,
              QStringLiteral("No model finished its answer. The partial answer of GPT-5 is kept, "
                             "interrupted: cut off mid-answer."));
}

TEST(DescribeRun, FollowsARunThatIsNotOver)
{
    EXPECT_EQ(describeRun(RunStory()).sentence, QString());
    EXPECT_EQ(describeRun(storyOf(streamingRun())).sentence,
              QStringLiteral("Claude Sonnet 4.5 is answering…"));
    EXPECT_EQ(describeRun(StoryBuilder().begin(0, 2, StartCause::Retry).story()).sentence,
              QStringLiteral("Waiting for GPT-5, try 2…"));
}

TEST(DescribeRun, AStoppedRunSaysWhen)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .at(1200)
                               .abandon(AbandonCause::Cancelled)
                               .finish(RunOutcome::Cancelled)
                               .story();

    EXPECT_EQ(describeRun(story).sentence, QStringLiteral("Stopped after 1.20 s."));
}

TEST(DescribeTotals, GivesTimesSpeedAndWaste)
{
    const RunStory story = storyOf(cutRun());

    EXPECT_EQ(describeTotals(story, story.lastTime()),
              QStringLiteral("3.30 s total · 1.84 s to first token · 66 tokens/s · "
                             "$0.0035 (of it $0.00040 wasted)"));
}

TEST(DescribeClass, EveryClassHasACodeACauseAndAMark)
{
    for (std::size_t i = 1; i < kErrorClassCount; ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        EXPECT_FALSE(failureCode(errorClass, 0).isEmpty()) << name(errorClass);
        EXPECT_FALSE(failureCause(errorClass, 0).isEmpty()) << name(errorClass);
        EXPECT_NE(failureMark(errorClass), Mark::None) << name(errorClass);
    }
    EXPECT_EQ(failureCode(ErrorClass::Overload, 529), QStringLiteral("529"));
}
