// Paints chain cards: the stage. The card that answers now is lit, one that failed steps back.
#pragma once

#include "ui/chain/card_layout.h"
#include "ui/models/chain_model.h"

#include <QFont>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace understudy {

struct Colours;

struct CardFonts
{
    explicit CardFonts(const QFont& body);

    QFont title;
    QFont detail;
    QFont strong; // for the state of the last run
    QFont tile;

    CardMetrics metrics() const;
};

struct CardLook
{
    bool isSelected = false;
    bool hasFocus = false;
    CardPart hovered = CardPart::None;
    bool isThreadSpent = false; // the run went down it
};

class CardPainter
{
public:
    CardPainter(const Colours& colours, const CardFonts& fonts);

    void draw(QPainter& painter, const ChainCard& card, const CardLayout& layout,
              const CardLook& look) const;

private:
    void drawGround(QPainter& painter, const ChainCard& card, const CardLayout& layout,
                    const CardLook& look) const;
    void drawTexts(QPainter& painter, const ChainCard& card, const CardLayout& layout) const;
    double drawState(QPainter& painter, const ChainCard& card, const QRectF& box) const;
    void drawStepper(QPainter& painter, const ChainCard& card, const CardLayout& layout,
                     const CardLook& look) const;
    void drawThread(QPainter& painter, const CardLayout& layout, bool isSpent) const;
    void drawEnd(QPainter& painter, const ChainCard& card, const CardLayout& layout,
                 const CardLook& look) const;

    const Colours& m_colours;
    const CardFonts& m_fonts;
};

} // namespace understudy
