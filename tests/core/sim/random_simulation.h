// A chain and a scenario for it, drawn from one seed: every kind of step, limit, failure, outage,
// capacity and workload.
#pragma once

#include "core/plan/scenario.h"
#include "tests/support/chain_builder.h"

#include <cstdint>
#include <memory>

namespace understudy {

struct SimulationRange
{
    bool isIsolated = true; // no workload
    bool inOrderOnly = false;
    bool hasCapacity = false; // some models are limited
};

struct RandomSimulation
{
    std::shared_ptr<const CompiledChain> chain;
    Scenario scenario;
};

RandomSimulation randomSimulation(std::uint64_t seed, const SimulationRange& range);

} // namespace understudy
