#include "core/plan/chain_reader.h"

#include "core/json/json_pointer.h"
#include "core/plan/candidate_json.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/provider_json.h"

namespace understudy {

namespace {

void readSelection(ObjectReader& step, Step& into)
{
    const Json* object = step.object("selection");
    if (object == nullptr) {
        return;
    }
    ObjectReader reader(*object, pointerTo(step.pointer(), "selection"), step.problems());
    Selection& selection = into.selection;
    readWord(reader, "kind", selection.kind);
    readMilliseconds(reader, "stagger_ms", limits::kWait, selection.stagger);
    readInteger(reader, "width", limits::kPositiveCount, selection.width);
    readWord(reader, "win", selection.win);
    readWord(reader, "strategy", selection.strategy);
    readBoolean(reader, "siblings", selection.siblings);
    readWord(reader, "metric", selection.metric);
    keepMembers(reader, "/selection", into.members);
}

Step readStep(ObjectReader& reader)
{
    Step step;
    reader.require({"candidates"});
    readText(reader, "id", step.id);
    readSelection(reader, step);
    if (const Json* candidates = reader.array("candidates")) {
        const std::string pointer = pointerTo(reader.pointer(), "candidates");
        for (std::size_t i = 0; i < candidates->size(); ++i) {
            step.candidates.push_back(
                candidateFromJson((*candidates)[i], pointerTo(pointer, i), reader.problems()));
        }
    }
    keepMembers(reader, "", step.members);
    sortWritten(step.members);
    return step;
}

Goal readGoal(ObjectReader& reader)
{
    Goal goal;
    reader.require({"metric"});
    readText(reader, "metric", goal.metric);
    goal.atLeast = reader.number("at_least", limits::kGoal);
    goal.atMost = reader.number("at_most", limits::kGoal);
    keepMembers(reader, "", goal.members);
    sortWritten(goal.members);
    return goal;
}

// Reads the array `name` of objects, each with `read`.
template<class Item>
std::vector<Item> readItems(ObjectReader& owner, const char* name, Item (*read)(ObjectReader&))
{
    std::vector<Item> items;
    if (const Json* array = owner.array(name)) {
        const std::string pointer = pointerTo(owner.pointer(), name);
        for (std::size_t i = 0; i < array->size(); ++i) {
            ObjectReader reader((*array)[i], pointerTo(pointer, i), owner.problems());
            items.push_back(read(reader));
        }
    }
    return items;
}

void readRetryBudget(ObjectReader& chain, Chain& into)
{
    const Json* object = chain.isNull("retry_budget") ? nullptr : chain.object("retry_budget");
    if (object == nullptr) {
        return;
    }
    ObjectReader reader(*object, pointerTo(chain.pointer(), "retry_budget"), chain.problems());
    RetryBudget& budget = into.retryBudget.emplace();
    readNumber(reader, "ratio", limits::kShare, budget.ratio);
    readMilliseconds(reader, "window_ms", limits::kLimit, budget.window);
    readNumber(reader, "floor_per_s", limits::kWeight, budget.floorPerSecond);
    keepMembers(reader, "/retry_budget", into.members);
}

} // namespace

Chain readChain(ObjectReader& reader)
{
    Chain chain;
    reader.require({"name", "steps"});
    reader.any("format");
    reader.any("version");
    readText(reader, "name", chain.name);
    readText(reader, "notes", chain.notes);
    readMilliseconds(reader, "deadline_ms", limits::kLimit, chain.deadline);
    readInteger(reader, "max_attempts", limits::kMaxAttempts, chain.maxAttempts);
    readInteger(reader, "max_cost_nusd", limits::kMoney, chain.maxCost);
    readMilliseconds(reader, "patience_ms", limits::kWait, chain.patience);
    readWord(reader, "mid_stream", chain.midStream);
    readInteger(reader, "hold_tokens", limits::kCount, chain.holdTokens);
    readRetryBudget(reader, chain);
    readWord(reader, "when_all_open", chain.whenAllOpen);
    chain.params = readJsonMembers(reader, "params");
    chain.providers = readProviders(reader);
    chain.steps = readItems(reader, "steps", &readStep);
    chain.goals = readItems(reader, "goals", &readGoal);
    keepMembers(reader, "", chain.members);
    sortWritten(chain.members);
    return chain;
}

} // namespace understudy
