// Distances of the window, in device-independent pixels, on a grid of eight.
#pragma once

namespace understudy {

inline constexpr int kGrid = 8;
inline constexpr int kHalfGrid = 4;
inline constexpr int kHeadHeight = 4 * kGrid; // of the line above a column's content
inline constexpr int kRadius = 8;
inline constexpr int kSmallRadius = 4;
inline constexpr int kFocusWidth = 2;
inline constexpr int kTargetSize = 24;    // the smallest thing that a hand has to hit
inline constexpr int kMotionLength = 180; // milliseconds; nothing in the window moves for longer

} // namespace understudy
