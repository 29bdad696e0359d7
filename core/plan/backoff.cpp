#include "core/plan/backoff.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

namespace {

double micros(Duration span) { return static_cast<double>(span.count()); }

// base * factor^retry, ended at the cap so that no retry number can overflow it.
double grown(const Backoff& backoff, std::uint32_t retry)
{
    const double cap = micros(backoff.cap);
    double wait = std::min(micros(backoff.base), cap);
    const bool grows = backoff.factor > 1.0 && wait > 0;
    for (std::uint32_t i = 0; grows && i < retry && wait < cap; ++i) {
        wait = std::min(wait * backoff.factor, cap);
    }
    return wait;
}

// The first wait follows one of `base` that nobody waited.
double decorrelated(const Backoff& backoff, Duration previous, double unit)
{
    const double base = micros(backoff.base);
    const double ceiling = 3.0 * std::max(base, micros(previous));
    return base + (ceiling - base) * unit;
}

// The only jitter that reaches beyond the cap: gRPC spreads what the cap has left.
double mostOf(const Backoff& backoff)
{
    return micros(backoff.cap) * (backoff.jitter == Jitter::Grpc ? 1.2 : 1.0);
}

double jittered(const Backoff& backoff, std::uint32_t retry, Duration previous, double unit)
{
    const double wait = grown(backoff, retry);
    switch (backoff.jitter) {
    case Jitter::None: return wait;
    case Jitter::Full: return wait * unit;
    case Jitter::Equal: return wait / 2 + wait / 2 * unit;
    case Jitter::Sdk: return wait * (1 - unit / 4);
    case Jitter::Grpc: return wait * (0.8 + 0.4 * unit);
    case Jitter::Decorrelated: return decorrelated(backoff, previous, unit);
    }
    US_UNREACHABLE();
}

} // namespace

Duration backoffDelay(const Backoff& backoff, std::uint32_t retry, Duration previous, double unit)
{
    const double wait =
        std::clamp(jittered(backoff, retry, previous, unit), 0.0, mostOf(backoff));
    return Duration{static_cast<std::int64_t>(wait + 0.5)};
}

} // namespace understudy
