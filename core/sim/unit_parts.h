// What a UnitRunner is made of. Internal to core/sim.
#pragma once

#include "core/engine/engine.h"
#include "core/sim/isolated_path.h"
#include "core/sim/sim_attempt_driver.h"
#include "core/sim/simulate_unit.h"
#include "core/sim/simulated_world.h"
#include "core/sim/unit_observer.h"
#include "core/sim/virtual_scheduler.h"
#include "core/sim/workload.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace understudy {

struct UnitRunner::Parts
{
    Parts(std::shared_ptr<const CompiledChain> chainToRun, const Scenario& scenarioToRun,
          std::uint64_t seedToUse);

    // The specialised path where it can, else the engine.
    void playIsolated(std::uint64_t run);
    void playThroughEngine(std::uint64_t run);
    void beginWorld(const UnitJob& job);
    void stepWorld();
    void awaitNextArrival();
    void startRun(std::uint64_t index);
    void renewEngine();
    void tellRejected(UnitStatistics& statistics);

    // A client of a closed workload that thinks, and then asks again.
    struct Clients final : Wakeable
    {
        Parts* parts = nullptr;
        void onWake(std::uint64_t endedRun) override;
    };
    // A run's time to begin has come: by itself, or because a client asks again.
    struct Arrival final : Wakeable
    {
        static constexpr std::uint64_t kByItself = 1;
        Parts* parts = nullptr;
        void onWake(std::uint64_t token) override;
    };

    std::shared_ptr<const CompiledChain> chain;
    const Scenario& scenario;
    std::uint64_t seed;
    bool isIsolated;
    VirtualScheduler scheduler;
    SimulatedWorld world;
    SimAttemptDriver driver;
    UnitObserver observer;
    Clients clients;
    Arrival arrival;
    std::unique_ptr<Engine> engine;
    RunStart start; // of the next run; the chain in it is the same for all
    std::unique_ptr<IsolatedPath> path;   // none where it cannot be taken
    std::optional<ArrivalTimes> arrivals; // of the present world
    std::uint64_t runs = 0;               // of the present world
    std::uint64_t promised = 0;           // of them, those that have begun or know when they will
    std::uint64_t started = 0;
    Duration lastEnd{}; // from the world's start
};

} // namespace understudy
