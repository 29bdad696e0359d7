// A simulation from what a person asked for to its record: chains, a scenario, a seed.
#pragma once

#include "core/lab/experiment.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/scenario.h"
#include "core/report/simulation_record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace understudy {

inline constexpr std::uint64_t kDefaultRuns = 100'000;

struct SimulationOrder
{
    std::vector<std::shared_ptr<const CompiledChain>> chains; // at least one
    std::vector<GoalLine> goals;                              // of every chain, after its own
    std::shared_ptr<const Scenario> scenario;                 // with all outages
    std::uint64_t seed = 1;
    std::uint64_t runs = kDefaultRuns;
    std::uint64_t worlds = 1; // 1 when isolated
    std::uint32_t threads = 1;
    std::optional<Shard> shard;
    std::string version; // of the program
};

// No workload, or one that says so: each run in a world of its own.
bool runsIsolated(const Scenario& scenario);

// The chains' names, made unique by "#2" where two are the same.
std::vector<std::string>
uniqueNames(const std::vector<std::shared_ptr<const CompiledChain>>& chains);

// What will be simulated, without results.
SimulationRecord recordOf(const SimulationOrder& order);
// Puts them into it.
void fill(SimulationRecord& record, Measurement measurement, double wallSeconds);

ExperimentPlan planOf(const SimulationOrder& order);
// Work through the real engine. The order is copied.
UnitWorkFactory engineWork(const SimulationOrder& order);

// The events of run `run`, counted over all worlds, of a chain.
void replayRun(const SimulationOrder& order, std::size_t chain, std::uint64_t run,
               RunObserver& observer);

} // namespace understudy
