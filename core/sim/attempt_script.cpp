#include "core/sim/attempt_script.h"

#include "core/base/check.h"

namespace understudy {

namespace {

// How it goes on after the content that `tokens` are: with more of it, with beats, or not at all.
void addFlow(const SimulatedAttempt& plan, AttemptSignal& signal)
{
    if (plan.tokens > signal.tokens) {
        const bool isPaced = signal.tokens > 0 && plan.tokenInterval > Duration::zero();
        signal.flow = isPaced ? Flow::Tokens : Flow::Unknown;
        signal.pace = isPaced ? plan.tokenInterval : Duration::zero();
    } else if (plan.end == PlanEnd::Beats) {
        signal.flow = Flow::Beats;
    }
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
    AttemptSignal signal;
    switch (step) {
    case ScriptStep::Connected: return signal;
    case ScriptStep::Headers:
        signal.kind = SignalKind::Headers;
        signal.status = plan.status;
        break;
    case ScriptStep::FirstToken:
        signal.kind = SignalKind::FirstToken;
        signal.tokens = 1;
        break;
    case ScriptStep::Tokens:
        signal.kind = SignalKind::Progress;
        signal.tokens = plan.tokens;
        break;
    case ScriptStep::End: return ending(plan);
    case ScriptStep::Nothing: US_UNREACHABLE();
    }
    addFlow(plan, signal);
    return signal;
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
