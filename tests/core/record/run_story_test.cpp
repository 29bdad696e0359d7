#include "core/record/run_story.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}}};

TEST(RunStory, KeepsEveryAttemptWithItsTimesAndItsCause)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Server, 503), breaksAfter(2)});
    bench.run();

    const std::vector<AttemptStory>& attempts = bench.log.story().attempts();
    ASSERT_EQ(attempts.size(), 3u);
    EXPECT_EQ(attempts[0].number, 1u);
    EXPECT_EQ(attempts[0].start, 0_ms);
    EXPECT_EQ(attempts[0].end, 50_ms);
    EXPECT_EQ(attempts[0].status, 503);
    EXPECT_FALSE(attempts[0].brokeMidStream());
    EXPECT_EQ(attempts[1].because, StartCause::Retry);
    EXPECT_TRUE(attempts[1].brokeMidStream());
    EXPECT_EQ(attempts[1].discardedTokens, 2u);
    EXPECT_EQ(attempts[2].state, AttemptState::Succeeded);
}

TEST(RunStory, ServesWhoStreamsNowAndNobodyAfterABrokenStream)
{
    RunStory story({{"s", "a", "p", "m"}});
    story.apply({.kind = EventKind::RunStarted});
    story.apply({.kind = EventKind::AttemptStarted, .candidate = 0, .attempt = 1, .count = 1});
    EXPECT_EQ(story.serving(), nullptr);

    story.apply({.kind = EventKind::FirstToken, .attempt = 1});
    ASSERT_NE(story.serving(), nullptr);
    EXPECT_EQ(story.serving()->state, AttemptState::Streaming);

    story.apply({.kind = EventKind::AttemptFailed,
                 .errorClass = ErrorClass::StreamCut,
                 .attempt = 1,
                 .count = 2});
    EXPECT_EQ(story.serving(), nullptr);
}

TEST(RunStory, FoldsABatchLikeItsRecordsOneByOne)
{
    const RunBatch batch{
        RunEvent{.kind = EventKind::RunStarted},
        RunEvent{.kind = EventKind::AttemptStarted, .candidate = 0, .attempt = 1, .count = 1},
        NotePiece{1, NoteKind::RequestName, "req-1"},
        RunEvent{.kind = EventKind::FirstToken, .attempt = 1},
        TextPiece{1, "hello "},
        TextPiece{1, "world"},
        UsagePiece{1, {.input = 7, .output = 2}}};
    RunStory story({{"s", "a", "p", "m"}});
    story.apply(batch);

    EXPECT_EQ(story.attempts()[0].text, "hello world");
    EXPECT_EQ(story.attempts()[0].requestId, "req-1");
    EXPECT_EQ(story.attempts()[0].usage->input, 7u);
}

TEST(RunStory, DoesNotInventACostWhenAPriceIsUnknown)
{
    RunStory story({{"s", "a", "p", "m"}});
    story.apply({.kind = EventKind::AttemptStarted, .candidate = 0, .attempt = 1, .count = 1});
    story.apply({.kind = EventKind::AttemptSucceeded, .attempt = 1, .amount = kUnknownCost});
    EXPECT_FALSE(story.cost().has_value());
}

TEST(RunStory, AnswersForACandidateThatDoesNotExist)
{
    const RunStory story({{"s", "a", "p", "m"}});
    EXPECT_EQ(story.label(kNoIndex).candidate, "");
}

TEST(RunStory, IgnoresAnAttemptThatNoRunCanHave)
{
    RunStory story({{"s", "a", "p", "m"}});
    for (const std::uint32_t attempt : {0u, UINT32_MAX}) {
        story.apply({.kind = EventKind::FirstToken, .attempt = attempt});
        story.addText(attempt, "text");
        story.addNote(attempt, NoteKind::Message, "note");
        story.addUsage(attempt, {});
    }
    story.apply({.kind = EventKind::RunFinished, .attempt = 7}); // served by one never heard of

    EXPECT_TRUE(story.attempts().empty());
    EXPECT_EQ(story.serving(), nullptr);
    EXPECT_EQ(story.attempt(7), AttemptStory{});
}

} // namespace
} // namespace understudy
