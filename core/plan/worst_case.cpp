#include "core/plan/worst_case.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr double kAlmostOne = 1.0 - 0x1p-53;

// True when every later wait is as long as this one.
bool isSteady(const Backoff& backoff, Duration wait)
{
    const bool grows = backoff.factor > 1.0 || backoff.jitter == Jitter::Decorrelated;
    const bool isSpread = backoff.jitter == Jitter::Grpc; // to both sides of the cap
    const Duration most = isSpread ? backoff.cap / 5 * 6 : backoff.cap;
    return wait >= most || backoff.base == Duration::zero() || !grows;
}

// All waits between the tries, summed.
Duration longestBackoffs(const Backoff& backoff, std::uint32_t waits)
{
    Duration total{0};
    for (std::uint32_t i = 0; i < waits; ++i) {
        const Duration wait = longestBackoff(backoff, i);
        if (isSteady(backoff, wait)) {
            return total + wait * static_cast<std::int64_t>(waits - i);
        }
        total += wait;
    }
    return total;
}

} // namespace

Duration longestBackoff(const Backoff& backoff, std::uint32_t retry)
{
    if (backoff.jitter == Jitter::Decorrelated) {
        Duration wait{0};
        for (std::uint32_t i = 0; i <= retry; ++i) {
            wait = backoffDelay(backoff, i, wait, kAlmostOne);
        }
        return wait;
    }
    return std::max(backoffDelay(backoff, retry, Duration{0}, 0.0),
                    backoffDelay(backoff, retry, Duration{0}, kAlmostOne));
}

Duration worstCaseTime(const Candidate& candidate)
{
    // Ranges keep the sum far below overflow: 1000 tries of 10^15 microseconds.
    const Duration oneTry = std::min(candidate.timeouts.firstToken, candidate.timeouts.attempt);
    return oneTry * static_cast<std::int64_t>(candidate.tries) +
           longestBackoffs(candidate.backoff, std::max(candidate.tries, 1u) - 1);
}

Duration worstCaseTime(const Chain& chain)
{
    constexpr Duration kMost = Duration::max() / 2;
    Duration total{0};
    for (const Step& step : chain.steps) {
        for (const Candidate& candidate : step.candidates) {
            total += candidate.enabled ? worstCaseTime(candidate) : Duration{0};
            total = std::min(total, kMost);
        }
    }
    return total;
}

} // namespace understudy
