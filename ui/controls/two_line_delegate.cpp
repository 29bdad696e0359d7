#include "ui/controls/two_line_delegate.h"

#include "ui/style/colours.h"
#include "ui/style/drawing.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/text/model_title.h"

#include <QFontMetrics>
#include <QPainter>

namespace understudy {

namespace {

constexpr int kTile = 28;

void drawRowGround(QPainter& painter, const QStyleOptionViewItem& option, const Colours& colours)
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (!isSelected && !isHovered) {
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(isSelected ? blended(colours.accent, colours.surface, 0.14) : colours.raised);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), kSmallRadius + 2,
                            kSmallRadius + 2);
}

} // namespace

TwoLineDelegate::TwoLineDelegate(int detailRole, int providerRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_detailRole(detailRole)
    , m_providerRole(providerRole)
{}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    const QString provider = index.data(m_providerRole).toString();
    const QFont small = smallFont(option.font);
    QFont tile = small;
    tile.setWeight(QFont::DemiBold);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawRowGround(*painter, option, colours);
    const QRectF row = QRectF(option.rect).adjusted(kGrid, kHalfGrid, -kGrid, -kHalfGrid);
    const QRectF square(row.left(), row.center().y() - kTile / 2.0, kTile, kTile);
    drawMonogram(*painter, square, provider, providerTitle(provider.toStdString()), tile, colours);
    const QRectF texts = row.adjusted(kTile + kGrid + kHalfGrid, 0, 0, 0);
    painter->setFont(option.font);
    painter->setPen(colours.ink);
    painter->drawText(texts, Qt::AlignTop | Qt::AlignLeft, index.data().toString());
    painter->setFont(small);
    painter->setPen(colours.inkSoft);
    const QString detail = QFontMetricsF(small).elidedText(index.data(m_detailRole).toString(),
                                                           Qt::ElideRight, texts.width());
    painter->drawText(texts, Qt::AlignBottom | Qt::AlignLeft, detail);
    painter->restore();
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int lines =
        QFontMetrics(option.font).height() + QFontMetrics(smallFont(option.font)).height();
    return {15 * kGrid, lines + 2 + kGrid}; // rows take the width of the list
}

} // namespace understudy
