// Times as people read them. The choice of unit is made here and nowhere else.
#pragma once

#include "core/base/time.h"

#include <QString>

namespace understudy {

// "380 ms", "1.42 s", "12.4 s", "2 min 5 s"
QString formatDuration(Duration span);

// A label of an axis whose ticks are `step` apart: no more digits than tell ticks apart.
QString formatTick(Duration at, Duration step);

} // namespace understudy
