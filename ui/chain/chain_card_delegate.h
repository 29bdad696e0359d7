// Draws the cards of a ChainListView and says how large they are.
#pragma once

#include "ui/chain/card_painter.h"

#include <QStyledItemDelegate>

#include <memory>

namespace understudy {

class ChainCardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ChainCardDelegate(const QFont& body, QObject* parent = nullptr);

    void setFont(const QFont& body);
    const CardMetrics& metrics() const { return m_metrics; }
    // Cards from `row` on step aside by `gap`.
    void setDropGap(int row, double gap);
    void setHovered(int row, CardPart part);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    CardFonts m_fonts;
    CardMetrics m_metrics;
    int m_dropRow = -1;
    double m_gap = 0;
    int m_hoveredRow = -1;
    CardPart m_hoveredPart = CardPart::None;
};

} // namespace understudy
