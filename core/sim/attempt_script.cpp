#include "core/sim/attempt_script.h"

#include "core/base/check.h"

namespace understudy {

namespace {

AttemptSignal firstToken(const SimulatedAttempt& plan)
{
    AttemptSignal signal{.kind = SignalKind::FirstToken, .tokens = 1};
    if (plan.tokens > 1 && plan.tokenInterval > Duration::zero()) {
        signal.flow = Flow::Tokens;
        signal.pace = plan.tokenInterval;
    }
    return signal;
}

AttemptSignal ending(const SimulatedAttempt& plan)
{
    if (plan.end == PlanEnd::Succeeds) {
        return {.kind = SignalKind::Succeeded,
                .finish = plan.finish,
                .status = plan.status,
                .tokens = plan.tokens,
                .usage = plan.usage};
    }
    return {.kind = SignalKind::Failed,
            .errorClass = plan.errorClass,
            .status = plan.status,
            .tokens = plan.tokens,
            .usage = plan.usage,
            .hint = plan.hint};
}

} // namespace

AttemptSignal signalOf(const SimulatedAttempt& plan, ScriptStep step)
{
    switch (step) {
    case ScriptStep::Connected: return {.kind = SignalKind::Connected};
    case ScriptStep::Headers: return {.kind = SignalKind::Headers, .status = plan.status};
    case ScriptStep::FirstToken: return firstToken(plan);
    case ScriptStep::Tokens: return {.kind = SignalKind::Progress, .tokens = plan.tokens};
    case ScriptStep::Beats:
        return {.kind = SignalKind::Bytes, .tokens = plan.tokens, .flow = Flow::Beats};
    case ScriptStep::End: return ending(plan);
    case ScriptStep::Nothing: break;
    }
    US_UNREACHABLE();
}

SimulatedAttempt rejection(Duration hint)
{
    return {.end = PlanEnd::Fails,
            .errorClass = ErrorClass::RateLimitWait,
            .status = 429,
            .usesServer = false,
            .hint = hint};
}

} // namespace understudy
