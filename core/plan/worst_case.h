// The longest that a chain can take by its own rules, and the most that it can ask, whatever the
// providers do. Pure arithmetic on the plan.
#pragma once

#include "core/base/time.h"
#include "core/plan/chain.h"

#include <cstdint>

namespace understudy {

// The longest wait before retry number `retry` (0 for the first), over all jitter draws.
Duration longestBackoff(const Backoff& backoff, std::uint32_t retry);

// Every try of the candidate fails just before its first-token limit, and every wait between them
// is the longest.
Duration worstCaseTime(const Candidate& candidate);
std::uint64_t worstCaseTries(const Candidate& candidate);

// The built-in provider `text` answers whatever happens, and so does a step that comes to it.
bool answersAlways(const Candidate& candidate);
bool answersAlways(const Step& step);

struct WorstCase
{
    std::uint64_t attempts = 0;
    Duration time{};

    bool operator==(const WorstCase&) const = default;
};

// In order and among siblings enabled candidates add up; a balance without siblings asks one of
// them; in a race tries add up and time is that of the lane that ends last.
WorstCase worstCase(const Step& step);
// All steps, up to one that always answers; the chain's own deadline and max_attempts are not
// looked at.
WorstCase worstCase(const Chain& chain);

// The most attempts one run can make: those of the worst case, capped by max_attempts.
std::uint64_t worstCaseAttempts(const Chain& chain);
Duration worstCaseTime(const Chain& chain);

} // namespace understudy
