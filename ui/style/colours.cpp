#include "ui/style/colours.h"

#include <QPalette>

namespace understudy {

const Colours& lightColours()
{
    static const Colours kLight{
        .isDark = false,
        .ground = QColor(0xF4F5F7),
        .surface = QColor(0xFFFFFF),
        .raised = QColor(0xECEEF2),
        .hairline = QColor(0xDFE2E8),
        .edge = QColor(0x868C97),
        .ink = QColor(0x191B20),
        .inkSoft = QColor(0x5A606C),
        .accent = QColor(0x1A3CC8),
        .succeeded = QColor(0x0A6E52),
        .failed = QColor(0xA8320A),
        .failedInk = QColor(0xA8320A),
        .neutral = QColor(0x7F858E),
        .injected = QColor(0xA87F0A),
        .onSolid = QColor(0xFFFFFF),
        .accentTint = QColor(0xC6CEF1),
        .injectedTint = QColor(0xFBF4DF),
    };
    return kLight;
}

const Colours& darkColours()
{
    static const Colours kDark{
        .isDark = true,
        .ground = QColor(0x1B1D22),
        .surface = QColor(0x24272E),
        .raised = QColor(0x2F333C),
        .hairline = QColor(0x363A44),
        .edge = QColor(0x7B818D),
        .ink = QColor(0xECEEF2),
        .inkSoft = QColor(0xA9AFBB),
        .accent = QColor(0x5596FF),
        .succeeded = QColor(0x45E0CF),
        .failed = QColor(0xEF4B3A),
        .failedInk = QColor(0xFF7566),
        .neutral = QColor(0x80868F),
        .injected = QColor(0xEDC95F),
        .onSolid = QColor(0x101114),
        .accentTint = QColor(0x304362),
        .injectedTint = QColor(0x35301F),
    };
    return kDark;
}

// By a role that no style sheet replaces.
const Colours& coloursOf(const QPalette& palette)
{
    return palette.color(QPalette::Mid).lightness() < 128 ? darkColours() : lightColours();
}

QPalette paletteFor(const Colours& colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.ground);
    palette.setColor(QPalette::WindowText, colours.ink);
    palette.setColor(QPalette::Base, colours.surface);
    palette.setColor(QPalette::AlternateBase, colours.ground);
    palette.setColor(QPalette::Text, colours.ink);
    palette.setColor(QPalette::PlaceholderText, colours.inkSoft);
    palette.setColor(QPalette::Button, colours.surface);
    palette.setColor(QPalette::ButtonText, colours.ink);
    palette.setColor(QPalette::BrightText, colours.onSolid);
    palette.setColor(QPalette::ToolTipBase, colours.surface);
    palette.setColor(QPalette::ToolTipText, colours.ink);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.onSolid);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::Light, colours.surface);
    palette.setColor(QPalette::Midlight, colours.raised);
    palette.setColor(QPalette::Mid, colours.hairline);
    palette.setColor(QPalette::Dark, colours.edge);
    palette.setColor(QPalette::Shadow, colours.isDark ? QColor(Qt::black) : colours.edge);
    const QColor faint = blended(colours.inkSoft, colours.surface, 0.65);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, faint);
    }
    return palette;
}

QColor blended(const QColor& over, const QColor& under, double opacity)
{
    const auto mix = [&](float a, float b) {
        return static_cast<float>(opacity) * a + static_cast<float>(1.0 - opacity) * b;
    };
    return QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()),
                            mix(over.blueF(), under.blueF()));
}

} // namespace understudy
