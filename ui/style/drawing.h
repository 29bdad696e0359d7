// Drawing that several painted widgets share: patterns, edges, rings, provider tiles.
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace understudy {

struct Colours;

// Moves a rectangle so that a one pixel pen on it falls on whole device pixels.
QRectF snapped(const QPainter& painter, const QRectF& rect);

void drawFocusRing(QPainter& painter, const QRectF& rect, double radius, const Colours& colours);
void drawHatch(QPainter& painter, const QRectF& rect, double radius, const QColor& colour);
// The mark of faults that we inject ourselves: amber and ink stripes.
void drawHazardStripes(QPainter& painter, const QRectF& rect, const Colours& colours);

// Two letters on a muted hue hashed from the provider's name. Identity only, never state.
void drawMonogram(QPainter& painter, const QRectF& tile, const QString& provider,
                  const QString& title, const QFont& font, const Colours& colours);
QString monogramOf(const QString& title);

} // namespace understudy
