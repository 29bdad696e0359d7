#include "core/plan/candidate_json.h"
#include "core/plan/chain_json.h"
#include "core/plan/chain_reader.h"
#include "core/plan/derived_ids.h"
#include "core/plan/file_words.h"
#include "core/plan/member_writer.h"
#include "core/plan/provider_json.h"

#include <optional>
#include <string>
#include <vector>

namespace understudy {

namespace {

constexpr int kMostPasses = 8;

// Goals are written as people write them: 4000, not 4000.0.
Json plainNumber(std::optional<double> value)
{
    if (!value) {
        return nullptr;
    }
    constexpr double kExact = 9007199254740992.0; // 2^53
    const bool isWhole = *value >= 0 && *value < kExact &&
                         static_cast<double>(static_cast<std::int64_t>(*value)) == *value;
    return isWhole ? Json(static_cast<std::int64_t>(*value)) : Json(*value);
}

Json goalToJson(const Goal& goal)
{
    MemberWriter writer(goal.members);
    writer.always("metric", goal.metric);
    if (goal.atLeast) {
        writer.always("at_least", plainNumber(goal.atLeast));
    }
    if (goal.atMost) {
        writer.always("at_most", plainNumber(goal.atMost));
    }
    return writer.take();
}

Json selectionToJson(const Step& step)
{
    const Selection absent;
    const Selection& selection = step.selection;
    MemberWriter writer(step.members, "/selection");
    writer.put("kind", fileWord(selection.kind), selection.kind != absent.kind);
    writer.put("stagger_ms", selection.stagger, absent.stagger);
    writer.put("width", selection.width, absent.width);
    writer.put("win", fileWord(selection.win), selection.win != absent.win);
    writer.put("strategy", fileWord(selection.strategy), selection.strategy != absent.strategy);
    writer.put("siblings", selection.siblings, selection.siblings != absent.siblings);
    writer.put("metric", fileWord(selection.metric), selection.metric != absent.metric);
    return writer.take();
}

Json retryBudgetToJson(const Chain& chain)
{
    if (!chain.retryBudget) {
        return nullptr;
    }
    const RetryBudget absent;
    const RetryBudget& budget = *chain.retryBudget;
    MemberWriter writer(chain.members, "/retry_budget");
    writer.put("ratio", budget.ratio, budget.ratio != absent.ratio);
    writer.put("window_ms", budget.window, absent.window);
    writer.put("floor_per_s", budget.floorPerSecond,
               budget.floorPerSecond != absent.floorPerSecond);
    return writer.take();
}

// All ids of a chain in a fixed order, to compare two chains of the same shape.
std::vector<std::string*> idsOf(Chain& chain)
{
    std::vector<std::string*> ids;
    for (Step& step : chain.steps) {
        ids.push_back(&step.id);
        for (Candidate& candidate : step.candidates) {
            ids.push_back(&candidate.id);
        }
    }
    return ids;
}

void clearUnwrittenIds(Chain& chain)
{
    for (Step& step : chain.steps) {
        if (!step.members.isWritten("/id")) {
            step.id.clear();
        }
        for (Candidate& candidate : step.candidates) {
            if (!candidate.members.isWritten("/id")) {
                candidate.id.clear();
            }
        }
    }
}

// Puts back the ids of which a reader would make others; true when there were none.
bool restoreIds(Chain& wanted, Chain& bare)
{
    Chain made = withDerivedIds(bare);
    const std::vector<std::string*> wantedIds = idsOf(wanted);
    const std::vector<std::string*> madeIds = idsOf(made);
    const std::vector<std::string*> bareIds = idsOf(bare);
    bool isSame = true;
    for (std::size_t i = 0; i < wantedIds.size(); ++i) {
        if (*madeIds[i] != *wantedIds[i]) {
            *bareIds[i] = *wantedIds[i];
            isSame = false;
        }
    }
    return isSame;
}

// The chain with ids only where the file must hold them: where it did, and where a reader would
// make another one. An id put back can change what is made of others, hence the passes.
Chain withNeededIds(Chain chain)
{
    Chain bare = chain;
    clearUnwrittenIds(bare);
    for (int pass = 0; pass < kMostPasses; ++pass) {
        if (restoreIds(chain, bare)) {
            return bare;
        }
    }
    return chain;
}

template<class Item>
Json arrayOf(const std::vector<Item>& items, Json (*toJson)(const Item&))
{
    Json array = Json::array();
    for (const Item& item : items) {
        array.push_back(toJson(item));
    }
    return array;
}

Json stepToJson(const Step& step)
{
    MemberWriter writer(step.members);
    writer.put("id", step.id, !step.id.empty());
    writer.putObject("selection", selectionToJson(step));
    writer.always("candidates", arrayOf(step.candidates, &candidateToJson));
    return writer.take();
}

} // namespace

std::string chainToJson(const Chain& chain)
{
    const Chain absent;
    MemberWriter writer(chain.members);
    writer.always("format", kChainFormat);
    writer.always("version", 1);
    writer.always("name", chain.name);
    writer.put("notes", chain.notes, !chain.notes.empty());
    writer.put("deadline_ms", chain.deadline, absent.deadline);
    writer.put("max_attempts", chain.maxAttempts, chain.maxAttempts != absent.maxAttempts);
    writer.put("max_cost_nusd", chain.maxCost, absent.maxCost);
    writer.put("patience_ms", chain.patience, absent.patience);
    writer.put("mid_stream", fileWord(chain.midStream), chain.midStream != absent.midStream);
    writer.put("hold_tokens", chain.holdTokens, chain.holdTokens != absent.holdTokens);
    writer.put("retry_budget", retryBudgetToJson(chain), chain.retryBudget.has_value());
    writer.put("when_all_open", fileWord(chain.whenAllOpen),
               chain.whenAllOpen != absent.whenAllOpen);
    writer.putObject("params", jsonOf(chain.params));
    writer.putObject("providers", providersToJson(chain.providers));
    writer.always("steps", arrayOf(withNeededIds(withDerivedIds(chain)).steps, &stepToJson));
    writer.put("goals", arrayOf(chain.goals, &goalToJson), !chain.goals.empty());
    return jsonText(writer.take());
}

} // namespace understudy
