// A chain and a scenario as JSON text, simulated through the product's own way: read, compiled,
// ordered, counted. What a test leaves out is out of its way: no limits that bite, no waits, no
// shares of tokens; every failure is tried again.
#pragma once

#include "core/lab/simulation.h"

#include <cstdint>
#include <string_view>

namespace understudy {

// `steps` is the array of a chain file. Candidates may leave out everything but their model.
// `members` are further ones of the chain: {"retry_budget": ...}.
std::shared_ptr<const CompiledChain> chainOf(std::string_view steps,
                                             std::string_view members = "{}");
// An object of a scenario file. Twins answer with one token and take `first_token` for it.
std::shared_ptr<const Scenario> scenarioOf(std::string_view members);

struct Amount
{
    std::uint64_t runs = kDefaultRuns; // of each world
    std::uint64_t seed = 1;
    std::uint64_t worlds = 1;
    std::uint32_t threads = 1;
};

SimulationOrder orderOf(std::shared_ptr<const CompiledChain> chain,
                        std::shared_ptr<const Scenario> scenario, const Amount& amount);

// The measured chain: groups, candidates, units.
struct Simulated
{
    ChainRecord chain;
    RunTotals whole;

    std::uint64_t failed() const { return whole.runs - whole.answered; }
    const std::vector<RunTotals>& groups() const { return chain.groups; }
    const CandidateTotals& candidate(std::size_t index) const { return chain.candidates[index]; }
};

Simulated simulated(const SimulationOrder& order);
Simulated simulated(std::shared_ptr<const CompiledChain> chain,
                    std::shared_ptr<const Scenario> scenario, const Amount& amount = {});
// The same from texts.
Simulated simulated(std::string_view steps, std::string_view scenario, const Amount& amount = {});

} // namespace understudy
