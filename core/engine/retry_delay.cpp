#include "core/engine/retry_delay.h"

#include <algorithm>

namespace understudy {

RetryDelay retryDelay(const Backoff& backoff, const AttemptOutcome& outcome, std::uint32_t retry,
                      Duration previous, double unit)
{
    const bool hasHint = outcome.hint >= Duration::zero();
    Backoff effective = backoff;
    if (outcome.errorClass == ErrorClass::Overload && !hasHint && backoff.base > Duration::zero()) {
        effective.base = std::max(backoff.base, kOverloadBase);
    }
    const Duration computed = backoffDelay(effective, retry, previous, unit);
    if (hasHint && outcome.hint >= computed) {
        return {outcome.hint, WaitCause::Hint};
    }
    return {computed, WaitCause::Computed};
}

} // namespace understudy
