#include "resources/embedded.h"
#include "tests/ui/story_builder.h"
#include "ui/models/catalogue_list_model.h"
#include "ui/models/chain_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include <memory>

using namespace understudy;
using namespace understudy::test;

namespace {

class ChainModelTest : public testing::Test
{
protected:
    ChainModelTest()
        : m_catalogue(sampleCatalogue())
        , m_model(m_document, m_catalogue)
        , m_tester(&m_model, QAbstractItemModelTester::FailureReportingMode::Fatal)
    {
        m_document.load(embeddedText("examples/three-deep-safety-net.understudy"), {});
    }

    QString order() const
    {
        QStringList titles;
        for (int row = 0; row < m_model.cardCount(); ++row) {
            titles += m_model.card(row).title;
        }
        return titles.join(QLatin1String(", "));
    }

    QString spoken(int row) const
    {
        return m_model.data(m_model.index(row), Qt::AccessibleTextRole).toString();
    }

    bool drop(int from, int before, Qt::DropAction action = Qt::MoveAction)
    {
        const std::unique_ptr<QMimeData> data(m_model.mimeData({m_model.index(from)}));
        return m_model.dropMimeData(data.get(), action, before, 0, {});
    }

    Catalogue m_catalogue;
    ChainDocument m_document;
    ChainModel m_model;
    QAbstractItemModelTester m_tester;
};

} // namespace

TEST_F(ChainModelTest, ShowsACardPerCandidateAndTheEndCard)
{
    EXPECT_EQ(order(), QStringLiteral("GPT-5, Claude Sonnet 4.5, Claude Opus 4.1"));
    EXPECT_EQ(m_model.rowCount(), 4);
    EXPECT_TRUE(m_model.card(3).isEnd);
    EXPECT_EQ(m_model.card(0).detail, QStringLiteral("400k context · $1.25 / $10 per M"));
}

TEST_F(ChainModelTest, SpeaksACardInOneSentence)
{
    EXPECT_EQ(spoken(0), QStringLiteral("Step 1 of 3, GPT-5 by OpenAI, 3 tries, enabled."));

    m_document.setTries(0, 1);
    m_document.setEnabled(0, false);

    EXPECT_EQ(spoken(0), QStringLiteral("Step 1 of 3, GPT-5 by OpenAI, 1 try, disabled."));
}

TEST_F(ChainModelTest, SpeaksWhatTheLastRunDid)
{
    RunStory story(sampleLabels());
    story.apply(switchedRun());

    m_model.showRun(story);

    EXPECT_EQ(spoken(0), QStringLiteral("Step 1 of 3, GPT-5 by OpenAI, 3 tries, enabled. "
                                        "Last run: failed 3 times, HTTP 503."));
    EXPECT_EQ(m_model.card(0).progress.text, QStringLiteral("503 ×3"));
    EXPECT_EQ(m_model.card(1).progress.stage, CardStage::Answered);
    EXPECT_EQ(m_model.card(2).progress.stage, CardStage::NotReached);
    EXPECT_EQ(m_model.card(3).progress.stage, CardStage::Idle);
}

TEST_F(ChainModelTest, AFailedRunLightsTheEndCard)
{
    RunStory story(sampleLabels());
    story.apply(failedRun());

    m_model.showRun(story);

    EXPECT_EQ(m_model.card(3).progress.stage, CardStage::Failed);
}

TEST_F(ChainModelTest, CardsKeepTheirRunWhenTheyMoveOrComeBack)
{
    RunStory story(sampleLabels());
    story.apply(switchedRun());
    m_model.showRun(story);

    m_document.moveRow(0, 3);
    EXPECT_EQ(m_model.card(2).progress.text, QStringLiteral("503 ×3"));

    m_document.removeRow(2);
    m_document.undoStack().undo();
    EXPECT_EQ(m_model.card(2).progress.text, QStringLiteral("503 ×3"));
}

TEST_F(ChainModelTest, OnlyCardsThatDifferAreAnnounced)
{
    RunStory story(sampleLabels());
    story.apply(switchedRun());
    m_model.showRun(story);
    QSignalSpy changes(&m_model, &ChainModel::dataChanged);

    m_model.showRun(story);

    EXPECT_EQ(changes.count(), 0);
}

TEST_F(ChainModelTest, DroppingACardMovesItAsOneCommand)
{
    EXPECT_TRUE(drop(0, 3));

    EXPECT_EQ(order(), QStringLiteral("Claude Sonnet 4.5, Claude Opus 4.1, GPT-5"));
    EXPECT_EQ(m_document.undoStack().count(), 1);
    m_document.undoStack().undo();
    EXPECT_EQ(order(), QStringLiteral("GPT-5, Claude Sonnet 4.5, Claude Opus 4.1"));
}

TEST_F(ChainModelTest, NothingIsDroppedBehindTheEndCard)
{
    EXPECT_TRUE(drop(1, 4));

    EXPECT_EQ(order(), QStringLiteral("GPT-5, Claude Opus 4.1, Claude Sonnet 4.5"));
    EXPECT_TRUE(m_model.card(3).isEnd);
}

TEST_F(ChainModelTest, DroppingWithCopyDuplicates)
{
    EXPECT_TRUE(drop(2, 0, Qt::CopyAction));

    EXPECT_EQ(order(),
              QStringLiteral("Claude Opus 4.1, GPT-5, Claude Sonnet 4.5, Claude Opus 4.1"));
    EXPECT_EQ(m_model.card(0).id, QStringLiteral("claude-opus-4-1#2"));
}

TEST_F(ChainModelTest, AModelFromTheCatalogueCanBeDroppedIn)
{
    const CatalogueListModel list(m_catalogue);
    const std::unique_ptr<QMimeData> data(list.mimeData({list.index(4)}));

    EXPECT_TRUE(m_model.dropMimeData(data.get(), Qt::CopyAction, 1, 0, {}));

    EXPECT_EQ(order(),
              QStringLiteral("GPT-5, Gemini 2.5 Flash, Claude Sonnet 4.5, Claude Opus 4.1"));
}

TEST_F(ChainModelTest, ForeignAndBrokenDropsAreRefused)
{
    QMimeData text;
    text.setText(QStringLiteral("0"));
    QMimeData broken;
    broken.setData(QString::fromLatin1(ChainModel::kRowMime), "17");

    EXPECT_FALSE(m_model.dropMimeData(&text, Qt::MoveAction, 0, 0, {}));
    EXPECT_FALSE(m_model.dropMimeData(&broken, Qt::MoveAction, 0, 0, {}));
    EXPECT_EQ(m_model.mimeData({m_model.index(3)}), nullptr);
}

TEST_F(ChainModelTest, SelectionFollowsAMovedCard)
{
    const QPersistentModelIndex gpt(m_model.index(0));

    m_document.moveRow(0, 2);

    EXPECT_EQ(gpt.row(), 1);
    m_document.undoStack().undo();
    EXPECT_EQ(gpt.row(), 0);
}
