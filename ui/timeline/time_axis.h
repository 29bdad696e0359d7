// Ticks of the time axis: round steps, far enough apart to be read. Pure.
#pragma once

#include "core/base/time.h"

#include <QString>

#include <vector>

namespace understudy {

struct TimeTick
{
    Duration at{};
    QString label;

    bool operator==(const TimeTick&) const = default;
};

// The smallest round step whose ticks are at least `gap` pixels apart when `span` is `width` wide.
Duration tickStep(Duration span, double width, double gap);

// All ticks from..until, both included.
std::vector<TimeTick> timeTicks(Duration from, Duration until, Duration step);

} // namespace understudy
