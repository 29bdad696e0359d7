// Breakers that never open or are missed, and budgets that allow nothing.
#include "core/plan/lint_parts.h"

namespace understudy {

namespace {

void lintWindow(const Placed& placed, RuleChecks& warn)
{
    const BreakerPolicy& breaker = *placed.candidate->breaker;
    const bool counts = breaker.kind == BreakerKind::Ratio && breaker.windowCalls.has_value();
    if (counts && breaker.minCalls > *breaker.windowCalls) {
        warn.refuse("lint.breaker", placed.pointer + "/breaker/min_calls",
                    "never opens: it asks for " + std::to_string(breaker.minCalls) +
                        " calls, but its window holds " + std::to_string(*breaker.windowCalls) +
                        "; lower min_calls or raise window_calls");
    }
}

} // namespace

void lintBreakers(const Linted& linted, RuleChecks& warn)
{
    for (const Placed& placed : linted.enabled) {
        if (placed.candidate->breaker) {
            lintWindow(placed, warn);
        }
    }
    // One word for the whole chain: the first candidate is the one that every run waits for.
    if (linted.enabled.size() >= 2 && !linted.enabled.front().candidate->breaker) {
        warn.refuse("lint.breaker", linted.enabled.front().pointer,
                    "is asked first by every run, also while it is down; give it a breaker, so "
                    "that runs go past it until it has recovered");
    }
}

void lintBudget(const Linted& linted, RuleChecks& warn)
{
    const auto& budget = linted.chain.retryBudget;
    if (budget && budget->ratio == 0 && budget->floorPerSecond == 0) {
        warn.refuse("lint.retry_budget", "/retry_budget",
                    "allows no retry at all; raise ratio or floor_per_s, or set tries to 1");
    }
}

} // namespace understudy
