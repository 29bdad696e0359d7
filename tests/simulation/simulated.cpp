#include "tests/simulation/simulated.h"

#include "core/base/check.h"
#include "core/plan/chain_json.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace understudy {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kCandidate = R"({
    "provider": "openai",
    "tries": 1,
    "backoff": {"base_ms": 0, "factor": 1, "cap_ms": 1000000000000, "jitter": "none"},
    "timeouts": {"connect_ms": 1000000000000, "first_token_ms": 1000000000000,
                 "byte_idle_ms": 1000000000000, "payload_idle_ms": 1000000000000,
                 "attempt_ms": 1000000000000},
    "reactions": {"*": "retry"}})";
constexpr std::string_view kChain = R"({
    "format": "understudy-chain", "version": 1, "name": "closed form",
    "deadline_ms": 1000000000000, "patience_ms": 1000000000000, "max_attempts": 100000})";
constexpr std::string_view kScenario = R"({
    "format": "understudy-scenario", "version": 1, "name": "closed form",
    "twins": {"*": {"first_token": {"law": "constant", "ms": 0},
                    "token_interval": {"law": "constant", "ms": 0},
                    "output_tokens": {"law": "constant", "n": 1},
                    "input_tokens": {"law": "constant", "n": 1}}}})";

// A test whose text does not read cannot go on.
template<class Value>
Value read(Result<Value, Problems> result, const std::string& text)
{
    if (!result) {
        for (const Problem& problem : result.error()) {
            std::fprintf(stderr, "%s\n", formatProblem("text", problem).c_str());
        }
        std::fprintf(stderr, "%s\n", text.c_str());
    }
    US_CHECK(result.has_value());
    return std::move(result).value();
}

} // namespace

std::shared_ptr<const CompiledChain> chainOf(std::string_view steps, std::string_view members)
{
    Json document = Json::parse(kChain);
    document.update(Json::parse(members));
    document["steps"] = Json::parse(steps);
    for (Json& step : document["steps"]) {
        for (Json& candidate : step["candidates"]) {
            Json whole = Json::parse(kCandidate);
            whole.merge_patch(candidate);
            candidate = std::move(whole);
        }
    }
    const std::string text = document.dump();
    const Chain chain = read(chainFromJson(text), text);
    return read(compile(chain, Catalogue()), text);
}

std::shared_ptr<const Scenario> scenarioOf(std::string_view members)
{
    Json document = Json::parse(kScenario);
    document.merge_patch(Json::parse(members));
    const std::string text = document.dump();
    return std::make_shared<const Scenario>(read(scenarioFromJson(text), text));
}

SimulationOrder orderOf(std::shared_ptr<const CompiledChain> chain,
                        std::shared_ptr<const Scenario> scenario, const Amount& amount)
{
    return {.chains = {std::move(chain)},
            .goals = {},
            .scenario = std::move(scenario),
            .seed = amount.seed,
            .runs = amount.runs,
            .worlds = amount.worlds,
            .threads = amount.threads,
            .version = "0"};
}

Simulated simulated(const SimulationOrder& order)
{
    SimulationRecord record = recordOf(order);
    fill(record, Experiment(planOf(order), engineWork(order)).take(), 0);
    US_CHECK(record.isComplete);
    Simulated result{std::move(record.chains.front()), {}};
    result.whole = result.chain.whole();
    return result;
}

Simulated simulated(std::shared_ptr<const CompiledChain> chain,
                    std::shared_ptr<const Scenario> scenario, const Amount& amount)
{
    return simulated(orderOf(std::move(chain), std::move(scenario), amount));
}

Simulated simulated(std::string_view steps, std::string_view scenario, const Amount& amount)
{
    return simulated(chainOf(steps), scenarioOf(scenario), amount);
}

} // namespace understudy
