// The figure that everybody quotes, to stand beside the simulated one: the availability if every
// attempt failed by itself, with the share of failures that its model has in the long run.
#pragma once

#include "core/plan/compiled_chain.h"
#include "core/plan/scenario.h"

#include <cstdint>

namespace understudy {

// The share of attempts on a candidate that fail: outages by their share of the time, the twin's
// own failures, first tokens that come after the limit. Limits of capacity are not in it.
double marginalFailureShare(const CompiledChain& chain, std::uint16_t candidate,
                            const Scenario& scenario);

// One less the product of all tries' failure shares, as far as `max_attempts` goes.
double independentAvailability(const CompiledChain& chain, const Scenario& scenario);

} // namespace understudy
