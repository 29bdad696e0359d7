#include "ui/chain/chain_card_delegate.h"

#include "ui/style/colours.h"

#include <QPainter>

#include <cmath>

namespace understudy {

namespace {

bool isReached(const ChainCard& card)
{
    return card.progress.stage != CardStage::Idle && card.progress.stage != CardStage::NotReached;
}

// The run went on from this card to a later one.
bool isThreadSpent(const QModelIndex& index)
{
    const auto card = index.data(ChainModel::kCardRole).value<ChainCard>();
    const auto next =
        index.siblingAtRow(index.row() + 1).data(ChainModel::kCardRole).value<ChainCard>();
    return card.progress.stage == CardStage::Failed && isReached(next);
}

} // namespace

ChainCardDelegate::ChainCardDelegate(const QFont& body, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_fonts(body)
    , m_metrics(m_fonts.metrics())
{}

void ChainCardDelegate::setFont(const QFont& body)
{
    m_fonts = CardFonts(body);
    m_metrics = m_fonts.metrics();
}

void ChainCardDelegate::setDropGap(int row, double gap)
{
    m_dropRow = row;
    m_gap = gap;
}

void ChainCardDelegate::setHovered(int row, CardPart part)
{
    m_hoveredRow = row;
    m_hoveredPart = part;
}

void ChainCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const auto card = index.data(ChainModel::kCardRole).value<ChainCard>();
    QRectF item = option.rect;
    if (m_dropRow >= 0 && index.row() >= m_dropRow) {
        item.translate(0, m_gap);
    }
    CardLook look;
    look.isSelected = option.state.testFlag(QStyle::State_Selected);
    look.hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    look.hovered = index.row() == m_hoveredRow ? m_hoveredPart : CardPart::None;
    look.isThreadSpent = !card.isEnd && isThreadSpent(index);
    const CardPainter cards(coloursOf(option.palette), m_fonts);
    cards.draw(*painter, card,
               card.isEnd ? endCardLayout(item, m_metrics) : cardLayout(item, m_metrics), look);
}

QSize ChainCardDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const bool isEnd = index.data(ChainModel::kCardRole).value<ChainCard>().isEnd;
    const double height =
        isEnd ? endCardHeight(m_metrics) + 4 : cardHeight(m_metrics) + threadHeight();
    return {200, static_cast<int>(std::ceil(height))};
}

} // namespace understudy
