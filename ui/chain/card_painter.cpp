#include "ui/chain/card_painter.h"

#include "ui/style/colours.h"
#include "ui/style/drawing.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace understudy {

namespace {

constexpr double kEdgeWidth = 4; // of the coloured edge that tells the state

bool isBack(const ChainCard& card)
{
    const CardStage stage = card.progress.stage;
    return !card.isEnabled || stage == CardStage::Failed || stage == CardStage::NotReached ||
           stage == CardStage::Skipped;
}

QColor stageColour(CardStage stage, const Colours& colours)
{
    switch (stage) {
    case CardStage::Idle: return Qt::transparent;
    case CardStage::Waiting:
    case CardStage::Streaming:
    case CardStage::BackingOff: return colours.accent;
    case CardStage::Answered: return colours.succeeded;
    case CardStage::Failed: return colours.failed;
    case CardStage::Skipped:
    case CardStage::Abandoned:
    case CardStage::NotReached: return colours.neutral;
    }
    return Qt::transparent;
}

QColor stageInk(CardStage stage, const Colours& colours)
{
    const bool isNeutral = stage == CardStage::Skipped || stage == CardStage::Abandoned ||
                           stage == CardStage::NotReached;
    return isNeutral                    ? colours.inkSoft
           : stage == CardStage::Failed ? colours.failedInk
                                        : stageColour(stage, colours);
}

void drawShadow(QPainter& painter, const QRectF& card, const Colours& colours)
{
    QColor shade = colours.accent;
    painter.setPen(Qt::NoPen);
    for (const double spread : {3.0, 2.0, 1.0}) {
        shade.setAlphaF(static_cast<float>(0.07));
        painter.setBrush(shade);
        painter.drawRoundedRect(card.adjusted(-spread, -spread + 1, spread, spread + 1),
                                kRadius + spread, kRadius + spread);
    }
}

} // namespace

CardFonts::CardFonts(const QFont& body)
    : title(strongFont(body))
    , detail(smallFont(body))
    , strong(smallFont(body))
    , tile(smallFont(body))
{
    title.setPointSizeF(title.pointSizeF() * 14.0 / 13.0);
    strong.setWeight(QFont::DemiBold);
    tile.setWeight(QFont::DemiBold);
}

CardMetrics CardFonts::metrics() const
{
    CardMetrics metrics;
    metrics.titleHeight = std::ceil(QFontMetricsF(title).height());
    metrics.detailHeight = std::ceil(QFontMetricsF(detail).height());
    metrics.countWidth = std::ceil(
        QFontMetricsF(detail).horizontalAdvance(ChainModel::tr("%n tries", "", 10)) + kGrid);
    return metrics;
}

CardPainter::CardPainter(const Colours& colours, const CardFonts& fonts)
    : m_colours(colours)
    , m_fonts(fonts)
{}

void CardPainter::draw(QPainter& painter, const ChainCard& card, const CardLayout& layout,
                       const CardLook& look) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (card.isEnd) {
        drawEnd(painter, card, layout, look);
    } else {
        drawThread(painter, layout, look.isThreadSpent);
        drawGround(painter, card, layout, look);
        drawTexts(painter, card, layout);
        drawStepper(painter, card, layout, look);
    }
    if (look.hasFocus) {
        drawFocusRing(painter, layout.card.adjusted(-1, -1, 1, 1), kRadius + 1, m_colours);
    }
    painter.restore();
}

void CardPainter::drawGround(QPainter& painter, const ChainCard& card, const CardLayout& layout,
                             const CardLook& look) const
{
    const bool isLit = card.progress.isLit();
    if (isLit) {
        drawShadow(painter, layout.card, m_colours);
    }
    const QRectF card1 = snapped(painter, layout.card);
    const QColor border = isLit             ? m_colours.accent
                          : look.isSelected ? m_colours.edge
                                            : m_colours.hairline;
    painter.setPen(QPen(border, 1));
    painter.setBrush(isBack(card) ? blended(m_colours.surface, m_colours.ground, 0.45)
                                  : m_colours.surface);
    painter.drawRoundedRect(card1, kRadius, kRadius);
    QPainterPath outline;
    outline.addRoundedRect(card1, kRadius, kRadius);
    QPainterPath edge;
    edge.addRect(QRectF(card1.left() - 0.5, card1.top() - 1, kEdgeWidth, card1.height() + 2));
    painter.fillPath(outline.intersected(edge), stageColour(card.progress.stage, m_colours));
}

void CardPainter::drawTexts(QPainter& painter, const ChainCard& card,
                            const CardLayout& layout) const
{
    drawMonogram(painter, layout.tile, card.provider, card.providerTitle, m_fonts.tile, m_colours);
    painter.setFont(m_fonts.title);
    painter.setPen(isBack(card) ? m_colours.inkSoft : m_colours.ink);
    const QString title = card.isEnabled ? card.title : ChainModel::tr("%1 (off)").arg(card.title);
    painter.drawText(
        layout.title, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(m_fonts.title).elidedText(title, Qt::ElideRight, layout.title.width()));
    const double stateWidth = drawState(painter, card, layout.state);
    const QRectF box = layout.detail.adjusted(0, 0, -stateWidth, 0);
    const QString detail = card.detail.isEmpty()
                               ? card.providerTitle
                               : ChainModel::tr("%1 · %2").arg(card.providerTitle, card.detail);
    painter.setFont(m_fonts.detail);
    painter.setPen(m_colours.inkSoft);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(m_fonts.detail).elidedText(detail, Qt::ElideRight, box.width()));
}

// Right-aligned; answers how much width it took, its distance to the left included.
double CardPainter::drawState(QPainter& painter, const ChainCard& card, const QRectF& box) const
{
    if (card.progress.text.isEmpty()) {
        return 0;
    }
    const QFontMetricsF metrics(m_fonts.strong);
    const double side = std::round(box.height() * 0.8); // of the mark
    const double room = box.width() - side - 4;
    const QString text = metrics.elidedText(card.progress.text, Qt::ElideRight, room);
    const double width = metrics.horizontalAdvance(text) + side + 4;
    const QColor ink = stageInk(card.progress.stage, m_colours);
    const QRectF mark(box.right() - width, box.top(), side, box.height());
    drawMark(painter, card.progress.mark, mark, ink);
    painter.setFont(m_fonts.strong);
    painter.setPen(ink);
    painter.drawText(QRectF(mark.right() + 4, box.top(), width, box.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
    return width + 2 * kGrid;
}

void CardPainter::drawStepper(QPainter& painter, const ChainCard& card, const CardLayout& layout,
                              const CardLook& look) const
{
    const QRectF pill = layout.fewer.united(layout.more);
    painter.setPen(QPen(m_colours.hairline, 1));
    painter.setBrush(Qt::NoBrush);
    const QRectF outline = snapped(painter, pill);
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);
    const double reach = layout.detail.height() * 0.37;
    const QPointF half(reach, reach);
    const auto drawPart = [&](const QRectF& box, CardPart part, Mark mark) {
        if (look.hovered == part) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_colours.raised);
            painter.drawEllipse(box.center(), kTargetSize / 2.0 - 2, kTargetSize / 2.0 - 2);
        }
        const bool isUseless = part == CardPart::Fewer && card.tries <= 1;
        const QColor ink = isUseless ? m_colours.hairline : m_colours.inkSoft;
        drawMark(painter, mark, QRectF(box.center() - half, box.center() + half), ink);
    };
    drawPart(layout.fewer, CardPart::Fewer, Mark::Minus);
    drawPart(layout.more, CardPart::More, Mark::Plus);
    painter.setFont(m_fonts.detail);
    painter.setPen(isBack(card) ? m_colours.inkSoft : m_colours.ink);
    painter.drawText(layout.count, Qt::AlignCenter,
                     card.tries == 1 ? ChainModel::tr("1 try")
                                     : ChainModel::tr("%n tries", "", card.tries));
}

void CardPainter::drawThread(QPainter& painter, const CardLayout& layout, bool isSpent) const
{
    const double x = std::round(layout.tile.center().x());
    const QColor colour = isSpent ? m_colours.failed : m_colours.edge;
    painter.setPen(QPen(colour, isSpent ? 2 : 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const double bottom = layout.thread.bottom() - 2;
    painter.drawLine(QPointF(x, layout.thread.top() + 1), QPointF(x, bottom));
    painter.drawLine(QPointF(x - 3.5, bottom - 4), QPointF(x, bottom));
    painter.drawLine(QPointF(x + 3.5, bottom - 4), QPointF(x, bottom));
}

void CardPainter::drawEnd(QPainter& painter, const ChainCard& card, const CardLayout& layout,
                          const CardLook& look) const
{
    const bool isReturned = card.progress.stage == CardStage::Failed;
    const QColor ink = isReturned ? m_colours.failedInk : m_colours.inkSoft;
    const QColor border = isReturned        ? m_colours.failed
                          : look.isSelected ? m_colours.edge
                                            : blended(m_colours.edge, m_colours.ground, 0.6);
    painter.setPen(QPen(border, 1, isReturned ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(snapped(painter, layout.card), kRadius, kRadius);
    drawMark(painter, Mark::Cross, layout.tile, ink);
    painter.setFont(isReturned ? m_fonts.strong : m_fonts.detail);
    painter.setPen(ink);
    painter.drawText(layout.title, Qt::AlignLeft | Qt::AlignVCenter,
                     isReturned ? ChainModel::tr("The error was returned") : card.title);
}

} // namespace understudy
