// What is said on the way from one candidate to another: steps entered, candidates passed over.
#include "core/engine/engine.h"

namespace understudy {

void Engine::walkTo(RunState& run, std::uint16_t candidate)
{
    const std::uint16_t target = run.chain->candidates[candidate].step;
    for (std::uint16_t step = run.step == kNoIndex ? std::uint16_t{0} : run.step; step <= target;
         ++step) {
        if (step != run.step) {
            run.step = step;
            run.isWon = false;
            run.credits = 0;
            const bool isBalance = run.chain->steps[step].selection.kind == SelectionKind::Balance;
            emit(run, {.kind = EventKind::StepEntered,
                       .step = step,
                       .candidate = isBalance && step == target ? candidate : kNoIndex});
        }
        passOver(run, step, candidate);
    }
}

// Says of each candidate of the step that may not be asked why; in a step with an order only of
// those before `candidate`.
void Engine::passOver(RunState& run, std::uint16_t step, std::uint16_t candidate)
{
    const CompiledStep& plan = run.chain->steps[step];
    const bool hasOrder = plan.selection.kind != SelectionKind::Balance;
    for (std::uint16_t i = 0; i < plan.count; ++i) {
        const auto other = static_cast<std::uint16_t>(plan.first + i);
        if (other == candidate || (hasOrder && other > candidate) ||
            run.marks[other] != CandidateMark::Untried) {
            continue;
        }
        if (const std::optional<SkipCause> why = refusal(run, other)) {
            skip(run, other, *why);
        }
    }
}

void Engine::skip(RunState& run, std::uint16_t candidate, SkipCause because)
{
    run.marks[candidate] = CandidateMark::Skipped;
    const HealthEntry& entry = *run.health->candidates[candidate];
    const Instant again = because == SkipCause::BreakerOpen ? entry.breaker.until()
                          : because == SkipCause::Cooling   ? entry.coolsUntil()
                                                            : Instant{};
    const Instant now = m_scheduler.now();
    emit(run, {.kind = EventKind::CandidateSkipped,
               .because = static_cast<std::uint8_t>(because),
               .step = run.chain->candidates[candidate].step,
               .candidate = candidate,
               .amount = again > now ? (again - now).count() : 0});
}

// Says of every candidate left why the run ends without asking it.
void Engine::skipRest(RunState& run)
{
    const auto count = static_cast<std::uint16_t>(run.chain->candidates.size());
    for (std::uint16_t i = 0; i < count; ++i) {
        const bool isAhead = run.step == kNoIndex || run.chain->candidates[i].step >= run.step;
        if (!isAhead || !run.chain->candidates[i].enabled ||
            run.marks[i] != CandidateMark::Untried) {
            continue;
        }
        if (const std::optional<SkipCause> why = refusal(run, i)) {
            skip(run, i, *why);
        }
    }
}

// A run whose first candidate may not be asked has switched before it began: from which, and why.
std::uint16_t Engine::skippedFirst(const RunState& run, std::uint16_t candidate,
                                   Departure& departure) const
{
    const CompiledStep& step = run.chain->steps[0];
    if (step.selection.kind != SelectionKind::InOrder) {
        // In a race or a balance the others of the step are no switch, its being passed over is.
        if (run.chain->candidates[candidate].step == 0) {
            return kNoIndex;
        }
    }
    for (std::uint16_t i = 0; i < candidate; ++i) {
        const std::optional<SkipCause> why = refusal(run, i);
        if (!why || *why == SkipCause::Disabled) {
            continue;
        }
        departure = *why == SkipCause::BreakerOpen ? Departure{SwitchCause::BreakerOpen, {}}
                    : *why == SkipCause::Cooling
                        ? Departure{SwitchCause::Patience, {}}
                        : Departure{SwitchCause::Failure, ErrorClass::Context};
        return i;
    }
    return kNoIndex;
}

} // namespace understudy
