// Chains and scenarios whose every outcome bytes can tell. Times are constant in each scenario and
// far apart, so that the few milliseconds that a reset needs on its way change no order.
#pragma once

#include "tests/core/fidelity/fidelity_bench.h"

#include <cstdint>

namespace understudy::fidelity {

struct CaseRange
{
    bool hasOutages = true;
    bool hasFailures = true;
    bool hasCapacity = false;
    bool hasRaces = true;
    bool isServedAlone = false;
    bool isCrowded = false; // a world of many runs
};

Case randomCase(std::uint64_t seed, const CaseRange& range);

// A failure that bytes can tell exactly in either dialect; `index` < kFailureKinds.
inline constexpr std::size_t kFailureKinds = 22;
TwinFailure failureAt(std::size_t index);

} // namespace understudy::fidelity
