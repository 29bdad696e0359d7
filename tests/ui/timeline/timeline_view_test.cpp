#include "tests/ui/story_builder.h"
#include "ui/models/live_run.h"
#include "ui/models/timeline_model.h"
#include "ui/style/colours.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QItemSelectionModel>
#include <QPainter>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

namespace {

class TimelineViewTest : public testing::Test
{
protected:
    TimelineViewTest()
        : m_model(m_run.story())
        , m_selection(&m_model)
        , m_view(m_run)
    {
        QApplication::setPalette(paletteFor(lightColours()));
        m_view.shareSelection(&m_selection);
        m_view.resize(900, 300);
        m_view.show();
    }

    void play(const RunBatch& batch)
    {
        m_run.start(sampleLabels());
        m_model.reset();
        m_view.reset();
        m_run.apply(batch);
        m_model.refresh();
        m_view.refresh();
    }

    QImage drawn(double scale)
    {
        QImage image((QSizeF(m_view.size()) * scale).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        image.fill(lightColours().surface);
        m_view.render(&image);
        return image;
    }

    static int countOf(const QImage& image, const QColor& colour)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
            }
        }
        return count;
    }

    LiveRun m_run;
    TimelineModel m_model;
    QItemSelectionModel m_selection;
    TimelineView m_view;
};

} // namespace

TEST_F(TimelineViewTest, DrawsStatesAtOneAndAtTwoPixelsPerPoint)
{
    play(switchedRun());
    const Colours& colours = lightColours();

    const QImage once = drawn(1);
    const QImage twice = drawn(2);

    for (const QColor& colour : {colours.failed, colours.succeeded, colours.accentTint}) {
        const int few = countOf(once, colour);
        EXPECT_GT(few, 100) << colour.name().toStdString();
        EXPECT_GT(countOf(twice, colour), few * 3) << colour.name().toStdString();
    }
    EXPECT_GT(countOf(once, colours.injected), 10);
}

TEST_F(TimelineViewTest, WithoutARunItShowsNoState)
{
    const QImage image = drawn(1);

    EXPECT_EQ(countOf(image, lightColours().failed), 0);
    EXPECT_EQ(countOf(image, lightColours().succeeded), 0);
}

TEST_F(TimelineViewTest, KeysWalkThroughBarsInTime)
{
    play(switchedRun());
    QStringList heard;
    QObject::connect(&m_view, &TimelineView::spanSelected, &m_view,
                     [&heard](const QString& text) { heard += text; });

    QTest::keyClick(&m_view, Qt::Key_Right);
    QTest::keyClick(&m_view, Qt::Key_Right);
    QTest::keyClick(&m_view, Qt::Key_Right);
    QTest::keyClick(&m_view, Qt::Key_End);
    QTest::keyClick(&m_view, Qt::Key_Left);

    EXPECT_EQ(heard, (QStringList{
                         QStringLiteral("GPT-5, try 1: failed, HTTP 503, injected outage"),
                         QStringLiteral("backing off 480 ms"),
                         QStringLiteral("GPT-5, try 2: failed, HTTP 503, injected outage"),
                         QStringLiteral("Claude Sonnet 4.5, try 1: succeeded, 96 tokens"),
                         QStringLiteral("waiting 410 ms"),
                     }));
}

TEST_F(TimelineViewTest, SharesItsSelectionWithTheTable)
{
    play(switchedRun());

    QTest::keyClick(&m_view, Qt::Key_Down);
    QTest::keyClick(&m_view, Qt::Key_Down);
    EXPECT_EQ(m_selection.currentIndex().row(), 1);

    m_selection.setCurrentIndex(m_model.index(3, 0), QItemSelectionModel::ClearAndSelect);
    EXPECT_EQ(m_view.selectedText(), QStringLiteral("waiting 410 ms"));
}

TEST_F(TimelineViewTest, ZoomsWithControlAndWheel)
{
    play(switchedRun());
    const int before = countOf(drawn(1), lightColours().succeeded);
    QWheelEvent wheel(QPointF(600, 150), m_view.mapToGlobal(QPointF(600, 150)), QPoint(),
                      QPoint(0, 360), Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);

    QCoreApplication::sendEvent(m_view.viewport(), &wheel);
    EXPECT_GT(countOf(drawn(1), lightColours().succeeded), before);

    m_view.zoomToFit();
    EXPECT_EQ(countOf(drawn(1), lightColours().succeeded), before);
}

TEST_F(TimelineViewTest, ThousandsOfRowsAreDrawnQuickly)
{
    StoryBuilder builder;
    for (std::uint32_t i = 1; i <= 5000; ++i) {
        const std::int64_t start = std::int64_t{i} * 10;
        builder.at(start).begin(0, i, StartCause::Retry).at(start + 6);
        builder.fail(ErrorClass::Server, 500).backOff(4);
    }
    play(builder.batch());
    QElapsedTimer timer;
    timer.start();

    for (int i = 0; i < 10; ++i) {
        m_view.refresh();
        drawn(1);
    }

    EXPECT_LT(timer.elapsed(), 2000); // a loose ceiling: sixty times slower would be felt
}
