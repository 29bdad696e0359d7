#include "ui/chain/card_layout.h"

#include "ui/style/metrics.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr double kPad = 12;
constexpr double kSmallestTile = 36;
constexpr double kRing = 3; // room around a card for its focus ring and its shadow
constexpr double kLineGap = 3;

double tileSize(const CardMetrics& metrics)
{
    return std::max(kSmallestTile, metrics.titleHeight + metrics.detailHeight);
}

} // namespace

CardPart CardLayout::partAt(QPointF position) const
{
    if (fewer.contains(position)) {
        return CardPart::Fewer;
    }
    if (more.contains(position)) {
        return CardPart::More;
    }
    return card.contains(position) ? CardPart::Body : CardPart::None;
}

double cardHeight(const CardMetrics& metrics)
{
    const double lines =
        std::max<double>(metrics.titleHeight, kTargetSize) + kLineGap + metrics.detailHeight;
    return lines + 2 * kGrid + 1;
}

double endCardHeight(const CardMetrics& metrics) { return metrics.titleHeight + 2 * kGrid; }

double threadHeight() { return 2 * kGrid; }

CardLayout cardLayout(const QRectF& item, const CardMetrics& metrics)
{
    CardLayout layout;
    layout.card =
        QRectF(item.left() + kRing, item.top(), item.width() - 2 * kRing, cardHeight(metrics));
    layout.thread = QRectF(layout.card.left(), layout.card.bottom(), layout.card.width(),
                           item.bottom() - layout.card.bottom());
    const QRectF inner = layout.card.adjusted(kPad + 2, kGrid, -kPad, -kGrid);
    const double top = std::max<double>(metrics.titleHeight, kTargetSize);
    const double tile = tileSize(metrics);
    layout.tile = QRectF(inner.left(), inner.center().y() - tile / 2, tile, tile);
    layout.more = QRectF(inner.right() - kTargetSize, inner.top(), kTargetSize, top);
    layout.count =
        QRectF(layout.more.left() - metrics.countWidth, inner.top(), metrics.countWidth, top);
    layout.fewer = QRectF(layout.count.left() - kTargetSize, inner.top(), kTargetSize, top);
    const double left = layout.tile.right() + kPad;
    layout.title = QRectF(left, inner.top(), layout.fewer.left() - kGrid - left, top);
    const double second = inner.top() + top + kLineGap;
    const double stateWidth = (inner.right() - left) * 0.5;
    layout.state = QRectF(inner.right() - stateWidth, second, stateWidth, metrics.detailHeight);
    layout.detail = QRectF(left, second, inner.right() - left, metrics.detailHeight);
    return layout;
}

CardLayout endCardLayout(const QRectF& item, const CardMetrics& metrics)
{
    CardLayout layout;
    layout.card =
        QRectF(item.left() + kRing, item.top(), item.width() - 2 * kRing, endCardHeight(metrics));
    const QRectF inner = layout.card.adjusted(kPad + 2, 0, -kPad, 0);
    const double tile = tileSize(metrics);
    const double mark = metrics.detailHeight;
    layout.tile =
        QRectF(inner.left() + (tile - mark) / 2, inner.center().y() - mark / 2, mark, mark);
    const double left = inner.left() + tile + kPad;
    layout.title = QRectF(left, inner.top(), inner.right() - left, inner.height());
    layout.state = layout.title;
    return layout;
}

} // namespace understudy
