// The three text sizes, derived from the platform's own font so that a person's text scale holds.
#pragma once

#include <QFont>

namespace understudy {

// The platform's font, not smaller than thirteen pixels at 96 dots an inch, with figures of equal
// width where the platform can.
QFont bodyFont(const QFont& platform);
QFont smallFont(const QFont& body);   // 12/13 of the body's size
QFont titleFont(const QFont& body);   // 18/13, semi-bold
QFont strongFont(const QFont& body);  // the body's size, semi-bold
QFont captionFont(const QFont& body); // small, semi-bold, spaced: names of panels

} // namespace understudy
