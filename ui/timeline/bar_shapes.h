// Outlines of bars: shape tells states apart without colour.
#pragma once

#include <QPainterPath>
#include <QRectF>

namespace understudy {

// Corners rounded by so much at the left end and at the right end.
QPainterPath roundedBar(const QRectF& bar, double left, double right);
QPainterPath notchedBar(const QRectF& bar, double right); // a notch in its square left end
QPainterPath tornEnd(const QRectF& bar, double left);     // zigzag at the right end
QPainterPath tornStart(const QRectF& bar, double right);  // its counterpart at the left end

} // namespace understudy
