// Where things lie on the timeline: time to x, row to y, and what zooming and panning do to it.
// Pure arithmetic, no widget and no application needed.
#pragma once

#include "core/base/time.h"

namespace understudy {

// Device-independent pixels, derived from the fonts by the view.
struct TimelineMetrics
{
    double labelWidth = 120;
    double axisHeight = 28;
    double rowHeight = 30;
    double barTop = 4; // within the row
    double barHeight = 18;
    double stripTop = 23; // of the hazard strip below the bar, within the row
    double stripHeight = 4;
    double rightMargin = 24;

    bool operator==(const TimelineMetrics&) const = default;
};

class TimelineGeometry
{
public:
    void setMetrics(const TimelineMetrics& metrics) { m_metrics = metrics; }
    const TimelineMetrics& metrics() const { return m_metrics; }
    void setSize(double width, double height);
    void setScroll(double y) { m_scroll = y; }

    // The time that "fit" shows. A window that was zoomed or panned stays where it is.
    void setExtent(Duration extent);
    void fit();
    void zoomAt(double x, double factor); // the time under x stays under x
    void panBy(double pixels);            // positive shows later times
    bool isFitted() const { return m_isFitted; }

    double xOf(Duration at) const;
    Duration timeAt(double x) const;
    double rowTop(int row) const;
    int rowAt(double y) const; // -1 above the first row
    struct Rows
    {
        int first = 0;
        int end = 0; // one past the last
    };
    Rows visibleRows(int count) const;
    double contentHeight(int rows) const;

    Duration from() const { return Duration{static_cast<std::int64_t>(m_from)}; }
    Duration until() const { return Duration{static_cast<std::int64_t>(m_from + m_span)}; }
    double plotLeft() const { return m_metrics.labelWidth; }
    double plotRight() const;
    double plotTop() const { return m_metrics.axisHeight; }
    double width() const { return m_width; }
    double height() const { return m_height; }

private:
    void clamp();

    TimelineMetrics m_metrics;
    double m_width = 0;
    double m_height = 0;
    double m_scroll = 0;
    double m_extent = 2e6; // all in microseconds
    double m_from = 0;
    double m_span = 2e6;
    bool m_isFitted = true;
};

// A round time a little beyond `total`, so that a growing run re-scales rarely.
Duration fittingExtent(Duration total);

} // namespace understudy
