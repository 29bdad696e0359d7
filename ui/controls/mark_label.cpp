#include "ui/controls/mark_label.h"

#include "ui/style/colours.h"
#include "ui/style/drawing.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"

#include <QPainter>

#include <algorithm>

namespace understudy {

namespace {

QColor colourOf(MarkTone tone, const Colours& colours)
{
    switch (tone) {
    case MarkTone::Soft: return colours.inkSoft;
    case MarkTone::Accent: return colours.accent;
    case MarkTone::Succeeded: return colours.succeeded;
    case MarkTone::Failed: return colours.failed;
    }
    return colours.inkSoft;
}

} // namespace

MarkLabel::MarkLabel(QWidget* parent)
    : QWidget(parent)
{
    const int side = std::max(2 * kGrid + 2, fontMetrics().height());
    setFixedSize(side, side);
}

void MarkLabel::setMark(Mark mark, MarkTone tone)
{
    m_mark = mark;
    m_tone = tone;
    update();
}

void MarkLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawMark(painter, m_mark, rect(), colourOf(m_tone, coloursOf(palette())));
}

MonogramLabel::MonogramLabel(const QString& provider, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_provider(provider)
    , m_title(title)
{
    const int side = std::max(kTargetSize, fontMetrics().height() * 4 / 3);
    setFixedSize(side, side);
}

void MonogramLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QFont font = smallFont(this->font());
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(font.pointSizeF() * 0.9);
    drawMonogram(painter, rect(), m_provider, m_title, font, coloursOf(palette()));
}

HazardStripes::HazardStripes(QWidget* parent)
    : QWidget(parent)
{
    setFixedWidth(2 * kGrid);
}

void HazardStripes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawHazardStripes(painter, rect(), coloursOf(palette()));
}

} // namespace understudy
