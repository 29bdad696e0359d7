// Time as the engine knows it: a type for spans and a type for instants, and no way to ask the
// machine what time it is. Instants come only from a Scheduler, so the same engine runs live and
// in virtual time.
#pragma once

#include <chrono>
#include <cstdint>

namespace understudy {

// A clock without now(): EngineClock::now() does not compile, on purpose.
struct EngineClock
{
    using rep = std::int64_t;
    using period = std::micro;
    using duration = std::chrono::duration<rep, period>;
    using time_point = std::chrono::time_point<EngineClock>;
    static constexpr bool is_steady = true;
};

using Duration = EngineClock::duration; // whole microseconds
using Instant = EngineClock::time_point;

constexpr Duration milliseconds(std::int64_t count) { return Duration{count * 1000}; }

constexpr std::int64_t toMilliseconds(Duration span) { return span.count() / 1000; }

// Of spans that are not negative; as much as there is when the sum would not fit.
constexpr Duration saturatedSum(Duration a, Duration b)
{
    return a > Duration::max() - b ? Duration::max() : a + b;
}

inline namespace literals {
constexpr Duration operator""_us(unsigned long long count)
{
    return Duration{static_cast<std::int64_t>(count)};
}
constexpr Duration operator""_ms(unsigned long long count)
{
    return milliseconds(static_cast<std::int64_t>(count));
}
constexpr Duration operator""_s(unsigned long long count)
{
    return milliseconds(static_cast<std::int64_t>(count) * 1000);
}
} // namespace literals

} // namespace understudy
