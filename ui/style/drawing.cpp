#include "ui/style/drawing.h"

#include "core/base/random.h"
#include "ui/style/colours.h"
#include "ui/style/metrics.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace understudy {

namespace {

// Slanted lines across `rect`, `step` apart; slants of equal length at any size.
void drawSlants(QPainter& painter, const QRectF& rect, double step)
{
    for (double x = rect.left() - rect.height(); x < rect.right(); x += step) {
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
}

} // namespace

QRectF snapped(const QPainter& painter, const QRectF& rect)
{
    const double scale = painter.device()->devicePixelRatioF();
    const auto snap = [scale](double v) { return (std::round(v * scale) + 0.5) / scale; };
    return {QPointF(snap(rect.left()), snap(rect.top())),
            QPointF(snap(rect.right()) - 1 / scale, snap(rect.bottom()) - 1 / scale)};
}

void drawFocusRing(QPainter& painter, const QRectF& rect, double radius, const Colours& colours)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.accent, kFocusWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

void drawHatch(QPainter& painter, const QRectF& rect, double radius, const QColor& colour)
{
    QPainterPath outline;
    outline.addRoundedRect(rect, radius, radius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.setPen(QPen(colour, 1));
    drawSlants(painter, rect, 5);
    painter.restore();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    painter.restore();
}

void drawHazardStripes(QPainter& painter, const QRectF& rect, const Colours& colours)
{
    QPainterPath outline;
    outline.addRoundedRect(rect, 1.5, 1.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.fillRect(rect, colours.injected);
    painter.setPen(QPen(colours.isDark ? colours.ground : colours.ink, 2.4));
    drawSlants(painter, rect, 8);
    painter.restore();
}

QString monogramOf(const QString& title)
{
    QString letters;
    for (const QChar c : title) {
        const bool isInitial = letters.isEmpty() && c.isLetterOrNumber();
        const bool isNextCapital = letters.size() == 1 && c.isUpper();
        if (isInitial || isNextCapital) {
            letters += c;
        }
    }
    if (letters.size() < 2 && title.size() > 1) {
        letters += title.at(1);
    }
    return letters.toUpper();
}

void drawMonogram(QPainter& painter, const QRectF& tile, const QString& provider,
                  const QString& title, const QFont& font, const Colours& colours)
{
    const int hue = static_cast<int>(scramble(hashText(provider.toStdString())) % 12) * 30;
    const QColor ground =
        colours.isDark ? QColor::fromHsl(hue, 46, 66) : QColor::fromHsl(hue, 74, 226);
    const QColor letters =
        colours.isDark ? QColor::fromHsl(hue, 96, 214) : QColor::fromHsl(hue, 104, 68);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(tile, kRadius - 2, kRadius - 2);
    painter.setPen(letters);
    painter.setFont(font);
    painter.drawText(tile, Qt::AlignCenter, monogramOf(title));
    painter.restore();
}

} // namespace understudy
