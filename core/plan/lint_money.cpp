// Promises about money that an unknown price makes empty.
#include "core/json/json_pointer.h"
#include "core/plan/lint_parts.h"
#include "core/plan/worst_case.h"

#include <algorithm>

namespace understudy {

namespace {

bool isPriceKnown(const Linted& linted, const Candidate& candidate)
{
    const CatalogueModel* model = linted.catalogue.find(candidate.provider, candidate.model);
    return candidate.price || answersAlways(candidate) || (model != nullptr && model->price);
}

bool isAboutMoney(const Goal& goal)
{
    return goal.metric.starts_with("cost_usd") || goal.metric.starts_with("wasted_usd");
}

} // namespace

void lintMoney(const Linted& linted, RuleChecks& warn)
{
    const auto isUnknown = [&](const Placed& placed) {
        return !isPriceKnown(linted, *placed.candidate);
    };
    const auto first = std::ranges::find_if(linted.enabled, isUnknown);
    if (first == linted.enabled.end()) {
        return;
    }
    for (const Placed& placed : linted.enabled) {
        if (linted.chain.maxCost && isUnknown(placed)) {
            warn.refuse("lint.price", placed.pointer,
                        "its price is not known, so max_cost_nusd does not hold it back; give it "
                        "a price");
        }
    }
    for (std::size_t i = 0; i < linted.chain.goals.size(); ++i) {
        if (isAboutMoney(linted.chain.goals[i])) {
            warn.refuse("lint.price", pointerTo("/goals", i) + "/metric",
                        "stays undecided where " + first->candidate->id +
                            " is asked: its price is not known; give it a price");
        }
    }
}

} // namespace understudy
