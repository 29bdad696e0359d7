// How long to wait before a retry, or that waiting is not worth it.
#pragma once

#include "core/base/time.h"
#include "core/engine/decide.h"
#include "core/plan/backoff.h"
#include "core/record/run_event.h"

namespace understudy {

struct RetryDelay
{
    Duration wait{};
    WaitCause because = WaitCause::Computed;

    bool operator==(const RetryDelay&) const = default;
};

// Overload without a hint starts from this base, unless back-off is switched off (base 0).
inline constexpr Duration kOverloadBase = milliseconds(2000);

// `retry` counts from 0. A hint is a minimum, never shortened: the wait is the larger of the two.
RetryDelay retryDelay(const Backoff& backoff, const AttemptOutcome& outcome, std::uint32_t retry,
                      Duration previous, double unit);

} // namespace understudy
