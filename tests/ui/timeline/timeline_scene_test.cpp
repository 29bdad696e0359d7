#include "tests/ui/story_builder.h"
#include "ui/timeline/timeline_scene.h"

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

namespace {

TimelineScene sceneOf(const RunStory& story, Duration now)
{
    const std::vector<RowKey> rows = timelineRows(story);
    return timelineScene(story, rows, 0, static_cast<int>(rows.size()), now);
}

TimelineScene sceneOf(const RunBatch& batch)
{
    RunStory story(sampleLabels());
    story.apply(batch);
    return sceneOf(story, story.lastTime());
}

std::vector<SpanKind> kindsOf(const TimelineRow& row)
{
    std::vector<SpanKind> kinds;
    for (const TimelineSpan& span : row.spans) {
        kinds.push_back(span.kind);
    }
    return kinds;
}

using Kinds = std::vector<SpanKind>;

} // namespace

TEST(TimelineScene, AHealthyRunWaitsThenSucceeds)
{
    const TimelineScene scene = sceneOf(healthyRun());

    ASSERT_EQ(scene.rows.size(), 1U);
    EXPECT_EQ(scene.rows[0].label, QStringLiteral("gpt-5 #1"));
    EXPECT_EQ(kindsOf(scene.rows[0]), (Kinds{SpanKind::Waiting, SpanKind::Succeeded}));
    EXPECT_EQ(scene.rows[0].spans[1].start, Duration(380_ms));
    EXPECT_EQ(scene.rows[0].spans[1].label, QStringLiteral("96 tok"));
    EXPECT_FALSE(scene.isLive);
}

TEST(TimelineScene, FailuresBackOffAndASwitchLinksTheRows)
{
    const TimelineScene scene = sceneOf(switchedRun());

    ASSERT_EQ(scene.rows.size(), 4U);
    EXPECT_EQ(kindsOf(scene.rows[0]), (Kinds{SpanKind::Failed, SpanKind::BackOff}));
    EXPECT_EQ(kindsOf(scene.rows[2]), (Kinds{SpanKind::Failed}));
    EXPECT_TRUE(scene.rows[0].spans[0].isInjected);
    EXPECT_FALSE(scene.rows[0].spans[1].isInjected);
    EXPECT_EQ(scene.links, (std::vector<TimelineLink>{{2, 3, 1900_ms}}));
}

TEST(TimelineScene, ARateLimitHasItsOwnShape)
{
    const TimelineScene scene = sceneOf(failedRun());

    EXPECT_EQ(scene.rows[0].spans[0].kind, SpanKind::RateLimited);
    EXPECT_EQ(scene.rows[0].spans[1].spoken,
              QStringLiteral("backing off 900 ms, as the provider asked"));
    EXPECT_EQ(scene.rows[2].spans[0].kind, SpanKind::Failed);
    EXPECT_EQ(scene.links.size(), 2U);
}

TEST(TimelineScene, AnAttemptThatToreKeepsWhatItStreamed)
{
    const TimelineScene scene = sceneOf(cutRun());

    EXPECT_EQ(kindsOf(scene.rows[0]), (Kinds{SpanKind::Waiting, SpanKind::Broken}));
    EXPECT_EQ(scene.rows[0].spans[1].spoken,
              QStringLiteral("GPT-5, try 1: stopped after 41 tokens, cut off mid-answer, "
                             "injected outage"));
}

TEST(TimelineScene, OpenBarsGrowWithTheClock)
{
    RunStory story(sampleLabels());
    story.apply(streamingRun());

    const TimelineScene scene = sceneOf(story, 2500_ms);

    EXPECT_TRUE(scene.isLive);
    EXPECT_EQ(scene.rows.back().spans.back().kind, SpanKind::Streaming);
    EXPECT_EQ(scene.rows.back().spans.back().end, Duration(2500_ms));
}

TEST(TimelineScene, ABackOffGrowsButNeverBeyondItsLength)
{
    StoryBuilder builder;
    builder.begin(0, 1, StartCause::First).at(100).fail(ErrorClass::Server, 500).backOff(500);
    const RunStory story = builder.story();

    EXPECT_EQ(sceneOf(story, 300_ms).rows[0].spans[1].end, Duration(300_ms));
    EXPECT_EQ(sceneOf(story, 900_ms).rows[0].spans[1].end, Duration(600_ms));
}

TEST(TimelineScene, SkipsHaveARowUnlessTheCandidateIsSwitchedOff)
{
    const RunStory story = StoryBuilder()
                               .skip(0, SkipCause::Disabled)
                               .at(5)
                               .skip(1, SkipCause::BreakerOpen)
                               .begin(2, 1, StartCause::First)
                               .story();

    const TimelineScene scene = sceneOf(story, 100_ms);

    ASSERT_EQ(scene.rows.size(), 2U);
    EXPECT_EQ(kindsOf(scene.rows[0]), (Kinds{SpanKind::Skipped}));
    EXPECT_EQ(scene.rows[0].spans[0].spoken,
              QStringLiteral("Claude Sonnet 4.5: skipped, circuit breaker open"));
}

TEST(TimelineScene, ACancelledAttemptIsNeitherFailedNorSucceeded)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .at(700)
                               .abandon(AbandonCause::Cancelled)
                               .finish(RunOutcome::Cancelled)
                               .story();

    EXPECT_EQ(kindsOf(sceneOf(story, 700_ms).rows[0]), (Kinds{SpanKind::Cancelled}));
}

TEST(TimelineScene, ANoteThatComesBeforeItsAttemptMakesNoRow)
{
    RunStory story(sampleLabels());
    story.addNote(1, NoteKind::Message, "early");

    EXPECT_TRUE(timelineRows(story).empty());
}

TEST(TimelineScene, BuildsOnlyTheRowsAskedFor)
{
    RunStory story(sampleLabels());
    story.apply(failedRun());
    const std::vector<RowKey> rows = timelineRows(story);

    const TimelineScene scene = timelineScene(story, rows, 2, 4, story.lastTime());

    EXPECT_EQ(scene.firstRow, 2);
    ASSERT_EQ(scene.rows.size(), 2U);
    EXPECT_EQ(scene.rows[0].label, QStringLiteral("gpt-5 #3"));
}
