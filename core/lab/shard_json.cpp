#include "core/lab/shard_json.h"

#include "core/base/check.h"
#include "core/json/strict_json.h"
#include "core/lab/histogram_text.h"
#include "core/report/number_text.h"
#include "core/report/result_tree.h"

namespace understudy {

namespace {

void addCounters(Json& json, const RunCounters& counters)
{
    json["runs"] = counters.runs;
    json["answered"] = counters.answered;
    json["attempts"] = counters.attempts;
    json["switches"] = counters.switches;
    json["discarded_tokens"] = counters.discardedTokens;
    json["cost_nusd"] = counters.cost;
    json["wasted_nusd"] = counters.wasted;
    json["unknown_cost"] = counters.unknownCost;
}

Json chainJson(const ChainRecord& chain)
{
    Json goals = Json::array();
    for (const GoalLine& goal : chain.goals) {
        goals.push_back(textOf(goal));
    }
    return {{"name", chain.name}, {"identity", hexDigits(chain.identity)}, {"goals", goals}};
}

Json unitJson(std::size_t chain, const UnitRecord& unit)
{
    Json json{{"unit", unit.unit},
              {"chain", chain},
              {"digest", hexDigits(unit.digest)},
              {"virtual_us", unit.virtualTime.count()}};
    addCounters(json, unit.counters);
    return json;
}

Json groupJson(std::size_t chain, std::size_t group, const RunTotals& totals)
{
    Json json{{"chain", chain}, {"group", group}};
    addCounters(json, totals);
    json["total_us"] = histogramToText(totals.total);
    json["first_token_us"] = histogramToText(totals.firstToken);
    json["failed_us"] = histogramToText(totals.failed);
    return json;
}

} // namespace

std::string shardToJson(const SimulationRecord& record)
{
    US_CHECK(record.shard.has_value());
    Json tree = resultTree(resultOf(record));
    Json chains = Json::array();
    Json units = Json::array();
    Json groups = Json::array();
    for (std::size_t i = 0; i < record.chains.size(); ++i) {
        const ChainRecord& chain = record.chains[i];
        chains.push_back(chainJson(chain));
        for (const UnitRecord& unit : chain.units) {
            units.push_back(unitJson(i, unit));
        }
        for (std::size_t group = 0; group < chain.groups.size(); ++group) {
            if (chain.groups[group].runs > 0) {
                groups.push_back(groupJson(i, group, chain.groups[group]));
            }
        }
    }
    tree["shard"] = {{"i", record.shard->index},
                     {"n", record.shard->count},
                     {"of_units", record.units},
                     {"runs_per_world", record.runs},
                     {"scenario_identity", hexDigits(record.scenarioIdentity)},
                     {"chains", std::move(chains)},
                     {"units", std::move(units)},
                     {"groups", std::move(groups)}};
    return jsonText(tree);
}

} // namespace understudy
