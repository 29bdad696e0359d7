#include "ui/style/marks.h"

#include "ui/style/colours.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QPixmap>

#include <algorithm>
#include <initializer_list>
#include <memory>

namespace understudy {

namespace {

// Paths live on a 16 x 16 board. Strokes are 1.8 wide with round ends; fills have no stroke.
struct Shape
{
    QPainterPath strokes;
    QPainterPath fills;
};

QPainterPath polyline(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    const QPointF* point = points.begin();
    path.moveTo(*point);
    while (++point != points.end()) {
        path.lineTo(*point);
    }
    return path;
}

QPainterPath polygon(std::initializer_list<QPointF> points)
{
    QPainterPath path = polyline(points);
    path.closeSubpath();
    return path;
}

QPainterPath circle(QPointF centre, double radius)
{
    QPainterPath path;
    path.addEllipse(centre, radius, radius);
    return path;
}

Shape clockShape()
{
    Shape shape{circle({8, 8.5}, 5.2), {}};
    shape.strokes.addPath(polyline({{8, 5.6}, {8, 8.6}, {10.2, 9.8}}));
    return shape;
}

Shape lockShape()
{
    Shape shape;
    shape.fills.addRoundedRect(QRectF(3.5, 7.2, 9, 6.6), 1.4, 1.4);
    shape.strokes.moveTo(5.4, 7.4);
    shape.strokes.arcTo(QRectF(5.4, 2.6, 5.2, 6.2), 180, -180);
    return shape;
}

Shape sandShape()
{
    Shape shape;
    shape.strokes = polyline({{4, 2.6}, {12, 2.6}});
    shape.strokes.addPath(polyline({{4, 13.4}, {12, 13.4}}));
    shape.fills = polygon({{5, 2.8}, {11, 2.8}, {8, 8}});
    shape.strokes.addPath(polygon({{5.2, 13}, {10.8, 13}, {8, 8}}));
    return shape;
}

Shape hopShape()
{
    Shape shape;
    shape.strokes.moveTo(2.6, 11.4);
    shape.strokes.cubicTo({3.4, 3.4}, {11, 3.0}, {12.6, 9.4});
    shape.strokes.addPath(polyline({{9.4, 9.2}, {12.8, 10}, {13.8, 6.6}}));
    return shape;
}

Shape scissorsShape()
{
    Shape shape;
    shape.strokes = circle({4.4, 4.6}, 1.9);
    shape.strokes.addPath(circle({4.4, 11.4}, 1.9));
    shape.strokes.addPath(polyline({{5.9, 5.8}, {13.6, 11.8}}));
    shape.strokes.addPath(polyline({{5.9, 10.2}, {13.6, 4.2}}));
    return shape;
}

Shape pauseShape()
{
    Shape shape;
    shape.fills.addRoundedRect(QRectF(4.2, 3.4, 2.8, 9.2), 0.8, 0.8);
    shape.fills.addRoundedRect(QRectF(9, 3.4, 2.8, 9.2), 0.8, 0.8);
    return shape;
}

Shape stopShape()
{
    Shape shape;
    shape.fills.addRoundedRect(QRectF(3.6, 3.6, 8.8, 8.8), 1.6, 1.6);
    return shape;
}

Shape crossShape()
{
    Shape shape{polyline({{4, 4}, {12, 12}}), {}};
    shape.strokes.addPath(polyline({{12, 4}, {4, 12}}));
    return shape;
}

Shape plusShape()
{
    Shape shape{polyline({{3.6, 8}, {12.4, 8}}), {}};
    shape.strokes.addPath(polyline({{8, 3.6}, {8, 12.4}}));
    return shape;
}

Shape shapeOf(Mark mark)
{
    switch (mark) {
    case Mark::None: return {};
    case Mark::Ring: return {circle({8, 8}, 4.6), {}};
    case Mark::Disc: return {{}, circle({8, 8}, 4.8)};
    case Mark::Check: return {polyline({{3.2, 8.6}, {6.6, 12}, {12.8, 4.6}}), {}};
    case Mark::Cross: return crossShape();
    case Mark::Clock: return clockShape();
    case Mark::Bolt:
        return {
            {},
            polygon({{9.4, 1.8}, {3.6, 9.2}, {7.4, 9.2}, {6.4, 14.2}, {12.4, 6.6}, {8.6, 6.6}})};
    case Mark::Lock: return lockShape();
    case Mark::Sand: return sandShape();
    case Mark::Pause: return pauseShape();
    case Mark::Dash: return {polyline({{3, 8}, {13, 8}}), {}};
    case Mark::Hop: return hopShape();
    case Mark::Scissors: return scissorsShape();
    case Mark::Dot: return {{}, circle({8, 8}, 2.0)};
    case Mark::Play: return {{}, polygon({{4.4, 2.8}, {13, 8}, {4.4, 13.2}})};
    case Mark::Stop: return stopShape();
    case Mark::Plus: return plusShape();
    case Mark::Minus: return {polyline({{3.6, 8}, {12.4, 8}}), {}};
    case Mark::Chevron: return {polyline({{4, 6}, {8, 10}, {12, 6}}), {}};
    }
    return {};
}

class MarkIconEngine : public QIconEngine
{
public:
    MarkIconEngine(Mark mark, bool isOnAccent)
        : m_mark(mark)
        , m_isOnAccent(isOnAccent)
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const QPalette::ColorGroup group =
            mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const bool usesAccentInk = m_isOnAccent && mode != QIcon::Disabled;
        drawMark(*painter, m_mark, rect,
                 usesAccentInk ? coloursOf(palette).onSolid
                               : palette.color(group, QPalette::ButtonText));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override
    {
        return std::make_unique<MarkIconEngine>(*this).release();
    }

private:
    Mark m_mark;
    bool m_isOnAccent;
};

} // namespace

void drawMark(QPainter& painter, Mark mark, const QRectF& box, const QColor& colour)
{
    const double side = std::min(box.width(), box.height());
    const Shape shape = shapeOf(mark);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 16.0, side / 16.0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(shape.strokes);
    painter.fillPath(shape.fills, colour);
    painter.restore();
}

QIcon markIcon(Mark mark, bool isOnAccent)
{
    return QIcon(std::make_unique<MarkIconEngine>(mark, isOnAccent).release()); // QIcon owns it
}

} // namespace understudy
