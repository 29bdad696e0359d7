#include "ui/chain/chain_list_view.h"

#include "ui/chain/chain_card_delegate.h"
#include "ui/models/chain_model.h"
#include "ui/style/colours.h"
#include "ui/style/metrics.h"

#include <QDragEnterEvent>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

namespace understudy {

namespace {

constexpr double kDropGap = 12; // how far cards step aside for a drop
constexpr int kGapLength = 120; // ms

bool isOurs(const QMimeData& data)
{
    return data.hasFormat(QString::fromLatin1(ChainModel::kRowMime)) ||
           data.hasFormat(QString::fromLatin1(ChainModel::kModelMime));
}

} // namespace

ChainListView::ChainListView(ChainModel& model, QWidget* parent)
    : QListView(parent)
    , m_model(model)
    , m_delegate(new ChainCardDelegate(font(), this))
{
    setObjectName(QStringLiteral("chainList"));
    setAccessibleName(tr("Chain"));
    setProperty("tone", QStringLiteral("bare"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(false);
    setDefaultDropAction(Qt::MoveAction);
    setMouseTracking(true);
    setViewportMargins(0, kFocusWidth, 0, 0); // room for the ring of the first card
    viewport()->setAutoFillBackground(false);
    m_gap.setDuration(kGapLength);
    m_gap.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_gap, &QVariantAnimation::valueChanged, this, [this](const QVariant& gap) {
        m_delegate->setDropGap(m_dropRow, gap.toDouble());
        viewport()->update();
    });
    m_dot.setDuration(kMotionLength);
    m_dot.setStartValue(0.0);
    m_dot.setEndValue(1.0);
    m_dot.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_dot, &QVariantAnimation::valueChanged, viewport(), [this] { viewport()->update(); });
}

int ChainListView::currentRow() const
{
    const int row = currentIndex().row();
    return row < m_model.cardCount() ? row : -1;
}

void ChainListView::setCurrentRow(int row) { setCurrentIndex(m_model.index(row)); }

void ChainListView::showSwitch(int fromRow, int toRow)
{
    if (m_isMotionReduced || fromRow < 0 || toRow <= fromRow) {
        return;
    }
    m_dotFrom = fromRow;
    m_dotTo = toRow;
    m_dot.start();
}

int ChainListView::contentHeight() const
{
    int height = viewportMargins().top() + 2;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        height += sizeHintForIndex(m_model.index(row)).height();
    }
    return height;
}

CardLayout ChainListView::layoutOf(int row) const
{
    const QRectF item = visualRect(m_model.index(row));
    return row < m_model.cardCount() ? cardLayout(item, m_delegate->metrics())
                                     : endCardLayout(item, m_delegate->metrics());
}

ChainListView::Touch ChainListView::touchAt(QPointF position) const
{
    const int row = indexAt(position.toPoint()).row();
    if (row < 0 || row >= m_model.cardCount()) {
        return {};
    }
    return {row, layoutOf(row).partAt(position)};
}

void ChainListView::setHovered(Touch touch)
{
    if (touch == m_hovered) {
        return;
    }
    m_hovered = touch;
    m_delegate->setHovered(touch.row, touch.part);
    const bool isStepper = touch.part == CardPart::Fewer || touch.part == CardPart::More;
    viewport()->setCursor(isStepper ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void ChainListView::mousePressEvent(QMouseEvent* event)
{
    const Touch touch = touchAt(event->position());
    const bool isStepper = touch.part == CardPart::Fewer || touch.part == CardPart::More;
    if (event->button() == Qt::LeftButton && isStepper) {
        m_pressed = touch; // a stepper is pressed, not dragged
        setCurrentRow(touch.row);
        return;
    }
    QListView::mousePressEvent(event);
}

void ChainListView::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(touchAt(event->position()));
    if (m_pressed.row < 0) {
        QListView::mouseMoveEvent(event);
    }
}

void ChainListView::mouseReleaseEvent(QMouseEvent* event)
{
    const Touch pressed = std::exchange(m_pressed, {});
    if (pressed.row < 0) {
        QListView::mouseReleaseEvent(event);
    } else if (touchAt(event->position()) == pressed) {
        Q_EMIT triesStepped(pressed.row, pressed.part == CardPart::More ? +1 : -1);
    }
}

void ChainListView::leaveEvent(QEvent* event)
{
    setHovered({});
    QListView::leaveEvent(event);
}

int ChainListView::dropRowAt(QPointF position) const
{
    for (int row = 0; row < m_model.cardCount(); ++row) {
        if (position.y() < layoutOf(row).card.center().y()) {
            return row;
        }
    }
    return m_model.cardCount();
}

void ChainListView::dragEnterEvent(QDragEnterEvent* event)
{
    if (isOurs(*event->mimeData())) {
        event->acceptProposedAction();
    } else {
        event->ignore(); // files are the window's
    }
}

void ChainListView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!isOurs(*event->mimeData())) {
        event->ignore();
        return;
    }
    QListView::dragMoveEvent(event); // scrolls near the edges
    openGap(dropRowAt(event->position()));
    event->acceptProposedAction();
}

void ChainListView::dragLeaveEvent(QDragLeaveEvent* event)
{
    closeGap();
    QListView::dragLeaveEvent(event);
}

void ChainListView::dropEvent(QDropEvent* event)
{
    const int row = dropRowAt(event->position());
    closeGap();
    stopAutoScroll();
    setState(NoState);
    if (m_model.dropMimeData(event->mimeData(), event->dropAction(), row, 0, {})) {
        event->acceptProposedAction();
        setFocus(Qt::MouseFocusReason);
    }
}

void ChainListView::openGap(int row)
{
    if (row == m_dropRow) {
        return;
    }
    m_dropRow = row;
    m_gap.stop();
    m_gap.setStartValue(m_isMotionReduced ? kDropGap : 0.0);
    m_gap.setEndValue(kDropGap);
    m_gap.start();
}

void ChainListView::closeGap()
{
    m_gap.stop();
    m_dropRow = -1;
    m_delegate->setDropGap(-1, 0);
    viewport()->update();
}

void ChainListView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT currentRowChanged(currentRow());
}

void ChainListView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        m_delegate->setFont(font());
        scheduleDelayedItemsLayout();
    }
    QListView::changeEvent(event);
}

void ChainListView::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_dropRow >= 0) {
        drawDropLine(painter);
    }
    if (m_dot.state() == QVariantAnimation::Running) {
        drawSwitchDot(painter);
    }
}

void ChainListView::drawDropLine(QPainter& painter) const
{
    const CardLayout layout = layoutOf(m_dropRow);
    const double y = layout.card.top() + kDropGap / 2 - 1;
    painter.setPen(QPen(coloursOf(palette()).accent, 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(layout.card.left() + 4, y), QPointF(layout.card.right() - 4, y));
}

void ChainListView::drawSwitchDot(QPainter& painter) const
{
    const CardLayout from = layoutOf(m_dotFrom);
    const CardLayout to = layoutOf(m_dotTo);
    const double progress = m_dot.currentValue().toDouble();
    const double y = from.card.bottom() + progress * (to.card.top() - from.card.bottom());
    painter.setPen(Qt::NoPen);
    painter.setBrush(coloursOf(palette()).accent);
    painter.drawEllipse(QPointF(from.tile.center().x(), y), 4, 4);
}

} // namespace understudy
