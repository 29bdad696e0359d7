#include "core/engine/deadlines.h"

namespace understudy {

AttemptLimit nearestLimit(const OpenAttempt& attempt, const Timeouts& timeouts, Instant deadline)
{
    AttemptLimit nearest{attempt.start + timeouts.attempt, ErrorClass::TimeoutAttempt};
    const auto consider = [&](Instant when, ErrorClass errorClass) {
        if (when < nearest.when) {
            nearest = {when, errorClass};
        }
    };
    if (!attempt.isConnected) {
        consider(attempt.start + timeouts.connect, ErrorClass::TransportConnect);
    }
    if (!attempt.isCommitted) {
        consider(attempt.start + timeouts.firstToken, ErrorClass::TimeoutFirstToken);
    }
    if (attempt.hasHeaders) {
        consider(attempt.lastByte + timeouts.byteIdle, ErrorClass::StreamStalled);
        consider(attempt.lastPayload + timeouts.payloadIdle, ErrorClass::StreamStalled);
    }
    consider(deadline, ErrorClass::Deadline);
    return nearest;
}

} // namespace understudy
