#include "resources/embedded.h"
#include "ui/models/chain_document.h"
#include "ui/models/outage_board.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <set>

using namespace understudy;

namespace {

class OutageBoardTest : public testing::Test
{
protected:
    OutageBoardTest()
        : m_edits(&m_board, &OutageBoard::activeEdited)
    {
        m_document.load(embeddedText("examples/three-deep-safety-net.understudy"), {});
        m_board.followChain(m_document.chain());
    }

    ChainDocument m_document;
    OutageBoard m_board;
    QSignalSpy m_edits;
};

} // namespace

TEST_F(OutageBoardTest, HasOneRowPerProviderAndNothingActive)
{
    ASSERT_EQ(m_board.entries().size(), 2U);
    EXPECT_EQ(m_board.entries()[0].title, QStringLiteral("OpenAI"));
    EXPECT_EQ(m_board.entries()[1].title, QStringLiteral("Anthropic"));
    EXPECT_FALSE(m_board.hasActive());
    EXPECT_TRUE(m_board.summary().isEmpty());
}

TEST_F(OutageBoardTest, SwitchingOnActsAtOnce)
{
    m_board.setOn(0, true);

    ASSERT_EQ(m_edits.count(), 1);
    const std::vector<Outage> active = m_board.active();
    ASSERT_EQ(active.size(), 1U);
    EXPECT_EQ(active[0].id, "outage-openai");
    EXPECT_EQ(active[0].provider, "openai");
    EXPECT_EQ(active[0].fault.kind, FaultKind::Status);
    EXPECT_EQ(active[0].fault.status, 503);
    EXPECT_EQ(m_board.summary(), QStringLiteral("1 outage active · OpenAI: 503 errors"));
}

TEST_F(OutageBoardTest, TheFaultOfAnActiveOutageChangesAtOnceAnIdleOneWaits)
{
    m_board.setPreset(0, 3);
    EXPECT_EQ(m_edits.count(), 0);

    m_board.setOn(0, true);
    m_board.setPreset(0, 1);

    EXPECT_EQ(m_edits.count(), 2);
    EXPECT_EQ(m_board.active()[0].fault.kind, FaultKind::Refuse);
}

TEST_F(OutageBoardTest, SaysHowFarItReaches)
{
    m_board.setOn(1, true);
    EXPECT_EQ(m_board.blastRadius(m_document.chain()), QStringLiteral("affects 2 of 3 steps"));

    m_document.setEnabled(2, false);
    EXPECT_EQ(m_board.blastRadius(m_document.chain()), QStringLiteral("affects 1 of 3 steps"));
}

TEST_F(OutageBoardTest, HaltAllEndsEverythingWithOneEdit)
{
    m_board.setOn(0, true);
    m_board.setOn(1, true);
    m_edits.clear();

    m_board.haltAll();
    m_board.haltAll();

    EXPECT_EQ(m_edits.count(), 1);
    EXPECT_TRUE(m_board.active().empty());
}

TEST_F(OutageBoardTest, AProviderThatLeavesTheChainTakesItsOutageAlong)
{
    m_board.setOn(0, true);
    m_edits.clear();

    m_document.removeRow(0);
    m_board.followChain(m_document.chain());

    EXPECT_EQ(m_edits.count(), 1);
    EXPECT_FALSE(m_board.hasActive());
    m_document.undoStack().undo();
    m_board.followChain(m_document.chain());
    EXPECT_FALSE(m_board.hasActive());
}

TEST(FaultPresets, CoverEveryKindWithDistinctNames)
{
    std::set<FaultKind> kinds;
    std::set<QString> labels;
    for (const FaultPreset& preset : faultPresets()) {
        kinds.insert(preset.fault.kind);
        labels.insert(preset.label);
        EXPECT_FALSE(preset.effect.isEmpty());
        EXPECT_EQ(preset.fault.afterTokens > 0, isInsideStream(preset.fault.kind));
    }

    EXPECT_EQ(kinds.size(), 7U);
    EXPECT_EQ(labels.size(), faultPresets().size());
}
