// Every colour of the window, in one table per theme. State colours are tuned so that they stay
// apart in normal, protan, deutan and tritan vision; tests hold their contrast.
#pragma once

#include <QColor>

QT_BEGIN_NAMESPACE
class QPalette;
QT_END_NAMESPACE

namespace understudy {

struct Colours
{
    bool isDark = false;

    QColor ground;    // behind everything
    QColor surface;   // cards, fields, panels
    QColor raised;    // hovered rows and buttons
    QColor hairline;  // 1 px lines that separate
    QColor edge;      // outlines of controls: at least 3:1 against ground and surface
    QColor ink;       // text
    QColor inkSoft;   // secondary text, still at least 4.5:1
    QColor accent;    // the one accent; also "active": waiting and streaming
    QColor succeeded; // an answer
    QColor failed;    // an attempt that failed
    QColor failedInk; // the same as words: the dark theme's red is too dark for small text
    QColor neutral;   // waits, cancelled and skipped work
    QColor injected;  // a fault that we made ourselves
    QColor onSolid;   // text on accent, succeeded and failed

    QColor accentTint;   // a breath of accent on surface: waiting bars, selections
    QColor injectedTint; // ground of the hazard banner
};

const Colours& lightColours();
const Colours& darkColours();

// The table that a palette made by paletteFor() belongs to: painted widgets need no other link to
// the theme than their own palette.
const Colours& coloursOf(const QPalette& palette);

QPalette paletteFor(const Colours& colours);

// `over` at `opacity` on `under`, as an opaque colour.
QColor blended(const QColor& over, const QColor& under, double opacity);

} // namespace understudy
