// The small signs of the state language and of buttons, drawn as paths: they look alike on every
// platform, take any colour and stay sharp at any scale.
#pragma once

#include <QIcon>
#include <QRectF>

#include <cstdint>

QT_BEGIN_NAMESPACE
class QColor;
class QPainter;
QT_END_NAMESPACE

namespace understudy {

enum class Mark : std::uint8_t
{
    None,
    Ring,     // waiting
    Disc,     // streaming
    Check,    // succeeded
    Cross,    // failed
    Clock,    // failed by a timeout
    Bolt,     // failed on the network
    Lock,     // failed on the key
    Sand,     // rate limited
    Pause,    // back-off
    Dash,     // cancelled, lost
    Hop,      // skipped
    Scissors, // broke mid-stream
    Dot,      // not reached
    Play,
    Stop,
    Plus,
    Minus,
    Chevron, // opens something below
};

// Fills the square in the middle of `box`.
void drawMark(QPainter& painter, Mark mark, const QRectF& box, const QColor& colour);

// An icon that takes its colour from the palette of the widget it is drawn on: button text, or
// text on the accent when `isOnAccent`.
QIcon markIcon(Mark mark, bool isOnAccent = false);

} // namespace understudy
