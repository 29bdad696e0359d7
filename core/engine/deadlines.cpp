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
    if (!attempt.hasContent) {
        consider(attempt.start + timeouts.firstToken, ErrorClass::TimeoutFirstToken);
    }
    // A flow that the driver told of stands for the signals that would have moved the limits.
    const bool tokensFlow = attempt.flow == Flow::Tokens;
    const bool bytesFlow =
        attempt.flow == Flow::Beats || (tokensFlow && attempt.pace <= timeouts.byteIdle);
    if (attempt.hasHeaders && !bytesFlow) {
        consider(attempt.lastByte + timeouts.byteIdle, ErrorClass::StreamStalled);
    }
    if (attempt.hasHeaders && !(tokensFlow && attempt.pace <= timeouts.payloadIdle)) {
        consider(attempt.lastPayload + timeouts.payloadIdle, ErrorClass::StreamStalled);
    }
    consider(deadline, ErrorClass::Deadline);
    return nearest;
}

} // namespace understudy
