#include "ui/timeline/timeline_geometry.h"

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

constexpr double kShortestSpan = 1000; // one millisecond across the plot is close enough
constexpr double kRoom = 1.04;         // beyond the last event, so that its end can be seen
constexpr double kShortestExtent = 2e6;

} // namespace

void TimelineGeometry::setSize(double width, double height)
{
    m_width = width;
    m_height = height;
}

void TimelineGeometry::setExtent(Duration extent)
{
    m_extent = std::max(static_cast<double>(extent.count()), kShortestSpan);
    if (m_isFitted) {
        fit();
    }
    clamp();
}

void TimelineGeometry::fit()
{
    m_isFitted = true;
    m_from = 0;
    m_span = m_extent;
}

void TimelineGeometry::zoomAt(double x, double factor)
{
    const double plotWidth = plotRight() - plotLeft();
    const double share = std::clamp((x - plotLeft()) / plotWidth, 0.0, 1.0);
    const double fixed = m_from + share * m_span;
    m_span = std::clamp(m_span / factor, kShortestSpan, m_extent);
    m_from = fixed - share * m_span;
    m_isFitted = m_span >= m_extent;
    clamp();
}

void TimelineGeometry::panBy(double pixels)
{
    if (!m_isFitted) {
        m_from += pixels * m_span / (plotRight() - plotLeft());
        clamp();
    }
}

void TimelineGeometry::clamp()
{
    m_span = std::min(m_span, m_extent);
    m_from = std::clamp(m_from, 0.0, m_extent - m_span);
}

double TimelineGeometry::plotRight() const
{
    return std::max(m_width - m_metrics.rightMargin, plotLeft() + 1);
}

double TimelineGeometry::xOf(Duration at) const
{
    const double share = (static_cast<double>(at.count()) - m_from) / m_span;
    return plotLeft() + share * (plotRight() - plotLeft());
}

Duration TimelineGeometry::timeAt(double x) const
{
    const double share = (x - plotLeft()) / (plotRight() - plotLeft());
    return Duration{static_cast<std::int64_t>(std::llround(m_from + share * m_span))};
}

double TimelineGeometry::rowTop(int row) const
{
    return plotTop() + row * m_metrics.rowHeight - m_scroll;
}

int TimelineGeometry::rowAt(double y) const
{
    if (y < plotTop()) {
        return -1;
    }
    return static_cast<int>(std::floor((y - plotTop() + m_scroll) / m_metrics.rowHeight));
}

TimelineGeometry::Rows TimelineGeometry::visibleRows(int count) const
{
    const int first = std::clamp(rowAt(plotTop()), 0, count);
    const int end = std::clamp(rowAt(m_height) + 1, first, count);
    return {first, end};
}

double TimelineGeometry::contentHeight(int rows) const
{
    return plotTop() + rows * m_metrics.rowHeight;
}

Duration fittingExtent(Duration total)
{
    const double wanted = std::max(static_cast<double>(total.count()) * kRoom, kShortestExtent);
    double decade = 1;
    while (decade * 10 <= wanted) {
        decade *= 10;
    }
    for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (decade * step >= wanted) {
            return Duration{static_cast<std::int64_t>(decade * step)};
        }
    }
    return Duration{static_cast<std::int64_t>(decade * 10)};
}

} // namespace understudy
