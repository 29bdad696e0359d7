// What a UnitRunner is made of. Internal to core/sim.
#pragma once

#include "core/engine/engine.h"
#include "core/sim/outage_watch.h"
#include "core/sim/sim_attempt_driver.h"
#include "core/sim/simulate_unit.h"
#include "core/sim/simulated_world.h"
#include "core/sim/virtual_scheduler.h"
#include "core/sim/workload.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace understudy {

// Hands the engine's facts to whoever wants them in this unit, and counts ends.
class UnitObserver final : public RunObserver
{
public:
    // Whoever is told of it must not be in the middle of an event.
    void tellTo(UnitStatistics& statistics) { begin(&statistics, nullptr); }
    void tellTo(RunObserver& observer) { begin(nullptr, &observer); }

    void onEvent(const RunEvent& event) override
    {
        if (m_statistics != nullptr) {
            m_statistics->onEvent(event); // known to be this very class: no virtual call
        } else {
            m_observer->onEvent(event);
        }
    }
    void onRunEnd(std::uint64_t runIndex, const RunTally& tally) override
    {
        ++m_ended;
        m_timeOfRuns += tally.total;
        if (m_statistics != nullptr) {
            m_statistics->onRunEnd(runIndex, tally);
        } else {
            m_observer->onRunEnd(runIndex, tally);
        }
        if (m_clients != nullptr) {
            m_clients->onWake(runIndex);
        }
    }
    // Of a closed workload: woken with the index of each run that has ended.
    void setClients(Wakeable* clients) { m_clients = clients; }

    std::uint64_t ended() const { return m_ended; }
    Duration timeOfRuns() const { return m_timeOfRuns; }

private:
    void begin(UnitStatistics* statistics, RunObserver* observer)
    {
        m_statistics = statistics;
        m_observer = observer;
        m_ended = 0;
        m_timeOfRuns = Duration::zero();
    }

    UnitStatistics* m_statistics = nullptr;
    RunObserver* m_observer = nullptr;
    Wakeable* m_clients = nullptr;
    std::uint64_t m_ended = 0;
    Duration m_timeOfRuns{};
};

struct UnitRunner::Parts
{
    Parts(std::shared_ptr<const CompiledChain> chainToRun, const Scenario& scenarioToRun,
          std::uint64_t seedToUse);

    void playIsolated(std::uint64_t run);
    void beginWorld(const UnitJob& job);
    void stepWorld();
    void startRun(std::uint64_t index);
    void renewEngine();
    void tellRejected(UnitStatistics& statistics);

    // A client of a closed workload that thinks, and then asks again.
    struct Clients final : Wakeable
    {
        Parts* parts = nullptr;
        void onWake(std::uint64_t endedRun) override;
    };
    struct Arrival final : Wakeable
    {
        Parts* parts = nullptr;
        void onWake(std::uint64_t) override { parts->startRun(parts->started++); }
    };

    std::shared_ptr<const CompiledChain> chain;
    const Scenario& scenario;
    std::uint64_t seed;
    bool isIsolated;
    bool isGeneralOnly = false;
    VirtualScheduler scheduler;
    SimulatedWorld world;
    SimAttemptDriver driver;
    UnitObserver observer;
    Clients clients;
    Arrival arrival;
    std::unique_ptr<Engine> engine;
    std::optional<ArrivalTimes> arrivals; // of the present world
    std::uint64_t runs = 0;               // of the present world
    std::uint64_t promised = 0;           // of them, those that have begun or know when they will
    std::uint64_t started = 0;
    Duration lastEnd{}; // from the world's start
};

} // namespace understudy
