// What a provider must do on the wire so that an attempt fails as its twin drew it.
#pragma once

#include "core/plan/error_class.h"
#include "core/plan/outage.h"
#include "core/plan/provider.h"
#include "core/world/simulated_attempt.h"

namespace understudy {

struct TwinBreak
{
    Fault fault;
    // What the break must be read as where the fault's kind has no such break: empty.length,
    // policy.output, stream.spliced, transport.reset. None: as its kind says.
    ErrorClass brokenAs = ErrorClass::None;
};

// `attempt` does not succeed, and not because of an outage. The bytes that come nearest to its
// class, tokens and status; where no bytes mean that class, the plainest of its status.
TwinBreak breakOf(Dialect dialect, const SimulatedAttempt& attempt);

} // namespace understudy
