#include "core/plan/validation.h"

#include "core/base/text.h"
#include "core/json/json_pointer.h"
#include "core/plan/candidate_rules.h"
#include "core/plan/limits.h"
#include "core/plan/provider_rules.h"
#include "core/plan/rule_checks.h"

#include <algorithm>
#include <array>
#include <set>

namespace understudy {

namespace {

constexpr std::array<std::string_view, 7> kGoalMetrics{
    "availability",          "total_ms.mean",        "attempts.mean",          "switches.mean",
    "discarded_tokens.mean", "cost_usd_per_1k_runs", "wasted_usd_per_1k_runs",
};
constexpr std::array<std::string_view, 2> kPercentileMetrics{"first_token_ms.p", "total_ms.p"};

bool isGoalMetric(std::string_view metric)
{
    for (const std::string_view prefix : kPercentileMetrics) {
        if (metric.starts_with(prefix)) {
            const auto percentile = parseDecimal(metric.substr(prefix.size()));
            return percentile && *percentile > 0 && *percentile < 100;
        }
    }
    return std::ranges::find(kGoalMetrics, metric) != kGoalMetrics.end();
}

void checkGoal(const Goal& goal, RuleChecks checks)
{
    if (!isGoalMetric(goal.metric)) {
        checks.refuse("goal.metric", "/metric",
                      "must be availability, first_token_ms.pNN, total_ms.pNN, total_ms.mean, "
                      "attempts.mean, switches.mean, cost_usd_per_1k_runs, "
                      "wasted_usd_per_1k_runs or discarded_tokens.mean");
    }
    if (!goal.atLeast && !goal.atMost) {
        checks.refuse("goal.limit", "", "needs at_least or at_most");
    }
}

void checkLimits(const Chain& chain, RuleChecks checks)
{
    checks.plainText("/name", chain.name);
    checks.limit("/deadline_ms", chain.deadline);
    checks.integer("/max_attempts", limits::kMaxAttempts, chain.maxAttempts);
    checks.integer("/max_cost_nusd", limits::kMoney, chain.maxCost.value_or(0));
    checks.wait("/patience_ms", chain.patience);
    checks.integer("/hold_tokens", limits::kCount, chain.holdTokens);
    if (chain.retryBudget) {
        checks.number("/retry_budget/ratio", limits::kShare, chain.retryBudget->ratio);
        checks.limit("/retry_budget/window_ms", chain.retryBudget->window);
        checks.number("/retry_budget/floor_per_s", limits::kWeight,
                      chain.retryBudget->floorPerSecond);
    }
}

void checkSelection(const Selection& selection, RuleChecks checks)
{
    checks.wait("/stagger_ms", selection.stagger);
    checks.integer("/width", limits::kPositiveCount, selection.width.value_or(1));
}

// Candidate ids are unique in the chain, step ids among steps. Empty ones are made later.
class IdChecks
{
public:
    void step(const std::string& id, RuleChecks checks) { once(m_steps, id, checks); }
    void candidate(const std::string& id, RuleChecks checks) { once(m_candidates, id, checks); }

private:
    static void once(std::set<std::string>& seen, const std::string& id, RuleChecks checks)
    {
        checks.plainText("/id", id);
        if (!id.empty() && !seen.insert(id).second) {
            checks.refuse("unique", "/id", "'" + id + "' is used before; ids must be unique");
        }
    }

    std::set<std::string> m_steps;
    std::set<std::string> m_candidates;
};

void checkProviderOf(const Candidate& candidate, const Chain& chain, RuleChecks checks)
{
    if (candidate.provider.empty()) {
        checks.refuse("required", "/provider", "must name a provider");
    } else if (!isProviderOf(chain, candidate.provider)) {
        std::string known;
        for (const KnownProvider& provider : knownProviders()) {
            known += std::string(provider.name) + ", ";
        }
        checks.refuse("provider.unknown", "/provider",
                      "'" + candidate.provider + "' is neither built in (" + known +
                          "text) nor an entry of `providers`");
    }
}

void checkSteps(const Chain& chain, RuleChecks checks)
{
    checks.integer("/steps", limits::kSteps, static_cast<std::int64_t>(chain.steps.size()));
    IdChecks ids;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        const Step& step = chain.steps[i];
        const RuleChecks stepChecks = checks.below(pointerTo("/steps", i));
        ids.step(step.id, stepChecks);
        checkSelection(step.selection, stepChecks.below("/selection"));
        RuleChecks(stepChecks)
            .integer("/candidates", limits::kCandidates,
                     static_cast<std::int64_t>(step.candidates.size()));
        for (std::size_t j = 0; j < step.candidates.size(); ++j) {
            const RuleChecks candidateChecks = stepChecks.below(pointerTo("/candidates", j));
            ids.candidate(step.candidates[j].id, candidateChecks);
            checkProviderOf(step.candidates[j], chain, candidateChecks);
            checkCandidate(step.candidates[j], candidateChecks);
        }
    }
}

bool hasEnabledCandidate(const Chain& chain)
{
    return std::ranges::any_of(chain.steps, [](const Step& step) {
        return std::ranges::any_of(step.candidates, &Candidate::enabled);
    });
}

} // namespace

Problems validate(const Chain& chain)
{
    Problems problems;
    RuleChecks checks(problems, "");
    checkLimits(chain, checks);
    checks.jsonMembers("/params", chain.params);
    checkProviders(chain.providers, checks);
    checkSteps(chain, checks);
    if (!chain.steps.empty() && !hasEnabledCandidate(chain)) {
        checks.refuse("enabled", "/steps", "at least one candidate must be enabled");
    }
    for (std::size_t i = 0; i < chain.goals.size(); ++i) {
        checkGoal(chain.goals[i], checks.below(pointerTo("/goals", i)));
    }
    return problems;
}

} // namespace understudy
