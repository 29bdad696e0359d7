#include "ui/controls/switch_button.h"

#include "ui/style/colours.h"
#include "ui/style/drawing.h"
#include "ui/style/marks.h"
#include "ui/style/metrics.h"

#include <QPainter>

namespace understudy {

namespace {

constexpr QSize kTrack{36, 20};

} // namespace

SwitchButton::SwitchButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SwitchButton::sizeHint() const { return kTrack + QSize(8, 8); }

// On is the hazard colour: what is switched here are faults.
void SwitchButton::paintEvent(QPaintEvent*)
{
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF track(QPointF(0, 0), kTrack);
    track.moveCenter(QRectF(rect()).center());
    const double radius = track.height() / 2;
    const QColor ground = isChecked() ? colours.injected : colours.surface;
    painter.setBrush(ground);
    painter.setPen(QPen(isChecked() ? colours.injected : colours.edge, 1));
    painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const bool knobIsRight = isChecked() != isRightToLeft();
    const double centre = knobIsRight ? track.right() - radius : track.left() + radius;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? colours.surface : colours.edge);
    painter.drawEllipse(QPointF(centre, track.center().y()), radius - 4, radius - 4);
    if (hasFocus()) {
        drawFocusRing(painter, track.adjusted(-3, -3, 3, 3), radius + 3, colours);
    }
}

} // namespace understudy
