#include "ui/timeline/timeline_view.h"

#include "ui/models/live_run.h"
#include "ui/style/colours.h"
#include "ui/style/drawing.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/text/strings.h"

#include <QAccessible>
#include <QAccessibleEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kWheelNotch = 120; // eighths of a degree, as Qt reports one click of a wheel

} // namespace

TimelineView::TimelineView(const LiveRun& run, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_run(run)
{
    setObjectName(QStringLiteral("timelineView"));
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("Attempts, waits and switches of the run, over time"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    measure();
}

void TimelineView::shareSelection(QItemSelectionModel* selection)
{
    m_selection = selection;
    connect(selection, &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { followSelection(current.row()); });
}

void TimelineView::reset()
{
    m_selected = {};
    m_geometry.fit();
    verticalScrollBar()->setValue(0);
    refresh();
}

void TimelineView::refresh()
{
    const bool wasAtEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    m_rows = timelineRows(m_run.story());
    layOut();
    if (wasAtEnd && m_run.isLive()) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
    viewport()->update();
}

void TimelineView::measure()
{
    const QFontMetricsF body(font());
    const QFontMetricsF bar(smallFont(font()));
    TimelineMetrics metrics;
    metrics.labelWidth = std::ceil(body.averageCharWidth() * 21) + 3 * kGrid;
    metrics.axisHeight = std::ceil(body.height()) + kGrid;
    metrics.barTop = kHalfGrid - 1;
    metrics.barHeight = std::ceil(bar.height()) + 1;
    metrics.stripTop = metrics.barTop + metrics.barHeight + 3;
    metrics.stripHeight = std::ceil(bar.height() / 4);
    metrics.rowHeight = metrics.stripTop + metrics.stripHeight + 2;
    metrics.rightMargin = 3 * kGrid;
    m_geometry.setMetrics(metrics);
}

void TimelineView::layOut()
{
    m_geometry.setSize(viewport()->width(), viewport()->height());
    m_geometry.setExtent(fittingExtent(m_run.now()));
    const double content = m_geometry.contentHeight(sizeOf(m_rows));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(qRound(m_geometry.metrics().rowHeight));
    verticalScrollBar()->setRange(0, std::max(0, qCeil(content) - viewport()->height()));
    m_geometry.setScroll(verticalScrollBar()->value());
}

TimelineScene TimelineView::sceneOf(int firstRow, int endRow) const
{
    return timelineScene(m_run.story(), m_rows, firstRow, endRow, m_run.now());
}

TimelineRow TimelineView::rowOf(int row) const
{
    if (row < 0 || row >= sizeOf(m_rows)) {
        return {};
    }
    return sceneOf(row, row + 1).rows.front();
}

TimelinePainter::Look TimelineView::look() const
{
    QFont bar = smallFont(font());
    bar.setWeight(QFont::DemiBold);
    return {smallFont(font()), bar, hasFocus() ? m_selected : SpanPlace{m_selected.row, -1}};
}

void TimelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Colours& colours = coloursOf(palette());
    const TimelinePainter::Look look = this->look();
    const TimelinePainter timeline(m_geometry, colours, look);
    if (!m_run.story().isStarted() && !m_run.isLive()) {
        timeline.drawEmpty(painter, tr("Attempts, waits and switches of a run appear here."));
    } else {
        const auto rows = m_geometry.visibleRows(sizeOf(m_rows));
        timeline.drawAxis(painter);
        timeline.draw(painter, sceneOf(rows.first, rows.end));
    }
    if (hasFocus()) {
        drawFocusRing(painter, QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), kRadius, colours);
    }
}

void TimelineView::resizeEvent(QResizeEvent*) { layOut(); }

void TimelineView::scrollContentsBy(int, int)
{
    m_geometry.setScroll(verticalScrollBar()->value());
    viewport()->update();
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        m_geometry.zoomAt(event->position().x(),
                          std::pow(kZoomStep, event->angleDelta().y() / kWheelNotch));
        viewport()->update();
    } else if (event->modifiers() & Qt::ShiftModifier || event->angleDelta().x() != 0) {
        m_geometry.panBy(-event->angleDelta().x() - event->angleDelta().y());
        viewport()->update();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        select(placeAt(event->position()));
        m_dragFrom = event->position();
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom && (event->buttons() & Qt::LeftButton)) {
        m_geometry.panBy(m_dragFrom->x() - event->position().x());
        m_dragFrom = event->position();
        viewport()->update();
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent*) { m_dragFrom.reset(); }

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const SpanPlace place = placeAt(event->position());
    if (place.span < 0) {
        zoomToFit();
        return;
    }
    const TimelineSpan span = rowOf(place.row).spans[static_cast<std::size_t>(place.span)];
    const QRectF bar = spanRect(m_geometry, span, place.row);
    const double plotWidth = m_geometry.plotRight() - m_geometry.plotLeft();
    m_geometry.zoomAt(bar.center().x(), plotWidth / (bar.width() * 1.5));
    viewport()->update();
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QAbstractScrollArea::viewportEvent(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const SpanPlace place = placeAt(help->pos());
    if (place.span < 0) {
        QToolTip::hideText();
    } else {
        const TimelineSpan span = rowOf(place.row).spans[static_cast<std::size_t>(place.span)];
        QToolTip::showText(help->globalPos(), span.spoken, viewport());
    }
    return true;
}

SpanPlace TimelineView::placeAt(QPointF position) const
{
    const int row = m_geometry.rowAt(position.y());
    if (row < 0 || row >= sizeOf(m_rows)) {
        return {};
    }
    const TimelineRow content = rowOf(row);
    for (int span = 0; span < sizeOf(content.spans); ++span) {
        const QRectF bar = spanRect(m_geometry, content.spans[static_cast<std::size_t>(span)], row);
        if (bar.adjusted(-2, -4, 2, 8).contains(position)) {
            return {row, span};
        }
    }
    return {row, -1};
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    if (!moveSelection(event->key())) {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TimelineView::moveSelection(int key)
{
    const int last = sizeOf(m_rows) - 1;
    if (last < 0) {
        return false;
    }
    switch (key) {
    case Qt::Key_Up: select({std::max(m_selected.row - 1, 0), 0}); return true;
    case Qt::Key_Down: select({std::min(m_selected.row + 1, last), 0}); return true;
    case Qt::Key_Left: select(stepped(-1)); return true;
    case Qt::Key_Right: select(stepped(+1)); return true;
    case Qt::Key_Home: select({0, 0}); return true;
    case Qt::Key_End: select({last, sizeOf(rowOf(last).spans) - 1}); return true;
    case Qt::Key_Plus: zoomIn(); return true;
    case Qt::Key_Minus: zoomOut(); return true;
    default: return false;
    }
}

// The next or former bar in time: rows begin in the order of time, and so do the bars in a row.
SpanPlace TimelineView::stepped(int direction) const
{
    if (m_selected.row < 0) {
        return {0, 0};
    }
    const int span = std::max(m_selected.span, 0) + direction;
    if (span >= 0 && span < sizeOf(rowOf(m_selected.row).spans)) {
        return {m_selected.row, span};
    }
    const int row = m_selected.row + direction;
    if (row < 0 || row >= sizeOf(m_rows)) {
        return m_selected;
    }
    return {row, direction > 0 ? 0 : sizeOf(rowOf(row).spans) - 1};
}

void TimelineView::select(SpanPlace place)
{
    m_selected = place;
    viewport()->update();
    if (place.row < 0) {
        return;
    }
    reveal(place);
    const RowKey key = m_rows[static_cast<std::size_t>(place.row)];
    if (m_selection != nullptr && !key.isSkip) {
        const QModelIndex index = m_selection->model()->index(static_cast<int>(key.index), 0);
        m_selection->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                QItemSelectionModel::Rows);
    }
    setAccessibleDescription(selectedText());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    Q_EMIT spanSelected(selectedText());
}

void TimelineView::followSelection(int attemptRow)
{
    const RowKey key{false, static_cast<std::uint32_t>(attemptRow)};
    const auto found = std::find(m_rows.begin(), m_rows.end(), key);
    const int row = static_cast<int>(found - m_rows.begin());
    if (found != m_rows.end() && m_selected.row != row) {
        m_selected = {row, 0};
        viewport()->update();
    }
}

QString TimelineView::selectedText() const
{
    const TimelineRow row = rowOf(m_selected.row);
    const auto span = static_cast<std::size_t>(std::max(m_selected.span, 0));
    return span < row.spans.size() ? row.spans[span].spoken : row.label;
}

void TimelineView::reveal(SpanPlace place)
{
    const double rowHeight = m_geometry.metrics().rowHeight;
    const double top = m_geometry.rowTop(place.row) - m_geometry.plotTop();
    const double bottom = m_geometry.rowTop(place.row) + rowHeight - viewport()->height();
    if (top < 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + qFloor(top));
    } else if (bottom > 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + qCeil(bottom));
    }
    const TimelineRow row = rowOf(place.row);
    const auto index = static_cast<std::size_t>(std::max(place.span, 0));
    if (index >= row.spans.size()) {
        return;
    }
    const QRectF bar = spanRect(m_geometry, row.spans[index], place.row);
    if (bar.left() < m_geometry.plotLeft()) {
        m_geometry.panBy(bar.left() - m_geometry.plotLeft() - kGrid);
    } else if (bar.left() > m_geometry.plotRight() - 4 * kGrid) {
        m_geometry.panBy(bar.left() - m_geometry.plotRight() + 8 * kGrid);
    }
}

void TimelineView::zoomIn()
{
    m_geometry.zoomAt((m_geometry.plotLeft() + m_geometry.plotRight()) / 2, kZoomStep);
    viewport()->update();
}

void TimelineView::zoomOut()
{
    m_geometry.zoomAt((m_geometry.plotLeft() + m_geometry.plotRight()) / 2, 1 / kZoomStep);
    viewport()->update();
}

void TimelineView::zoomToFit()
{
    m_geometry.fit();
    viewport()->update();
}

void TimelineView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        measure();
        layOut();
    }
    QAbstractScrollArea::changeEvent(event);
}

QSize TimelineView::sizeHint() const { return {800, qCeil(m_geometry.contentHeight(6)) + kGrid}; }

} // namespace understudy
