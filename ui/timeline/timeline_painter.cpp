#include "ui/timeline/timeline_painter.h"

#include "ui/style/colours.h"
#include "ui/style/drawing.h"
#include "ui/style/metrics.h"
#include "ui/timeline/bar_shapes.h"
#include "ui/timeline/time_axis.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

constexpr double kTickGap = 84;   // between labels of the axis
constexpr double kWordPad = 6;    // left and right of a word in a bar
constexpr double kNotchRoom = 4;  // that the notch of a rate limit takes from its word
constexpr double kSkipWidth = 44; // a skip takes no time but has to be seen

} // namespace

QRectF spanRect(const TimelineGeometry& geometry, const TimelineSpan& span, int row)
{
    const TimelineMetrics& metrics = geometry.metrics();
    const double left = geometry.xOf(span.start);
    const double shortest = span.kind == SpanKind::Skipped ? kSkipWidth : 3;
    const double width = std::max(geometry.xOf(span.end) - left, shortest);
    return {left, geometry.rowTop(row) + metrics.barTop, width, metrics.barHeight};
}

TimelinePainter::TimelinePainter(const TimelineGeometry& geometry, const Colours& colours,
                                 const Look& look)
    : m_geometry(geometry)
    , m_colours(colours)
    , m_look(look)
{}

void TimelinePainter::draw(QPainter& painter, const TimelineScene& scene) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.setClipRect(QRectF(0, m_geometry.plotTop(), m_geometry.width(), m_geometry.height()));
    for (int i = 0; i < static_cast<int>(scene.rows.size()); ++i) {
        const int row = scene.firstRow + i;
        drawLabel(painter, scene.rows[static_cast<std::size_t>(i)].label, row);
    }
    painter.setClipRect(QRectF(m_geometry.plotLeft() - 2, m_geometry.plotTop(), m_geometry.width(),
                               m_geometry.height()));
    for (const TimelineLink& link : scene.links) {
        drawLink(painter, link);
    }
    for (int i = 0; i < static_cast<int>(scene.rows.size()); ++i) {
        drawRow(painter, scene.rows[static_cast<std::size_t>(i)], scene.firstRow + i);
    }
    painter.restore();
    if (scene.isLive) {
        drawPlayhead(painter, scene.now);
    }
}

void TimelinePainter::drawAxis(QPainter& painter) const
{
    const double plotWidth = m_geometry.plotRight() - m_geometry.plotLeft();
    const Duration step = tickStep(m_geometry.until() - m_geometry.from(), plotWidth, kTickGap);
    painter.setFont(m_look.label);
    for (const TimeTick& tick : timeTicks(m_geometry.from(), m_geometry.until(), step)) {
        const double x = m_geometry.xOf(tick.at);
        painter.fillRect(QRectF(x, m_geometry.plotTop() - 4, 1, m_geometry.height()),
                         m_colours.hairline);
        painter.setPen(m_colours.inkSoft);
        painter.drawText(QRectF(x - kTickGap / 2, 0, kTickGap, m_geometry.plotTop() - 6),
                         Qt::AlignHCenter | Qt::AlignVCenter, tick.label);
    }
}

void TimelinePainter::drawLabel(QPainter& painter, const QString& text, int index) const
{
    const TimelineMetrics& metrics = m_geometry.metrics();
    const QRectF rowRect(0, m_geometry.rowTop(index), m_geometry.width(), metrics.rowHeight);
    if (m_look.selected.row == index) {
        painter.fillRect(rowRect, blended(m_colours.accent, m_colours.surface, 0.07));
    }
    const QRectF box(2 * kGrid, rowRect.top() + metrics.barTop, metrics.labelWidth - 3 * kGrid,
                     metrics.barHeight);
    painter.setFont(m_look.label);
    painter.setPen(m_colours.ink);
    const QString elided =
        QFontMetricsF(m_look.label).elidedText(text, Qt::ElideMiddle, box.width());
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, elided);
}

void TimelinePainter::drawRow(QPainter& painter, const TimelineRow& row, int index) const
{
    const TimelineSpan* homeless = nullptr; // whose word found no room in its bar
    QRectF last;
    for (const TimelineSpan& span : row.spans) {
        const QRectF bar = spanRect(m_geometry, span, index);
        const bool hasRoom = drawSpan(painter, span, bar);
        if (!hasRoom && (homeless == nullptr || span.kind != SpanKind::BackOff)) {
            homeless = &span;
        }
        if (span.isInjected) {
            drawInjected(painter,
                         {QPointF(spanRect(m_geometry, row.spans.front(), index).left(), bar.top()),
                          bar.bottomRight()},
                         index);
        }
        const SpanPlace place{index, static_cast<int>(&span - row.spans.data())};
        if (place == m_look.selected) {
            drawFocusRing(painter, bar.adjusted(-2, -2, 2, 2), kSmallRadius + 2, m_colours);
        }
        last = bar;
    }
    if (homeless != nullptr) {
        drawHomeless(painter, *homeless, last);
    }
}

// To the right of the row's last bar, or to the left of it at the edge of the plot.
void TimelinePainter::drawHomeless(QPainter& painter, const TimelineSpan& span,
                                   const QRectF& last) const
{
    const double width = wordWidth(span);
    const bool fitsRight = last.right() + width < m_geometry.width();
    const double left = fitsRight ? last.right() : last.left() - width;
    const QColor colour = span.kind == SpanKind::Failed || span.kind == SpanKind::RateLimited ||
                                  span.kind == SpanKind::Broken
                              ? m_colours.failedInk
                              : m_colours.inkSoft;
    drawWord(painter, span, {left, last.top(), width, last.height()}, colour);
}

bool TimelinePainter::drawSpan(QPainter& painter, const TimelineSpan& span, const QRectF& bar) const
{
    switch (span.kind) {
    case SpanKind::Waiting: return drawWaiting(painter, span, bar);
    case SpanKind::Streaming: return drawSolid(painter, span, bar, m_colours.accent);
    case SpanKind::Succeeded: return drawSolid(painter, span, bar, m_colours.succeeded);
    case SpanKind::Failed:
    case SpanKind::RateLimited: return drawFailed(painter, span, bar);
    case SpanKind::Broken: return drawBroken(painter, span, bar);
    case SpanKind::BackOff: return drawBackOff(painter, span, bar);
    case SpanKind::Cancelled: return drawCancelled(painter, span, bar);
    case SpanKind::Skipped: return drawSkipped(painter, span, bar);
    }
    return true;
}

bool TimelinePainter::drawWaiting(QPainter& painter, const TimelineSpan& span,
                                  const QRectF& bar) const
{
    painter.setPen(QPen(m_colours.accent, 1));
    painter.setBrush(m_colours.accentTint);
    painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), kSmallRadius, kSmallRadius);
    drawWord(painter, span, bar, m_colours.ink);
    return true; // the shape says it all
}

bool TimelinePainter::drawSolid(QPainter& painter, const TimelineSpan& span, const QRectF& bar,
                                const QColor& colour) const
{
    painter.fillPath(roundedBar(bar, kSmallRadius, kSmallRadius), colour);
    return drawWord(painter, span, bar, m_colours.onSolid);
}

// What was waited, and at its end a block of the failure, as wide as its word when there is room.
bool TimelinePainter::drawFailed(QPainter& painter, const TimelineSpan& span,
                                 const QRectF& bar) const
{
    const bool isNotched = span.kind == SpanKind::RateLimited;
    const double notch = isNotched ? kNotchRoom : 0;
    const double block = std::min(bar.width(), wordWidth(span) + notch);
    const QRectF head(bar.left(), bar.top(), bar.width() - block, bar.height());
    const QRectF end(head.right(), bar.top(), block, bar.height());
    if (head.width() > 2) {
        TimelineSpan waited = span;
        waited.mark = Mark::None;
        waited.label.clear();
        drawWaiting(painter, waited, head);
    }
    painter.fillPath(isNotched ? notchedBar(end, kSmallRadius) : roundedBar(end, 0, kSmallRadius),
                     m_colours.failed);
    return drawWord(painter, span, end.adjusted(notch, 0, 0, 0), m_colours.onSolid);
}

bool TimelinePainter::drawBroken(QPainter& painter, const TimelineSpan& span,
                                 const QRectF& bar) const
{
    const double block = std::min(bar.width() / 2, 22.0);
    const QRectF told(bar.left(), bar.top(), bar.width() - block, bar.height());
    const QRectF lost(told.right(), bar.top(), block, bar.height());
    painter.fillPath(tornEnd(told, kSmallRadius), m_colours.succeeded);
    painter.fillPath(tornStart(lost, kSmallRadius), m_colours.failed);
    if (block > markSize() + 6) {
        drawMark(painter, Mark::Cross,
                 QRectF(lost.right() - markSize() - 4, lost.top(), markSize(), lost.height()),
                 m_colours.onSolid);
    }
    return drawWord(painter, span, told, m_colours.onSolid);
}

bool TimelinePainter::drawBackOff(QPainter& painter, const TimelineSpan& span,
                                  const QRectF& bar) const
{
    drawHatch(painter, bar.adjusted(1.5, 0.5, -0.5, -0.5), kSmallRadius, m_colours.neutral);
    const double width = wordWidth(span);
    if (width > bar.width() - 8) {
        return false;
    }
    const QRectF plate(bar.center().x() - width / 2, bar.top() + 2, width, bar.height() - 4);
    painter.fillPath(roundedBar(plate, 3, 3), m_colours.surface);
    return drawWord(painter, span, plate, m_colours.ink);
}

bool TimelinePainter::drawCancelled(QPainter& painter, const TimelineSpan& span,
                                    const QRectF& bar) const
{
    painter.setPen(QPen(m_colours.neutral, 1));
    painter.setBrush(blended(m_colours.neutral, m_colours.surface, 0.2));
    painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), kSmallRadius, kSmallRadius);
    const double width = std::min(wordWidth(span), bar.width());
    const bool hasRoom = wordWidth(span) < bar.width() - 12;
    const double lineEnd = hasRoom ? bar.right() - width : bar.right();
    painter.drawLine(QPointF(bar.left(), bar.center().y()), QPointF(lineEnd, bar.center().y()));
    return hasRoom &&
           drawWord(painter, span, bar.adjusted(bar.width() - width, 0, 0, 0), m_colours.ink);
}

bool TimelinePainter::drawSkipped(QPainter& painter, const TimelineSpan&, const QRectF& bar) const
{
    painter.setPen(QPen(m_colours.neutral, 1.2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), kSmallRadius, kSmallRadius);
    return false; // its word stands beside it
}

void TimelinePainter::drawInjected(QPainter& painter, const QRectF& bar, int index) const
{
    const TimelineMetrics& metrics = m_geometry.metrics();
    const double top = m_geometry.rowTop(index) + metrics.stripTop;
    drawHazardStripes(painter, {bar.left(), top, std::max(bar.width(), 12.0), metrics.stripHeight},
                      m_colours);
    QFont font = m_look.bar;
    font.setPointSizeF(font.pointSizeF() * 0.75);
    painter.setFont(font);
    painter.setPen(m_colours.ink);
    const double left = bar.left() + std::max(bar.width(), 12.0) + 7;
    const double middle = top + metrics.stripHeight / 2;
    painter.drawText(QRectF(left, middle - 7, 40, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     QCoreApplication::translate("TimelinePainter", "SIM"));
}

void TimelinePainter::drawLink(QPainter& painter, const TimelineLink& link) const
{
    const TimelineMetrics& metrics = m_geometry.metrics();
    const double x = m_geometry.xOf(link.at) - 0.5;
    const double top = m_geometry.rowTop(link.fromRow) + metrics.barTop + metrics.barHeight;
    const double bottom = m_geometry.rowTop(link.toRow) + metrics.barTop;
    painter.setPen(QPen(m_colours.edge, 1.5));
    painter.drawLine(QPointF(x, top), QPointF(x, bottom - 1));
    QPainterPath head;
    head.moveTo(x - 3.5, bottom - 5);
    head.lineTo(x + 3.5, bottom - 5);
    head.lineTo(x, bottom);
    head.closeSubpath();
    painter.fillPath(head, m_colours.edge);
}

void TimelinePainter::drawPlayhead(QPainter& painter, Duration now) const
{
    const double x = m_geometry.xOf(now);
    if (x < m_geometry.plotLeft() || x > m_geometry.width()) {
        return;
    }
    painter.fillRect(QRectF(x - 0.5, m_geometry.plotTop() - 6, 1, m_geometry.height()),
                     m_colours.accent);
    QPainterPath grip;
    grip.addEllipse(QPointF(x, m_geometry.plotTop() - 6), 3, 3);
    painter.fillPath(grip, m_colours.accent);
}

double TimelinePainter::markSize() const
{
    return std::floor(m_geometry.metrics().barHeight * 0.68);
}

double TimelinePainter::wordWidth(const TimelineSpan& span) const
{
    const double mark = span.mark == Mark::None ? 0 : markSize() + 3;
    return QFontMetricsF(m_look.bar).horizontalAdvance(span.label) + mark + 2 * kWordPad;
}

bool TimelinePainter::drawWord(QPainter& painter, const TimelineSpan& span, const QRectF& box,
                               const QColor& colour) const
{
    const double text = QFontMetricsF(m_look.bar).horizontalAdvance(span.label);
    const bool fitsWhole = wordWidth(span) <= box.width() + 0.5;
    if (!fitsWhole && text + kWordPad > box.width()) {
        const bool hasMarkRoom = box.width() >= markSize() + 2 && span.mark != Mark::None;
        if (hasMarkRoom) {
            drawMark(painter, span.mark,
                     QRectF(box.center().x() - markSize() / 2, box.top(), markSize(), box.height()),
                     colour);
        }
        return false;
    }
    double left = fitsWhole ? box.left() + kWordPad : box.center().x() - text / 2;
    if (span.mark != Mark::None && fitsWhole) {
        drawMark(painter, span.mark, QRectF(left, box.top(), markSize(), box.height()), colour);
        left += markSize() + 3;
    }
    painter.setFont(m_look.bar);
    painter.setPen(colour);
    painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, span.label);
    return true;
}

void TimelinePainter::drawEmpty(QPainter& painter, const QString& hint) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    struct Ghost
    {
        double from;
        double until;
    };
    const QColor faint = blended(m_colours.neutral, m_colours.surface, 0.16);
    const double plotWidth = m_geometry.plotRight() - m_geometry.plotLeft();
    int row = 0;
    for (const Ghost ghost : {Ghost{0.0, 0.13}, Ghost{0.2, 0.33}, Ghost{0.33, 0.8}}) {
        const double top = m_geometry.rowTop(row++) + m_geometry.metrics().barTop;
        const QRectF bar(m_geometry.plotLeft() + ghost.from * plotWidth, top,
                         (ghost.until - ghost.from) * plotWidth, m_geometry.metrics().barHeight);
        painter.fillPath(roundedBar(bar, kSmallRadius, kSmallRadius), faint);
    }
    painter.setFont(m_look.label);
    painter.setPen(m_colours.inkSoft);
    const QRectF box(m_geometry.plotLeft(), m_geometry.rowTop(row), plotWidth,
                     m_geometry.metrics().rowHeight);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, hint);
}

} // namespace understudy
