#include "ui/timeline/time_axis.h"

#include "ui/text/format_duration.h"

#include <cstdint>

namespace understudy {

namespace {

constexpr std::int64_t kMinute = 60'000'000;

// 1, 2, 5, 10, ... µs up to 20 s, then 30 s, and 1, 2, 5, 10, ... minutes.
std::int64_t nextStep(std::int64_t step)
{
    if (step == 20'000'000) {
        return 30'000'000;
    }
    if (step == 30'000'000) {
        return kMinute;
    }
    std::int64_t unit = step >= kMinute ? kMinute : 1;
    while (unit * 10 <= step) {
        unit *= 10;
    }
    const std::int64_t digit = step / unit;
    return digit == 1 ? unit * 2 : digit == 2 ? unit * 5 : unit * 10;
}

} // namespace

Duration tickStep(Duration span, double width, double gap)
{
    const double perPixel = static_cast<double>(span.count()) / width;
    std::int64_t step = 1;
    while (static_cast<double>(step) < gap * perPixel) {
        step = nextStep(step);
    }
    return Duration{step};
}

std::vector<TimeTick> timeTicks(Duration from, Duration until, Duration step)
{
    std::vector<TimeTick> ticks;
    const std::int64_t first = (from.count() + step.count() - 1) / step.count();
    for (Duration at = step * first; at <= until; at += step) {
        ticks.push_back({at, formatTick(at, step)});
    }
    return ticks;
}

} // namespace understudy
