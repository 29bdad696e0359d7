#include "core/plan/worst_case.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr double kAlmostOne = 1.0 - 0x1p-53;

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
    Duration total{0};
    for (std::uint32_t i = 0; i < candidate.tries; ++i) {
        total += oneTry;
        total += i + 1 < candidate.tries ? longestBackoff(candidate.backoff, i) : Duration{0};
    }
    return total;
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
