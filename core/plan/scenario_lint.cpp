#include "core/plan/scenario_lint.h"

#include "core/json/json_pointer.h"
#include "core/plan/file_words.h"
#include "core/plan/rule_checks.h"

#include <algorithm>
#include <string_view>

namespace understudy {

namespace {

bool matches(std::string_view pattern, std::string_view name)
{
    return pattern == "*" || pattern == name;
}

// Whether any candidate of any chain has such a provider and model.
bool isKnown(std::string_view provider, std::string_view model, std::span<const Chain> chains)
{
    const auto fits = [&](const Candidate& candidate) {
        return matches(provider, candidate.provider) && matches(model, candidate.model);
    };
    return std::ranges::any_of(chains, [&](const Chain& chain) {
        return std::ranges::any_of(chain.steps, [&](const Step& step) {
            return std::ranges::any_of(step.candidates, fits);
        });
    });
}

// "*", "provider/*", "provider/model": a model's name may hold slashes.
bool isKnown(std::string_view target, std::span<const Chain> chains)
{
    const std::size_t slash = std::min(target.find('/'), target.size());
    return slash == target.size() ||
           isKnown(target.substr(0, slash), target.substr(slash + 1), chains);
}

constexpr const char* kRemedy =
    ", but every run has a world of its own here, so it is fresh in each; give the scenario a "
    "workload, such as poisson arrivals, to see it at work";

// What a strategy knows of earlier runs.
bool remembers(BalanceStrategy strategy)
{
    return strategy == BalanceStrategy::RoundRobin ||
           strategy == BalanceStrategy::LeastOutstanding || strategy == BalanceStrategy::Latency ||
           strategy == BalanceStrategy::TwoChoices;
}

void lintStep(const Step& step, const std::string& pointer, RuleChecks& warn)
{
    if (step.selection.kind == SelectionKind::Balance && remembers(step.selection.strategy)) {
        warn.refuse("lint.isolated", pointer + "/selection/strategy",
                    std::string(fileWord(step.selection.strategy)) +
                        " goes by what earlier and concurrent runs did" + kRemedy);
    }
    for (std::size_t i = 0; i < step.candidates.size(); ++i) {
        if (step.candidates[i].breaker) {
            warn.refuse("lint.isolated", pointerTo(pointer + "/candidates", i) + "/breaker",
                        std::string("counts the failures of many runs") + kRemedy);
        }
    }
}

} // namespace

Problems lintTargets(const Scenario& scenario, std::span<const Chain> chains)
{
    Problems warnings;
    RuleChecks warn(warnings, "");
    for (const Twin& twin : scenario.twins) {
        if (!isKnown(twin.target, chains)) {
            warn.refuse("lint.target", pointerTo("/twins", twin.target),
                        "is no candidate's provider and model; correct it or remove it");
        }
    }
    for (std::size_t i = 0; i < scenario.outages.size(); ++i) {
        const Outage& outage = scenario.outages[i];
        if (!isKnown(outage.provider, outage.model, chains)) {
            warn.refuse("lint.target", pointerTo("/outages", i) + "/target",
                        outage.provider + '/' + outage.model +
                            " is no candidate's provider and model, so nothing is struck; correct "
                            "it or remove the outage");
        }
    }
    return warnings;
}

Problems lintIsolation(const Scenario& scenario, const Chain& chain)
{
    Problems warnings;
    if (!isIsolated(scenario)) {
        return warnings;
    }
    RuleChecks warn(warnings, "");
    if (chain.retryBudget) {
        warn.refuse("lint.isolated", "/retry_budget",
                    std::string("is shared by many runs") + kRemedy);
    }
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        lintStep(chain.steps[i], pointerTo("/steps", i), warn);
    }
    return warnings;
}

bool isIsolated(const Scenario& scenario)
{
    return !scenario.workload || scenario.workload->arrivals.kind == ArrivalKind::Isolated;
}

} // namespace understudy
