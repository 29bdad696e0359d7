// The main job, by mouse and keyboard, in a real window.
#include "app/application.h"
#include "ui/chain/chain_list_view.h"

#include <QAbstractButton>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTest>
#include <QTimer>
#include <QWindow>

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace understudy {
namespace {

constexpr int kRunMilliseconds = 20'000;

class WindowTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_NE(QGuiApplication::platformName(), QStringLiteral("offscreen"))
            << "a native drag needs a real window system: run this by under_xvfb.sh";
        m_application.emplace(Options{.size = QSize(1280, 800)});
        m_application->start();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window()));
        window().activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window()));
    }

    MainWindow& window() { return m_application->window(); }

    template<class Widget>
    Widget* child(const char* name)
    {
        auto* found = window().findChild<Widget*>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

    std::vector<std::string> models()
    {
        std::vector<std::string> result;
        for (const Step& step : window().document().chain().steps) {
            for (const Candidate& candidate : step.candidates) {
                result.push_back(candidate.model);
            }
        }
        return result;
    }

    void runAndWait()
    {
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        ASSERT_TRUE(QTest::qWaitFor([&] { return !window().story().isFinished(); }, 5000));
        ASSERT_TRUE(
            QTest::qWaitFor([&] { return window().story().isFinished(); }, kRunMilliseconds));
        QTest::qWait(100); // the last batch reaches the labels
    }

    // QDrag runs its own loop: the moves come from timers while it does.
    void drag(QWidget* widget, QPoint from, QPoint to)
    {
        QWindow* handle = window().windowHandle();
        const auto at = [&](QPoint point) { return widget->mapTo(widget->window(), point); };
        QPoint last = at(from);
        const QPoint end = at(to);
        int delay = 0;
        const auto later = [&](const std::function<void()>& act) {
            delay += 40;
            QTimer::singleShot(delay, handle, act);
        };
        later([=] { QTest::mousePress(handle, Qt::LeftButton, {}, last); });
        for (int i = 1; i <= 12; ++i) {
            const QPoint step = last + (end - last) * i / 12;
            later([=] { QTest::mouseMove(handle, step); });
        }
        later([=] { QTest::mouseMove(handle, end + QPoint(1, 0)); });
        bool isDone = false;
        later([=] { QTest::mouseRelease(handle, Qt::LeftButton, {}, end); });
        later([&isDone] { isDone = true; });
        ASSERT_TRUE(QTest::qWaitFor([&] { return isDone; }, 10'000));
        QTest::qWait(200);
        window().activateWindow(); // a native drag may leave no window active
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window()));
    }

    std::optional<Application> m_application;
};

TEST_F(WindowTest, DragsACardUndoesRunsTakesAProviderDownAndRunsAgain)
{
    const std::vector<std::string> sample{"gpt-5", "claude-sonnet-4-5", "claude-opus-4-1"};
    ASSERT_EQ(models(), sample);
    EXPECT_EQ(window().focusWidget(), child<QWidget>("runButton"));

    // Drag the first card below the second one, then take it back.
    auto* list = child<ChainListView>("chainList");
    const QRect first = list->visualRect(list->model()->index(0, 0));
    const QRect second = list->visualRect(list->model()->index(1, 0));
    drag(list->viewport(), first.center() - QPoint(60, 0),
         QPoint(second.center().x() - 60, second.bottom() - 4));
    EXPECT_EQ(models(),
              (std::vector<std::string>{"claude-sonnet-4-5", "gpt-5", "claude-opus-4-1"}));
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(models(), sample);

    // All is well: the primary answers.
    runAndWait();
    EXPECT_EQ(window().timelineModel().rowCount(), 1);
    EXPECT_TRUE(window().attributionText().contains(QStringLiteral("GPT-5")))
        << window().attributionText().toStdString();
    EXPECT_FALSE(child<QPlainTextEdit>("promptEdit")->toPlainText().isEmpty());

    // Take OpenAI down and run again: three tries, one switch, and the sentence says why.
    QTest::mouseClick(child<QAbstractButton>("outageSwitch.openai"), Qt::LeftButton);
    runAndWait();
    TimelineModel& timeline = window().timelineModel();
    ASSERT_EQ(timeline.rowCount(), 4);
    EXPECT_TRUE(
        timeline.index(0, TimelineModel::Status).data().toString().contains(QStringLiteral("503")));
    const QString sentence = window().attributionText();
    EXPECT_TRUE(sentence.contains(QStringLiteral("Claude Sonnet 4.5"))) << sentence.toStdString();
    EXPECT_TRUE(sentence.contains(QStringLiteral("GPT-5"))) << sentence.toStdString();
    EXPECT_EQ(window().story().switches().size(), 1u);

    // Halt all: the primary is back.
    QTest::keyClick(&window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    runAndWait();
    EXPECT_EQ(window().timelineModel().rowCount(), 1);
}

TEST_F(WindowTest, StopsAnAnswerThatHangsWithEscape)
{
    ASSERT_TRUE(window().switchOutageOn(*outageFromFlag("*=hang", "o")));
    QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window().story().attempts().size() == 1; }, 5000));
    QTest::keyClick(&window(), Qt::Key_Escape);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window().story().isFinished(); }, 5000));
    EXPECT_EQ(window().story().outcome(), RunOutcome::Cancelled);
}

TEST_F(WindowTest, MovesACardByKeyboardThroughTheSameUndoStack)
{
    auto* list = child<ChainListView>("chainList");
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(models()[1], "gpt-5");
    QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(models()[0], "gpt-5");
}

} // namespace
} // namespace understudy
