// A simulated attempt as the signals that it gives, as few as tell everything. Pure; the driver
// plays them on a scheduler, the path for isolated runs walks through them.
#pragma once

#include "core/base/time.h"
#include "core/engine/attempt_signal.h"
#include "core/world/simulated_attempt.h"

#include <cstdint>

namespace understudy {

// What has been told of an attempt, in order. Content, and with it all news, ends at `plan.last`.
enum class ScriptStep : std::uint8_t
{
    Nothing,
    Connected, // only where a silence from the start is an outage's doing: it names the outage
    Headers,
    FirstToken,
    Tokens, // the last of several that no end follows
    End,
};

// Times count from where the server begins to work on the attempt; Duration::max(): never.
struct ScriptPoint
{
    ScriptStep step = ScriptStep::End;
    Duration at = Duration::max();
};

inline bool endsByItself(const SimulatedAttempt& plan)
{
    return plan.end == PlanEnd::Succeeds || plan.end == PlanEnd::Fails;
}

// After the content, if there is any.
inline ScriptPoint endPoint(const SimulatedAttempt& plan)
{
    return endsByItself(plan) ? ScriptPoint{ScriptStep::End, plan.last} : ScriptPoint{};
}

inline ScriptPoint pointAfterHeaders(const SimulatedAttempt& plan)
{
    return plan.tokens > 0 ? ScriptPoint{ScriptStep::FirstToken, plan.firstToken} : endPoint(plan);
}

// What comes after `told`.
inline ScriptPoint nextPoint(const SimulatedAttempt& plan, ScriptStep told)
{
    switch (told) {
    case ScriptStep::Nothing:
    case ScriptStep::Connected:
        return plan.status != 0 ? ScriptPoint{ScriptStep::Headers, plan.headers}
                                : pointAfterHeaders(plan);
    case ScriptStep::Headers: return pointAfterHeaders(plan);
    case ScriptStep::FirstToken:
        return plan.tokens > 1 && !endsByItself(plan) ? ScriptPoint{ScriptStep::Tokens, plan.last}
                                                      : endPoint(plan);
    case ScriptStep::Tokens:
    case ScriptStep::End: break;
    }
    return {};
}

// The signal of a step, without id, blame and the time of the next one.
AttemptSignal signalOf(const SimulatedAttempt& plan, ScriptStep step);

// A rejection by the provider's limits, in place of what the attempt would have been.
SimulatedAttempt rejection(Duration hint);

} // namespace understudy
