// The whole window in the states that matter, in both themes. With UNDERSTUDY_SHOTS set to a
// folder the pictures are kept, so that a person can look at them.
#include "tests/ui/shots.h"
#include "tests/ui/story_builder.h"
#include "ui/controls/switch_button.h"
#include "ui/shell/main_window.h"
#include "ui/style/colours.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

namespace {

struct Shot
{
    const char* name;
    RunBatch (*batch)();
    bool hasOutage;
};

std::ostream& operator<<(std::ostream& out, const Shot& shot) { return out << shot.name; }

void takeOpenAiDown(MainWindow& window)
{
    auto* outage = window.findChild<SwitchButton*>(QStringLiteral("outageSwitch.openai"));
    ASSERT_NE(outage, nullptr);
    outage->click();
}

// How many pixels of the picture have this colour.
int countOf(const QImage& image, const QColor& colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixelColor(x, y).rgb() == colour.rgb() ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class WindowShots : public testing::TestWithParam<Shot>
{};

TEST_P(WindowShots, AreDrawnInBothThemes)
{
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        const Catalogue catalogue = sampleCatalogue();
        MainWindow window(catalogue);
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
        window.setTheme(theme);

        if (GetParam().hasOutage) {
            takeOpenAiDown(window);
        }
        if (GetParam().batch != nullptr) {
            window.runStarted(sampleLabels());
            window.applyBatch(GetParam().batch());
        }
        QTest::qWait(250); // the animations end

        const bool isDark = theme == ThemeChoice::Dark;
        const Colours& colours = isDark ? darkColours() : lightColours();
        EXPECT_GT(countOf(window.grab().toImage(), colours.ground), 1000);
        keepPicture(window, QStringLiteral("%1-%2.png")
                                .arg(QString::fromLatin1(GetParam().name),
                                     isDark ? QStringLiteral("dark") : QStringLiteral("light")));
    }
}

TEST(WindowSize, TheSmallestWindowStillShowsEveryPart)
{
    const Catalogue catalogue = sampleCatalogue();
    MainWindow window(catalogue);
    window.resize(window.minimumSize());
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));

    window.runStarted(sampleLabels());
    window.applyBatch(cutRun());

    EXPECT_EQ(window.size(), QSize(960, 600));
    for (const char* name : {"chainList", "promptEdit", "answerView", "timelineView"}) {
        const auto* part = window.findChild<QWidget*>(QString::fromLatin1(name));
        EXPECT_GT(part->visibleRegion().boundingRect().height(), 40) << name;
    }
    keepPicture(window, QStringLiteral("smallest.png"));
}

TEST(WindowText, AtTwiceTheTextSizeNothingLosesItsRoom)
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPointSizeF(19.5);
    QApplication::setFont(large);
    const Catalogue catalogue = sampleCatalogue();
    MainWindow window(catalogue);
    window.resize(1600, 1200);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));

    window.runStarted(sampleLabels());
    window.applyBatch(switchedRun());
    QCoreApplication::sendPostedEvents();

    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && !label->wordWrap() && !label->text().isEmpty()) {
            EXPECT_GE(label->width(), label->sizeHint().width()) << label->text().toStdString();
        }
    }
    for (const QPushButton* button : window.findChildren<QPushButton*>()) {
        if (button->isVisible()) {
            EXPECT_GE(button->width(), button->sizeHint().width()) << button->text().toStdString();
        }
    }
    keepPicture(window, QStringLiteral("large-text.png"));
    QApplication::setFont(before);
}

TEST(WindowFocus, IsSeenOnTheTimeline)
{
    const Catalogue catalogue = sampleCatalogue();
    MainWindow window(catalogue);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    window.runStarted(sampleLabels());
    window.applyBatch(switchedRun());
    auto* timeline = window.findChild<QWidget*>(QStringLiteral("timelineView"));
    const QImage before = timeline->grab().toImage();

    timeline->setFocus();
    QTest::keyClick(timeline, Qt::Key_End);

    EXPECT_NE(timeline->grab().toImage(), before);
    keepPicture(window, QStringLiteral("focus.png"));
}

INSTANTIATE_TEST_SUITE_P(

    Window, WindowShots,
    testing::Values(Shot{"first", nullptr, false}, Shot{"healthy", healthyRun, false},
                    Shot{"switched", switchedRun, true}, Shot{"cut", cutRun, true},
                    Shot{"failed", failedRun, false}, Shot{"streaming", streamingRun, true}),
    [](const auto& shot) { return std::string(shot.param.name); });
