#include "ui/timeline/bar_shapes.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr int kTeeth = 4;
constexpr double kToothDepth = 4;
constexpr double kTearGap = 1.5; // to each side of the tear

void addTeeth(QPainterPath& path, double x, double top, double bottom, double depth)
{
    const double step = (bottom - top) / kTeeth;
    for (int i = 0; i < kTeeth; ++i) {
        path.lineTo(x + (i % 2 == 0 ? depth : 0), top + step * i);
    }
    path.lineTo(x, bottom);
}

} // namespace

QPainterPath roundedBar(const QRectF& bar, double left, double right)
{
    const double most = std::min(bar.width() / 2, bar.height() / 2);
    const double l = std::min(left, most);
    const double r = std::min(right, most);
    QPainterPath path;
    path.moveTo(bar.left() + l, bar.top());
    path.lineTo(bar.right() - r, bar.top());
    path.quadTo(bar.right(), bar.top(), bar.right(), bar.top() + r);
    path.lineTo(bar.right(), bar.bottom() - r);
    path.quadTo(bar.right(), bar.bottom(), bar.right() - r, bar.bottom());
    path.lineTo(bar.left() + l, bar.bottom());
    path.quadTo(bar.left(), bar.bottom(), bar.left(), bar.bottom() - l);
    path.lineTo(bar.left(), bar.top() + l);
    path.quadTo(bar.left(), bar.top(), bar.left() + l, bar.top());
    path.closeSubpath();
    return path;
}

QPainterPath notchedBar(const QRectF& bar, double right)
{
    const double depth = std::min(5.0, bar.width() / 3);
    QPainterPath notch;
    notch.moveTo(bar.left() - 1, bar.top() + bar.height() * 0.22);
    notch.lineTo(bar.left() + depth, bar.center().y());
    notch.lineTo(bar.left() - 1, bar.bottom() - bar.height() * 0.22);
    notch.closeSubpath();
    return roundedBar(bar, 0, right).subtracted(notch);
}

QPainterPath tornEnd(const QRectF& bar, double left)
{
    QPainterPath edge;
    const double x = bar.right() - kToothDepth - kTearGap;
    edge.moveTo(bar.left(), bar.top());
    addTeeth(edge, x, bar.top(), bar.bottom(), kToothDepth);
    edge.lineTo(bar.left(), bar.bottom());
    edge.closeSubpath();
    return roundedBar(bar, left, 0).intersected(edge);
}

QPainterPath tornStart(const QRectF& bar, double right)
{
    QPainterPath edge;
    const double x = bar.left() - kToothDepth + kTearGap;
    edge.moveTo(bar.right(), bar.top());
    addTeeth(edge, x, bar.top(), bar.bottom(), kToothDepth);
    edge.lineTo(bar.right(), bar.bottom());
    edge.closeSubpath();
    const QRectF wide = bar.adjusted(-kToothDepth, 0, 0, 0);
    return roundedBar(wide, 0, right).intersected(edge);
}

} // namespace understudy
