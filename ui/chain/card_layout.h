// Where the parts of a chain card lie. Pure arithmetic over the item's rectangle.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <cstdint>

namespace understudy {

// From the fonts, so that cards grow with the text.
struct CardMetrics
{
    double titleHeight = 18;
    double detailHeight = 16;
    double countWidth = 52; // "10 tries"

    bool operator==(const CardMetrics&) const = default;
};

enum class CardPart : std::uint8_t
{
    None,
    Body,
    Fewer,
    More
};

struct CardLayout
{
    QRectF card;
    QRectF tile;
    QRectF title;
    QRectF detail;
    QRectF state; // of the last run, at the right
    QRectF fewer;
    QRectF count;
    QRectF more;
    QRectF thread; // below the card, to the next one

    CardPart partAt(QPointF position) const;
};

double cardHeight(const CardMetrics& metrics);
double endCardHeight(const CardMetrics& metrics);
double threadHeight();

// `item` holds the card and, below it, the thread to the next one.
CardLayout cardLayout(const QRectF& item, const CardMetrics& metrics);
CardLayout endCardLayout(const QRectF& item, const CardMetrics& metrics);

} // namespace understudy
