#include "tests/ui/story_builder.h"
#include "ui/models/answer_pieces.h"

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

TEST(AnswerPieces, AHealthyAnswerIsOnePieceWithoutSeams)
{
    RunStory story(sampleLabels());
    story.apply(healthyRun());

    const AnswerPieces answer = answerPieces(story);

    ASSERT_EQ(answer.pieces.size(), 1U);
    EXPECT_EQ(answer.pieces[0], (AnswerPiece{1, false, {}}));
    EXPECT_TRUE(answer.closingSeam.isEmpty());
}

TEST(AnswerPieces, DiscardedTextStaysWithASeamToItsSuccessor)
{
    RunStory story(sampleLabels());
    story.apply(cutRun());

    const AnswerPieces answer = answerPieces(story);

    ASSERT_EQ(answer.pieces.size(), 2U);
    EXPECT_TRUE(answer.pieces[0].isDiscarded);
    EXPECT_FALSE(answer.pieces[1].isDiscarded);
    EXPECT_EQ(answer.pieces[1].seam, QStringLiteral("switched to Claude Sonnet 4.5 at 1.30 s"));
}

TEST(AnswerPieces, ASuccessorThatIsSilentYetIsAnnouncedBelowTheDiscardedText)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .at(100)
                               .firstToken()
                               .say("Half a", 2)
                               .at(900)
                               .fail(ErrorClass::StreamCut, 200)
                               .discard()
                               .switchTo(1)
                               .story();

    const AnswerPieces answer = answerPieces(story);

    EXPECT_EQ(answer.closingSeam, QStringLiteral("switched to Claude Sonnet 4.5 at 900 ms"));
}

TEST(AnswerPieces, KeptTextSaysWhatEndedIt)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .at(100)
                               .firstToken()
                               .say("Half a", 2)
                               .at(900)
                               .fail(ErrorClass::StreamCut, 200)
                               .finish(RunOutcome::Failed)
                               .story();

    const AnswerPieces answer = answerPieces(story);

    ASSERT_EQ(answer.pieces.size(), 1U);
    EXPECT_FALSE(answer.pieces[0].isDiscarded);
    EXPECT_EQ(answer.closingSeam, QStringLiteral("cut off mid-answer at 900 ms"));
}

TEST(AnswerPieces, ContinuedTextHasASeamToo)
{
    const RunStory story = StoryBuilder()
                               .begin(0, 1, StartCause::First)
                               .firstToken()
                               .say("Half a", 2)
                               .at(900)
                               .fail(ErrorClass::StreamCut, 200)
                               .switchTo(1)
                               .firstToken()
                               .say("sentence.", 2)
                               .story();

    const AnswerPieces answer = answerPieces(story);

    ASSERT_EQ(answer.pieces.size(), 2U);
    EXPECT_EQ(answer.pieces[1].seam, QStringLiteral("continued by Claude Sonnet 4.5 at 900 ms"));
}
