#include "core/plan/chain_json.h"
#include "resources/embedded.h"
#include "ui/models/chain_document.h"
#include "ui/models/chain_edits.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <functional>

using namespace understudy;

namespace {

class ChainDocumentTest : public testing::Test
{
protected:
    ChainDocumentTest()
        : m_document([this] { return m_now; }, nullptr)
    {
        EXPECT_TRUE(
            m_document.load(embeddedText("examples/three-deep-safety-net.understudy"), {}).empty());
    }

    QString order() const
    {
        QStringList models;
        for (int row = 0; row < m_document.rowCount(); ++row) {
            models += QString::fromStdString(candidateAt(m_document.chain(), row).model);
        }
        return models.join(QLatin1Char(' '));
    }

    QString write(const QString& name, const QByteArray& bytes)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return path;
    }

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }

    std::int64_t m_now = 0;
    ChainDocument m_document;
    QTemporaryDir m_folder;
};

const QString kSample = QStringLiteral("gpt-5 claude-sonnet-4-5 claude-opus-4-1");

} // namespace

TEST_F(ChainDocumentTest, EveryEditIsOneCommandAndUndoTakesItBackExactly)
{
    const Chain sample = m_document.chain();
    const std::vector<std::function<void()>> edits{
        [this] { m_document.moveRow(0, 3); },
        [this] { m_document.setTries(1, 5); },
        [this] { m_document.setEnabled(2, false); },
        [this] {
            m_document.insertModel(1, QStringLiteral("openai"), QStringLiteral("gpt-4.1-mini"));
        },
        [this] { m_document.duplicateRow(0, 1); },
        [this] { m_document.removeRow(1); },
    };

    for (const auto& edit : edits) {
        edit();

        EXPECT_EQ(m_document.undoStack().count(), 1);
        EXPECT_NE(m_document.chain(), sample);
        const Chain edited = m_document.chain();
        m_document.undoStack().undo();
        EXPECT_EQ(m_document.chain(), sample);
        m_document.undoStack().redo();
        EXPECT_EQ(m_document.chain(), edited);
        m_document.undoStack().undo();
        m_document.undoStack().clear();
    }
}

TEST_F(ChainDocumentTest, CommandsSayWhatTheyDo)
{
    m_document.moveRow(0, 2);
    EXPECT_EQ(m_document.undoStack().undoText(), QStringLiteral("Move GPT-5 to 2"));

    m_document.moveRow(2, 0);
    EXPECT_EQ(m_document.undoStack().undoText(), QStringLiteral("Move Claude Opus 4.1 to 1"));
}

TEST_F(ChainDocumentTest, MovesToWhereTheRowStandsAreNoEdits)
{
    m_document.moveRow(1, 1);
    m_document.moveRow(1, 2);

    EXPECT_EQ(m_document.undoStack().count(), 0);
    EXPECT_EQ(order(), kSample);
}

TEST_F(ChainDocumentTest, QuickTurnsOfOneCandidatesTriesMerge)
{
    m_document.setTries(0, 4);
    m_now += 500;
    m_document.setTries(0, 5);
    m_now += 600;
    m_document.setTries(0, 6);

    EXPECT_EQ(m_document.undoStack().count(), 1);
    m_document.undoStack().undo();
    EXPECT_EQ(candidateAt(m_document.chain(), 0).tries, 3U);
}

TEST_F(ChainDocumentTest, SlowTurnsAndOtherCandidatesDoNotMerge)
{
    m_document.setTries(0, 4);
    m_now += 601;
    m_document.setTries(0, 5);
    m_document.setTries(1, 5);

    EXPECT_EQ(m_document.undoStack().count(), 3);
}

TEST_F(ChainDocumentTest, TurningBackLeavesNothingToUndo)
{
    m_document.setTries(0, 4);
    m_document.setTries(0, 3);

    EXPECT_EQ(m_document.undoStack().count(), 0);
    EXPECT_FALSE(m_document.isModified());
}

TEST_F(ChainDocumentTest, TriesStayWithinTheirRange)
{
    m_document.setTries(0, 0);
    EXPECT_EQ(candidateAt(m_document.chain(), 0).tries, 1U);

    m_document.setTries(0, 5000);
    EXPECT_EQ(candidateAt(m_document.chain(), 0).tries, kMostTries);
}

TEST_F(ChainDocumentTest, SavingAndOpeningGivesTheSameChain)
{
    const QString path = m_folder.filePath(QStringLiteral("net.understudy"));
    m_document.setTries(0, 9);
    ASSERT_TRUE(m_document.isModified());

    ASSERT_TRUE(m_document.save(path).empty());

    EXPECT_FALSE(m_document.isModified());
    EXPECT_EQ(m_document.path(), path);
    ChainDocument other;
    ASSERT_TRUE(other.open(path).empty());
    EXPECT_EQ(chainToJson(other.chain()), chainToJson(m_document.chain()));
    EXPECT_EQ(other.displayName(), QStringLiteral("net.understudy"));
}

TEST_F(ChainDocumentTest, UndoAfterSavingIsModifiedAgain)
{
    m_document.setTries(0, 9);
    ASSERT_TRUE(m_document.save(m_folder.filePath(QStringLiteral("a.understudy"))).empty());
    QSignalSpy modified(&m_document, &ChainDocument::modifiedChanged);

    m_document.undoStack().undo();

    EXPECT_TRUE(m_document.isModified());
    EXPECT_EQ(modified.count(), 1);
}

TEST_F(ChainDocumentTest, ABadFileChangesNothingAndAllItsProblemsAreListed)
{
    const QByteArray bytes = R"({"format": "understudy-chain", "version": 1, "name": "x",
        "steps": [{"candidates": [{"provider": "openai", "model": "gpt-5", "tries": 0}]},
                  {"candidates": []}]})";
    const QString path = write(QStringLiteral("bad.understudy"), bytes);

    const Problems problems = m_document.open(path);

    EXPECT_GE(problems.size(), 2U);
    EXPECT_EQ(order(), kSample);
    EXPECT_TRUE(m_document.path().isEmpty());
    EXPECT_EQ(read(path), bytes);
}

TEST_F(ChainDocumentTest, AMissingFileIsAProblemNotACrash)
{
    EXPECT_EQ(m_document.open(m_folder.filePath(QStringLiteral("none"))).size(), 1U);
    EXPECT_EQ(order(), kSample);
}

TEST_F(ChainDocumentTest, AnUnusableChainIsNotWrittenOverAGoodFile)
{
    const QString path = m_folder.filePath(QStringLiteral("good.understudy"));
    ASSERT_TRUE(m_document.save(path).empty());
    const QByteArray good = read(path);
    while (m_document.rowCount() > 0) {
        m_document.removeRow(0);
    }

    EXPECT_FALSE(m_document.save(path).empty());

    EXPECT_EQ(read(path), good);
    EXPECT_TRUE(m_document.isModified());
}

TEST_F(ChainDocumentTest, AFolderThatCannotBeWrittenIsAProblem)
{
    m_document.setTries(0, 9);

    const Problems problems =
        m_document.save(m_folder.filePath(QStringLiteral("no/such/folder/a.understudy")));

    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "file.write");
    EXPECT_TRUE(m_document.isModified());
}
