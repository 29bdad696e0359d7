#include "ui/style/fonts.h"

#include <QtGlobal>

namespace understudy {

namespace {

constexpr double kSmallestBody = 9.75; // points: 13 px at 96 dots an inch

QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * factor);
    } else {
        font.setPixelSize(qRound(font.pixelSize() * factor));
    }
    return font;
}

} // namespace

QFont bodyFont(const QFont& platform)
{
    QFont font = platform;
    if (font.pointSizeF() > 0 && font.pointSizeF() < kSmallestBody) {
        font.setPointSizeF(kSmallestBody);
    }
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature(QFont::Tag("tnum"), 1);
#endif
    return font;
}

QFont smallFont(const QFont& body) { return scaled(body, 12.0 / 13.0); }

QFont titleFont(const QFont& body)
{
    QFont font = scaled(body, 18.0 / 13.0);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont strongFont(const QFont& body)
{
    QFont font = body;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont captionFont(const QFont& body)
{
    QFont font = scaled(body, 11.5 / 13.0);
    font.setWeight(QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::PercentageSpacing, 108);
    return font;
}

} // namespace understudy
