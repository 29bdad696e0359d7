#include "ui/controls/choice_box.h"

#include "ui/style/colours.h"
#include "ui/style/marks.h"

#include <QPainter>
#include <QWheelEvent>

namespace understudy {

ChoiceBox::ChoiceBox(QWidget* parent)
    : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
}

void ChoiceBox::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    const QRectF box =
        isRightToLeft() ? QRectF(7, 0, 14, height()) : QRectF(width() - 21, 0, 14, height());
    drawMark(painter, Mark::Chevron, box, coloursOf(palette()).inkSoft);
}

void ChoiceBox::wheelEvent(QWheelEvent* event) { event->ignore(); }

} // namespace understudy
