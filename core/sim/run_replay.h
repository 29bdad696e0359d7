// Tells one run out of the many of a unit, with what happened around it in its time: outages that
// came and went, and breakers that other runs opened or closed.
#pragma once

#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"
#include "core/sim/outage_watch.h"

#include <cstdint>

namespace understudy {

// The world whose runs are told, as its outages were drawn.
struct ReplayedWorld
{
    std::uint64_t seed = 0;
    std::uint64_t world = 0; // as given to OutageState::reset
    Instant start{};
};

class RunReplay final : public RunObserver
{
public:
    // `run` is the index that the engine knows it by. All references must outlive the replay.
    RunReplay(const Scheduler& scheduler, OutageWatch& watch, const ReplayedWorld& world,
              std::uint64_t run, RunObserver& observer);

    void onEvent(const RunEvent& event) override;
    void onRunEnd(std::uint64_t runIndex, const RunTally& tally) override;

    bool hasEnded() const { return m_hasEnded; }

private:
    void tellOutages();

    const Scheduler& m_scheduler;
    OutageWatch& m_watch;
    ReplayedWorld m_world;
    std::uint64_t m_run;
    RunObserver& m_observer;
    Instant m_runStart{};
    bool m_isUnderWay = false;
    bool m_hasEnded = false;
};

} // namespace understudy
