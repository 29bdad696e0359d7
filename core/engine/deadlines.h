// Which limit of an attempt runs out first. Pure: the engine re-arms its timer from the answer.
#pragma once

#include "core/base/time.h"
#include "core/engine/run_state.h"
#include "core/plan/error_class.h"
#include "core/plan/timeouts.h"

namespace understudy {

struct AttemptLimit
{
    Instant when{};
    ErrorClass errorClass = ErrorClass::None; // Deadline: the chain's, else of the attempt

    bool operator==(const AttemptLimit&) const = default;
};

// Of equal instants the chain's deadline comes last, so that an attempt's own limit explains more.
AttemptLimit nearestLimit(const OpenAttempt& attempt, const Timeouts& timeouts, Instant deadline);

} // namespace understudy
