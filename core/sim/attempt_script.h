// A simulated attempt as the signals that it gives, as few as tell everything. Pure; the driver
// plays them on a scheduler, the path for isolated runs walks through them.
#pragma once

#include "core/base/time.h"
#include "core/engine/attempt_signal.h"
#include "core/world/simulated_attempt.h"

#include <algorithm>
#include <cstdint>

namespace understudy {

// What has been told of an attempt, in order.
enum class ScriptStep : std::uint8_t
{
    Nothing,
    Connected,  // only where a silence from the start is an outage's doing: it names the outage
    Headers,
    FirstToken,
    Tokens, // the last of several, where the end does not follow at once
    Beats,
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

inline Duration lastTokenOf(const SimulatedAttempt& plan)
{
    return plan.firstToken + (static_cast<std::int64_t>(plan.tokens) - 1) * plan.tokenInterval;
}

// Whether the end tells in time how many tokens there were: until then they are counted by pace.
inline bool endFollowsTokens(const SimulatedAttempt& plan)
{
    return endsByItself(plan) &&
           plan.last < lastTokenOf(plan) + std::max(plan.tokenInterval, Duration{1});
}

inline ScriptPoint pointAfterTokens(const SimulatedAttempt& plan)
{
    if (endsByItself(plan)) {
        return {ScriptStep::End, plan.last};
    }
    return plan.end == PlanEnd::Beats ? ScriptPoint{ScriptStep::Beats, plan.last} : ScriptPoint{};
}

inline ScriptPoint pointAfterHeaders(const SimulatedAttempt& plan)
{
    return plan.tokens > 0 ? ScriptPoint{ScriptStep::FirstToken, plan.firstToken}
                           : pointAfterTokens(plan);
}

inline ScriptPoint pointAtStart(const SimulatedAttempt& plan)
{
    return plan.status != 0 ? ScriptPoint{ScriptStep::Headers, std::min(plan.headers, plan.last)}
                            : pointAfterHeaders(plan);
}

// What comes after `told`.
inline ScriptPoint nextPoint(const SimulatedAttempt& plan, ScriptStep told)
{
    switch (told) {
    case ScriptStep::Nothing:
    case ScriptStep::Connected: return pointAtStart(plan);
    case ScriptStep::Headers: return pointAfterHeaders(plan);
    case ScriptStep::FirstToken:
        return plan.tokens > 1 && !endFollowsTokens(plan)
                   ? ScriptPoint{ScriptStep::Tokens, lastTokenOf(plan)}
                   : pointAfterTokens(plan);
    case ScriptStep::Tokens: return pointAfterTokens(plan);
    case ScriptStep::Beats:
    case ScriptStep::End: break;
    }
    return {};
}

// The signal of a step, without id, blame and the time of the next one.
AttemptSignal signalOf(const SimulatedAttempt& plan, ScriptStep step);

// A rejection by the provider's limits, in place of what the attempt would have been.
SimulatedAttempt rejection(Duration hint);

} // namespace understudy
