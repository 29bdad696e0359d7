// Who may be asked next, and why others may not.
#include "core/engine/engine.h"

#include <algorithm>

namespace understudy {

namespace {

// What `cheapest` goes by: a typical request.
double typicalPrice(const CompiledCandidate& candidate)
{
    constexpr TokenCounts kTypical{.input = 1000, .cached = 0, .output = 300};
    constexpr double kUnknown = 1e18;
    return candidate.price ? static_cast<double>(costOf(*candidate.price, kTypical)) : kUnknown;
}

} // namespace

std::uint16_t Engine::findNext(RunState& run)
{
    const std::vector<CompiledStep>& steps = run.chain->steps;
    const std::uint16_t first = run.step == kNoIndex ? std::uint16_t{0} : run.step;
    for (std::uint16_t i = first; i < steps.size(); ++i) {
        const bool isBalance = steps[i].selection.kind == SelectionKind::Balance;
        if (isBalance && i == run.step && !steps[i].selection.siblings) {
            continue; // one a run, and that one is spent
        }
        const std::uint16_t found = isBalance ? balanced(run, i) : firstAllowed(run, i);
        if (found != kNoIndex) {
            return found;
        }
    }
    return kNoIndex;
}

std::uint16_t Engine::firstAllowed(const RunState& run, std::uint16_t step) const
{
    const CompiledStep& plan = run.chain->steps[step];
    for (std::uint16_t i = 0; i < plan.count; ++i) {
        const auto candidate = static_cast<std::uint16_t>(plan.first + i);
        if (run.marks[candidate] == CandidateMark::Untried && !refusal(run, candidate)) {
            return candidate;
        }
    }
    return kNoIndex;
}

std::uint16_t Engine::balanced(RunState& run, std::uint16_t step)
{
    const CompiledStep& plan = run.chain->steps[step];
    const Instant now = m_scheduler.now();
    m_balanceOptions.clear();
    for (std::uint16_t i = 0; i < plan.count; ++i) {
        const auto candidate = static_cast<std::uint16_t>(plan.first + i);
        if (run.marks[candidate] == CandidateMark::Untried && !refusal(run, candidate)) {
            const HealthEntry& entry = *run.health->candidates[candidate];
            m_balanceOptions.push_back({.candidate = candidate,
                                        .weight = run.chain->candidates[candidate].weight,
                                        .latency = entry.latency.at(now),
                                        .outstanding = entry.outstanding,
                                        .price = typicalPrice(run.chain->candidates[candidate])});
        }
    }
    if (m_balanceOptions.empty()) {
        return kNoIndex;
    }
    if (step != run.step) {
        run.turn = run.health->turns[step]++;
    }
    const double first = draw(run);
    const BalanceDraws draws{.first = first, .second = draw(run), .turn = run.turn};
    return m_balanceOptions[chooseBalanced(plan.selection, plan, m_balanceOptions, draws)]
        .candidate;
}

// Whether anything goes on without the lane: another lane, a candidate that may be asked now or
// soon.
bool Engine::hasNext(const RunState& run, const Lane& lane) const
{
    const bool hasOthers = run.lanes.size() > 1;
    const std::vector<CompiledStep>& steps = run.chain->steps;
    for (std::uint16_t i = run.step; !hasOthers && i < steps.size(); ++i) {
        const bool isSpent = steps[i].selection.kind == SelectionKind::Balance && i == run.step &&
                             !steps[i].selection.siblings;
        if (!isSpent && firstAllowed(run, i) != kNoIndex) {
            return true;
        }
    }
    return hasOthers || (lane.candidate != kNoIndex && soonestCooled(run) != kNoIndex);
}

// Why a candidate may not be asked now.
std::optional<SkipCause> Engine::refusal(const RunState& run, std::uint16_t candidate) const
{
    const CompiledCandidate& plan = run.chain->candidates[candidate];
    const HealthEntry& entry = *run.health->candidates[candidate];
    const Instant now = m_scheduler.now();
    if (!plan.enabled) {
        return SkipCause::Disabled;
    }
    if (plan.context.value_or(UINT32_MAX) <= run.contextNeed) {
        return SkipCause::ContextTooSmall;
    }
    if (!isAffordable(run, candidate)) {
        return SkipCause::CostCap;
    }
    if (plan.breaker && !entry.breaker.admits(*plan.breaker, now)) {
        return SkipCause::BreakerOpen;
    }
    return entry.coolsUntil() > now ? std::optional(SkipCause::Cooling) : std::nullopt;
}

// The candidate that cools for the shortest time, if it is worth waiting for and nothing else keeps
// it out.
std::uint16_t Engine::soonestCooled(const RunState& run) const
{
    const Instant now = m_scheduler.now();
    std::uint16_t soonest = kNoIndex;
    Instant when = std::min(now + run.chain->patience, run.deadline - Duration{1});
    const auto count = static_cast<std::uint16_t>(run.chain->candidates.size());
    for (std::uint16_t i = 0; i < count; ++i) {
        const std::uint16_t step = run.chain->candidates[i].step;
        const bool isAhead = run.step == kNoIndex || step >= run.step;
        if (!isAhead || run.marks[i] != CandidateMark::Untried ||
            refusal(run, i) != SkipCause::Cooling) {
            continue;
        }
        const Instant until = run.health->candidates[i]->coolsUntil();
        if (until < when || (until == when && soonest == kNoIndex)) {
            soonest = i;
            when = until;
        }
    }
    return soonest;
}

// The last enabled candidate, for a chain that rather asks an unhealthy one than nobody.
std::uint16_t Engine::lastResort(const RunState& run) const
{
    for (std::size_t i = run.chain->candidates.size(); i-- > 0;) {
        const auto candidate = static_cast<std::uint16_t>(i);
        const std::optional<SkipCause> why = refusal(run, candidate);
        if (why == SkipCause::BreakerOpen || why == SkipCause::Cooling) {
            return candidate;
        }
    }
    return kNoIndex;
}

// What an attempt might cost: its prompt, and an answer of the most tokens it may have. A candidate
// without a price cannot be judged and is let through.
NanoUsd Engine::estimateOf(const RunState& run, std::uint16_t candidate) const
{
    const CompiledCandidate& plan = run.chain->candidates[candidate];
    return plan.price ? understudy::costOf(*plan.price, {.input = run.promptTokens,
                                                         .cached = 0,
                                                         .output = plan.maxTokens.value_or(0)})
                      : 0;
}

bool Engine::isAffordable(const RunState& run, std::uint16_t candidate) const
{
    return !run.chain->maxCost ||
           run.tally.cost + run.inFlight + estimateOf(run, candidate) <= *run.chain->maxCost;
}

// What forbids another try of the candidate right now, whatever its reaction says.
std::optional<SwitchCause> Engine::retryBar(RunState& run, const Lane& lane) const
{
    const CompiledCandidate& plan = run.chain->candidates[lane.candidate];
    const Instant now = m_scheduler.now();
    if (plan.breaker &&
        !run.health->candidates[lane.candidate]->breaker.admits(*plan.breaker, now)) {
        return SwitchCause::BreakerOpen;
    }
    const auto& budget = run.chain->retryBudget;
    const bool isOverBudget = budget && !run.health->budget.allows(*budget, now);
    return isOverBudget || !isAffordable(run, lane.candidate) ? std::optional(SwitchCause::Failure)
                                                              : std::nullopt;
}

} // namespace understudy
