// The longest that a chain can take by its own rules, whatever the providers do. Pure arithmetic on
// the plan.
#pragma once

#include "core/base/time.h"
#include "core/plan/chain.h"

namespace understudy {

// The longest wait before retry number `retry` (0 for the first), over all jitter draws.
Duration longestBackoff(const Backoff& backoff, std::uint32_t retry);

// Every try of the candidate fails just before its first-token limit, and every wait between them
// is the longest.
Duration worstCaseTime(const Candidate& candidate);

// The sum over enabled candidates; the chain's own deadline and max_attempts are not looked at.
Duration worstCaseTime(const Chain& chain);

} // namespace understudy
