// The window as a person uses it: by keys, by hand, and through a screen reader.
#include "resources/embedded.h"
#include "tests/ui/shots.h"
#include "tests/ui/story_builder.h"
#include "ui/chain/chain_list_view.h"
#include "ui/models/chain_edits.h"
#include "ui/pages/answer_view.h"
#include "ui/shell/announcer.h"
#include "ui/shell/hazard_banner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notice_bar.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWindow>

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

namespace {

class WindowTest : public testing::Test
{
protected:
    WindowTest()
        : m_catalogue(sampleCatalogue())
        , m_window(m_catalogue)
        , m_list(*m_window.findChild<ChainListView*>())
    {
        m_window.show();
        m_window.activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&m_window));
    }

    QString order()
    {
        QStringList models;
        for (int row = 0; row < m_window.document().rowCount(); ++row) {
            models += QString::fromStdString(candidateAt(m_window.document().chain(), row).model);
        }
        return models.join(QLatin1Char(' '));
    }

    QString said() const { return m_window.findChild<Announcer*>()->text(); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_window.focusWidget(), key, modifiers);
    }

    Catalogue m_catalogue;
    MainWindow m_window;
    ChainListView& m_list;
};

} // namespace

TEST_F(WindowTest, OpensOnTheSampleWithTheFocusOnRun)
{
    EXPECT_EQ(order(), QStringLiteral("gpt-5 claude-sonnet-4-5 claude-opus-4-1"));
    EXPECT_EQ(m_window.focusWidget()->objectName(), QStringLiteral("runButton"));
    EXPECT_FALSE(
        m_window.findChild<QPlainTextEdit*>(QStringLiteral("promptEdit"))->toPlainText().isEmpty());
    EXPECT_FALSE(m_window.isWindowModified());
    EXPECT_TRUE(m_window.windowTitle().startsWith(QStringLiteral("Three-deep safety net")));
}

TEST_F(WindowTest, TheWholeJobCanBeDoneByKeys)
{
    QSignalSpy runs(&m_window, &MainWindow::runRequested);
    QSignalSpy outages(&m_window, &MainWindow::outagesEdited);
    m_list.setFocus();
    m_list.setCurrentRow(0);

    press(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(order(), QStringLiteral("claude-sonnet-4-5 gpt-5 claude-opus-4-1"));
    EXPECT_EQ(said(), QStringLiteral("GPT-5 moved to position 2 of 3"));
    EXPECT_EQ(m_list.currentRow(), 1);
    press(Qt::Key_Up, Qt::AltModifier);
    press(Qt::Key_Plus);
    EXPECT_EQ(candidateAt(m_window.document().chain(), 0).tries, 4U);
    press(Qt::Key_Minus);
    press(Qt::Key_Space);
    EXPECT_FALSE(candidateAt(m_window.document().chain(), 0).enabled);
    press(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(order(), QStringLiteral("gpt-5 gpt-5 claude-sonnet-4-5 claude-opus-4-1"));
    press(Qt::Key_Delete);
    EXPECT_EQ(order(), QStringLiteral("gpt-5 claude-sonnet-4-5 claude-opus-4-1"));
    while (m_window.document().isModified()) {
        press(Qt::Key_Z, Qt::ControlModifier);
    }
    EXPECT_EQ(order(), QStringLiteral("gpt-5 claude-sonnet-4-5 claude-opus-4-1"));

    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_EQ(runs.count(), 1);
    const auto intent = runs[0][0].value<RunIntent>();
    EXPECT_EQ(intent.mode, RunMode::Simulated);
    EXPECT_EQ(intent.chain, m_window.document().chain());
    ASSERT_EQ(intent.chat.messages.size(), 1U);

    auto* outage = m_window.findChild<QAbstractButton*>(QStringLiteral("outageSwitch.openai"));
    outage->setFocus();
    press(Qt::Key_Space);
    press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(outages.count(), 2);
    EXPECT_EQ(outages[0][0].value<std::vector<Outage>>().size(), 1U);
    EXPECT_TRUE(outages[1][0].value<std::vector<Outage>>().empty());
}

TEST_F(WindowTest, PlainKeysOfCardsStayOutOfThePrompt)
{
    auto* prompt = m_window.findChild<QPlainTextEdit*>(QStringLiteral("promptEdit"));
    prompt->setFocus();
    prompt->clear();

    QTest::keyClicks(prompt, QStringLiteral("a + b - c"));
    press(Qt::Key_Tab);

    EXPECT_EQ(prompt->toPlainText(), QStringLiteral("a + b - c"));
    EXPECT_FALSE(prompt->hasFocus());
    EXPECT_FALSE(m_window.document().isModified());
}

TEST_F(WindowTest, WithoutAPromptOrAModelTheRunSaysWhyNot)
{
    auto* run = m_window.findChild<QAbstractButton*>(QStringLiteral("runButton"));

    m_window.setPromptText(QString());
    EXPECT_FALSE(run->isEnabled());
    EXPECT_EQ(run->toolTip(), QStringLiteral("Write a prompt first"));

    m_window.setPromptText(QStringLiteral("Hello"));
    while (m_window.document().rowCount() > 0) {
        m_window.document().removeRow(0);
    }
    EXPECT_EQ(run->toolTip(), QStringLiteral("The chain has no model yet"));
    EXPECT_EQ(m_list.currentRow(), -1);
}

TEST_F(WindowTest, TheStepperInACardIsOneCommand)
{
    const CardLayout card = m_list.layoutOf(1);

    QTest::mouseClick(m_list.viewport(), Qt::LeftButton, {}, card.more.center().toPoint());
    QTest::mouseClick(m_list.viewport(), Qt::LeftButton, {}, card.more.center().toPoint());

    EXPECT_EQ(candidateAt(m_window.document().chain(), 1).tries, 4U);
    EXPECT_EQ(m_window.document().undoStack().count(), 1);
    EXPECT_EQ(said(), QStringLiteral("Claude Sonnet 4.5: 4 tries"));
}

TEST_F(WindowTest, ACardIsDroppedWhereTheHandIs)
{
    std::unique_ptr<QMimeData> data(m_list.model()->mimeData({m_list.model()->index(0, 0)}));
    const QPointF below = m_list.layoutOf(2).card.center() + QPointF(0, 10);
    const auto send = [&](QDropEvent&& event) {
        QCoreApplication::sendEvent(m_list.viewport(), &event);
        return event.isAccepted();
    };

    EXPECT_TRUE(send(QDragEnterEvent(below.toPoint(), Qt::MoveAction, data.get(), Qt::LeftButton,
                                     Qt::NoModifier)));
    EXPECT_TRUE(send(QDragMoveEvent(below.toPoint(), Qt::MoveAction, data.get(), Qt::LeftButton,
                                    Qt::NoModifier)));
    EXPECT_TRUE(
        send(QDropEvent(below, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier)));

    EXPECT_EQ(order(), QStringLiteral("claude-sonnet-4-5 claude-opus-4-1 gpt-5"));
    EXPECT_EQ(m_window.document().undoStack().count(), 1);
    EXPECT_EQ(m_list.currentRow(), 2);
}

// Offscreen there is no drag to be had: CMake runs this one by under_xvfb.sh.
TEST_F(WindowTest, ARealDragMovesTheCard)
{
    ASSERT_NE(QGuiApplication::platformName(), QLatin1String("offscreen"));
    const auto inWindow = [this](QPointF position) {
        return m_list.viewport()->mapTo(&m_window, position.toPoint());
    };
    const QPoint from = inWindow(m_list.layoutOf(0).title.center());
    const QPoint to = inWindow(m_list.layoutOf(2).card.center() + QPointF(0, 12));
    QWindow* handle = m_window.windowHandle();
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    // One timer each: the drag runs inside the first move, which must not hold up the others.
    for (int step = 1; step <= 12; ++step) {
        QTimer::singleShot(40 * step, &m_window, [=] {
            QTest::mouseMove(handle, from + (to - from) * std::min(step, 10) / 10);
        });
    }
    QTimer::singleShot(40 * 13, &m_window,
                       [=, this] { keepPicture(m_window, QStringLiteral("dragging.png")); });
    QTimer::singleShot(40 * 14, &m_window,
                       [=] { QTest::mouseRelease(handle, Qt::LeftButton, {}, to); });

    EXPECT_TRUE(QTest::qWaitFor([&] { return m_window.document().isModified(); }, 5000));

    EXPECT_EQ(order(), QStringLiteral("claude-sonnet-4-5 claude-opus-4-1 gpt-5"));
    EXPECT_EQ(m_window.document().undoStack().count(), 1);
}

TEST_F(WindowTest, ARunIsFollowedToItsSentence)
{
    m_window.runStarted(sampleLabels());
    EXPECT_FALSE(m_window.findChild<QAbstractButton*>(QStringLiteral("runButton"))->isEnabled());
    m_window.applyBatch(switchedRun());

    EXPECT_EQ(m_window.attributionText(),
              QStringLiteral("Claude Sonnet 4.5 answered (step 2, try 1) because GPT-5 failed 3 "
                             "times: HTTP 503 ×3 (injected)."));
    EXPECT_EQ(said(), m_window.attributionText());
    EXPECT_EQ(m_window.timelineModel().rowCount(), 4);
    EXPECT_TRUE(m_window.findChild<QAbstractButton*>(QStringLiteral("runButton"))->isEnabled());
}

TEST_F(WindowTest, EscapeStopsALiveRunOnly)
{
    QSignalSpy stops(&m_window, &MainWindow::stopRequested);

    press(Qt::Key_Escape);
    EXPECT_EQ(stops.count(), 0);
    m_window.runStarted(sampleLabels());
    press(Qt::Key_Escape);

    EXPECT_EQ(stops.count(), 1);
}

TEST_F(WindowTest, ARefusedRunSaysWhyAndMayBeTriedAgain)
{
    m_window.runRefused(QStringLiteral("The key of OpenAI is missing."));

    EXPECT_TRUE(m_window.findChild<NoticeBar*>()->isVisible());
    EXPECT_EQ(m_window.attributionText(), QStringLiteral("The key of OpenAI is missing."));
    EXPECT_TRUE(m_window.findChild<QAbstractButton*>(QStringLiteral("runButton"))->isEnabled());
}

TEST_F(WindowTest, AnActiveOutageIsNeverOutOfSight)
{
    auto* banner = m_window.findChild<HazardBanner*>();
    EXPECT_FALSE(banner->isVisible());

    m_window.findChild<QAbstractButton*>(QStringLiteral("outageSwitch.anthropic"))->click();

    EXPECT_TRUE(banner->isVisible());
    EXPECT_EQ(banner->text(), QStringLiteral("1 outage active · Anthropic: 503 errors "
                                             "affects 2 of 3 steps"));
}

TEST_F(WindowTest, TheEndOfAnAnswerStaysInSightWhenTheRoomShrinks)
{
    auto* answer = m_window.findChild<AnswerView*>();
    m_window.runStarted(sampleLabels());
    m_window.applyBatch(switchedRun());
    ASSERT_EQ(answer->verticalScrollBar()->value(), answer->verticalScrollBar()->maximum());

    m_window.resize(m_window.minimumSize());
    QTest::qWait(0);

    EXPECT_GT(answer->verticalScrollBar()->maximum(), 0);
    EXPECT_EQ(answer->verticalScrollBar()->value(), answer->verticalScrollBar()->maximum());
}

TEST_F(WindowTest, DiscardedTextStaysStruckThrough)
{
    auto* answer = m_window.findChild<AnswerView*>();
    StoryBuilder builder;
    m_window.runStarted(sampleLabels());
    m_window.applyBatch(
        builder.begin(0, 1, StartCause::First).firstToken().say("Half of an", 3).take());
    m_window.applyBatch(builder.say(" answer", 1).take());
    EXPECT_EQ(answer->toPlainText(), QStringLiteral("Half of an answer"));

    m_window.applyBatch(
        builder.at(1840).fail(ErrorClass::StreamCut, 200).discard().switchTo(1).take());
    m_window.applyBatch(builder.at(2000).firstToken().say("A whole one.", 4).take());

    EXPECT_EQ(answer->toPlainText(),
              QStringLiteral("Half of an answer\n\u2014\u2002switched to Claude Sonnet 4.5 at "
                             "1.84 s\u2002\u2014\nA whole one."));
    QTextCursor cursor(answer->document());
    cursor.setPosition(4);
    EXPECT_TRUE(cursor.charFormat().fontStrikeOut());
    cursor.movePosition(QTextCursor::End);
    EXPECT_FALSE(cursor.charFormat().fontStrikeOut());
}

TEST_F(WindowTest, AStreamIsAppendedNotRewritten)
{
    auto* answer = m_window.findChild<AnswerView*>();
    StoryBuilder builder;
    m_window.runStarted(sampleLabels());
    m_window.applyBatch(builder.begin(0, 1, StartCause::First).firstToken().say("One ", 1).take());
    int removed = 0;
    const QObject untilTheEnd;
    QObject::connect(answer->document(), &QTextDocument::contentsChange, &untilTheEnd,
                     [&removed](int, int charsRemoved, int) { removed += charsRemoved; });

    for (int i = 0; i < 50; ++i) {
        m_window.applyBatch(builder.say("more ", 1).take());
    }

    EXPECT_EQ(removed, 0);
    EXPECT_EQ(answer->toPlainText().size(), 4 + 50 * 5);
}

TEST_F(WindowTest, ABadFileIsListedInTheBarAndChangesNothing)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bad.understudy"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{\"format\": \"understudy-chain\"");
    file.close();

    m_window.openFile(path);

    auto* notice = m_window.findChild<NoticeBar*>();
    EXPECT_TRUE(notice->isVisible());
    EXPECT_TRUE(notice->text().startsWith(QStringLiteral("bad.understudy was not opened")));
    EXPECT_EQ(order(), QStringLiteral("gpt-5 claude-sonnet-4-5 claude-opus-4-1"));
}

TEST_F(WindowTest, OpeningAFileRemembersIt)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.understudy"));
    ChainDocument document;
    document.load(embeddedText("examples/three-deep-safety-net.understudy"), {});
    document.removeRow(2);
    ASSERT_TRUE(document.save(path).empty());
    QSignalSpy recent(&m_window, &MainWindow::recentFilesChanged);

    m_window.openFile(path);

    EXPECT_EQ(order(), QStringLiteral("gpt-5 claude-sonnet-4-5"));
    ASSERT_EQ(recent.count(), 1);
    EXPECT_EQ(recent[0][0].toStringList(), QStringList{path});
    EXPECT_TRUE(m_window.windowTitle().startsWith(QStringLiteral("mine.understudy")));
}

TEST_F(WindowTest, UnsavedChangesAreAskedAboutBeforeClosing)
{
    m_window.document().setTries(0, 9);

    EXPECT_FALSE(m_window.close());
    auto* question = m_window.findChild<QMessageBox*>(QStringLiteral("unsavedQuestion"));
    ASSERT_NE(question, nullptr);
    question->button(QMessageBox::Cancel)->click();
    EXPECT_TRUE(m_window.isVisible());
    QTest::qWait(0); // the answered question goes away

    EXPECT_FALSE(m_window.close());
    m_window.findChild<QMessageBox*>(QStringLiteral("unsavedQuestion"))
        ->button(QMessageBox::Discard)
        ->click();
    EXPECT_FALSE(m_window.isVisible());
}

TEST_F(WindowTest, ThemesAreAnnouncedOnlyWhenAPersonChooses)
{
    QSignalSpy chosen(&m_window, &MainWindow::themeChosen);

    m_window.setTheme(ThemeChoice::Dark);
    EXPECT_EQ(chosen.count(), 0);
    m_window.findChild<QAction*>(QStringLiteral("view.theme.light"))->trigger();

    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].value<ThemeChoice>(), ThemeChoice::Light);
}

TEST_F(WindowTest, PanesAreReachedInReadingOrder)
{
    m_list.setFocus();
    QStringList panes;
    for (int i = 0; i < 4; ++i) {
        press(Qt::Key_F6);
        panes += m_window.focusWidget()->objectName();
    }

    EXPECT_EQ(panes, (QStringList{QStringLiteral("promptEdit"), QStringLiteral("answerView"),
                                  QStringLiteral("timelineView"), QStringLiteral("chainList")}));
}
