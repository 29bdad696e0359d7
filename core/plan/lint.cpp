#include "core/plan/lint.h"

#include "core/json/json_pointer.h"
#include "core/plan/derived_ids.h"
#include "core/plan/lint_parts.h"
#include "core/plan/lint_secrets.h"

#include <algorithm>
#include <iterator>

namespace understudy {

namespace {

std::vector<Placed> candidatesOf(const Chain& chain)
{
    std::vector<Placed> result;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        const Step& step = chain.steps[i];
        const std::string place = pointerTo("/steps", i) + "/candidates";
        for (std::size_t j = 0; j < step.candidates.size(); ++j) {
            result.push_back({&step.candidates[j], &step, i, pointerTo(place, j)});
        }
    }
    return result;
}

std::vector<Placed> enabledOf(const std::vector<Placed>& candidates)
{
    std::vector<Placed> result;
    std::ranges::copy_if(candidates, std::back_inserter(result),
                         [](const Placed& placed) { return placed.candidate->enabled; });
    return result;
}

} // namespace

std::string inSeconds(Duration span)
{
    const std::int64_t tenths = toMilliseconds(span) / 100;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " s";
}

Problems lint(const Chain& chain, const Catalogue& catalogue)
{
    const Chain named = withDerivedIds(chain);
    const std::vector<Placed> candidates = candidatesOf(named);
    const Linted linted{named, catalogue, candidates, enabledOf(candidates)};
    Problems warnings;
    RuleChecks warn(warnings, "");
    lintTime(linted, warn);
    lintTries(linted, warn);
    lintWaits(linted, warn);
    lintSecrets(named, warn);
    lintFailureDomain(linted, warn);
    lintReachable(linted, warn);
    lintContext(linted, warn);
    lintRaces(linted, warn);
    lintHold(linted, warn);
    lintBreakers(linted, warn);
    lintBudget(linted, warn);
    lintMoney(linted, warn);
    lintProviders(linted, warn);
    return warnings;
}

} // namespace understudy
