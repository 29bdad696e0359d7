#include "ui/timeline/time_axis.h"
#include "ui/timeline/timeline_geometry.h"

#include <gtest/gtest.h>

using namespace understudy;

namespace {

TimelineGeometry geometry()
{
    TimelineMetrics metrics;
    metrics.labelWidth = 100;
    metrics.axisHeight = 20;
    metrics.rowHeight = 30;
    metrics.rightMargin = 0;
    TimelineGeometry result;
    result.setMetrics(metrics);
    result.setSize(1100, 200);
    result.setExtent(2_s);
    return result;
}

} // namespace

TEST(TimelineGeometry, FitsTheWholeRun)
{
    const TimelineGeometry g = geometry();

    EXPECT_DOUBLE_EQ(g.xOf(0_s), 100);
    EXPECT_DOUBLE_EQ(g.xOf(1_s), 600);
    EXPECT_DOUBLE_EQ(g.xOf(2_s), 1100);
    EXPECT_EQ(g.timeAt(600), Duration(1_s));
}

TEST(TimelineGeometry, KeepsTheTimeUnderThePointerWhileZooming)
{
    TimelineGeometry g = geometry();

    g.zoomAt(350, 4);

    EXPECT_NEAR(g.xOf(500_ms), 350, 0.01);
    EXPECT_FALSE(g.isFitted());
    EXPECT_EQ(g.until() - g.from(), Duration(500_ms));
}

TEST(TimelineGeometry, NeverLeavesTheRunHoweverItIsPannedOrZoomed)
{
    TimelineGeometry g = geometry();
    g.zoomAt(600, 8);

    g.panBy(-1e9);
    EXPECT_EQ(g.from(), Duration(0_s));
    g.panBy(1e9);
    EXPECT_EQ(g.until(), Duration(2_s));
    for (int i = 0; i < 100; ++i) {
        g.zoomAt(600, 2);
    }
    EXPECT_EQ(g.until() - g.from(), Duration(1_ms));
    for (int i = 0; i < 100; ++i) {
        g.zoomAt(600, 0.5);
    }
    EXPECT_TRUE(g.isFitted());
    EXPECT_EQ(g.from(), Duration(0_s));
}

TEST(TimelineGeometry, AGrowingRunRescalesOnlyWhatWasFitted)
{
    TimelineGeometry fitted = geometry();
    TimelineGeometry zoomed = geometry();
    zoomed.zoomAt(100, 2);

    fitted.setExtent(4_s);
    zoomed.setExtent(4_s);

    EXPECT_EQ(fitted.until(), Duration(4_s));
    EXPECT_EQ(zoomed.until(), Duration(1_s));
}

TEST(TimelineGeometry, KnowsWhichRowsAreVisible)
{
    TimelineGeometry g = geometry();

    EXPECT_EQ(g.rowAt(10), -1);
    EXPECT_EQ(g.rowAt(20), 0);
    EXPECT_EQ(g.rowAt(51), 1);
    EXPECT_EQ(g.visibleRows(100).first, 0);
    EXPECT_EQ(g.visibleRows(100).end, 7);
    g.setScroll(300);
    EXPECT_EQ(g.visibleRows(100).first, 10);
    EXPECT_EQ(g.visibleRows(3).first, 3);
    EXPECT_EQ(g.visibleRows(3).end, 3);
}

TEST(FittingExtent, IsRoundAndLeavesRoom)
{
    EXPECT_EQ(fittingExtent(0_s), Duration(2_s));
    EXPECT_EQ(fittingExtent(1900_ms), Duration(2_s));
    EXPECT_EQ(fittingExtent(2_s), Duration(3_s));
    EXPECT_EQ(fittingExtent(9900_ms), Duration(15_s));
    for (std::int64_t ms = 1; ms < 200'000; ms = ms * 5 / 4 + 1) {
        const Duration total = milliseconds(ms);
        EXPECT_GE(fittingExtent(total), total);
        EXPECT_LE(fittingExtent(total), std::max<Duration>(total * 2, 2_s));
    }
}

TEST(TimeAxis, StepsAreRoundAndFarEnoughApart)
{
    for (std::int64_t span = 1000; span < 4'000'000'000; span = span * 3 / 2) {
        const Duration step = tickStep(Duration{span}, 1000, 80);

        const double pixels = static_cast<double>(step.count()) * 1000 / static_cast<double>(span);
        EXPECT_GE(pixels, 80) << span;
        EXPECT_LE(pixels, 80 * 2.51) << span;
    }
}

TEST(TimeAxis, TicksCoverTheWindowAtMultiplesOfTheStep)
{
    const std::vector<TimeTick> ticks = timeTicks(700_ms, 2_s, 500_ms);

    EXPECT_EQ(ticks, (std::vector<TimeTick>{{1_s, QStringLiteral("1.0 s")},
                                            {1500_ms, QStringLiteral("1.5 s")},
                                            {2_s, QStringLiteral("2.0 s")}}));
}
