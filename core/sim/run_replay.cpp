#include "core/sim/run_replay.h"

#include <algorithm>

namespace understudy {

RunReplay::RunReplay(const Scheduler& scheduler, OutageWatch& watch, const ReplayedWorld& world,
                     std::uint64_t run, RunObserver& observer)
    : m_scheduler(scheduler)
    , m_watch(watch)
    , m_world(world)
    , m_run(run)
    , m_observer(observer)
{}

void RunReplay::onEvent(const RunEvent& event)
{
    const bool isOurs = event.run == static_cast<std::uint32_t>(m_run) && !m_hasEnded;
    if (isOurs && event.kind == EventKind::RunStarted) {
        m_isUnderWay = true;
        m_runStart = m_scheduler.now();
        m_watch.begin(m_world.seed, m_world.world, m_runStart - m_world.start);
        m_observer.onEvent(event);
        tellOutages();
        return;
    }
    if (!m_isUnderWay || (!isOurs && event.kind != EventKind::Breaker)) {
        return;
    }
    tellOutages();
    RunEvent told = event;
    if (!isOurs) {
        told.at = m_scheduler.now() - m_runStart;
        told.run = static_cast<std::uint32_t>(m_run);
        told.attempt = 0; // not one of this run's
    }
    m_observer.onEvent(told);
}

void RunReplay::onRunEnd(std::uint64_t runIndex, const RunTally& tally)
{
    if (runIndex == m_run && m_isUnderWay) {
        m_isUnderWay = false;
        m_hasEnded = true;
        m_observer.onRunEnd(runIndex, tally);
    }
}

void RunReplay::tellOutages()
{
    for (const OutageChange& change : m_watch.look(m_scheduler.now() - m_world.start)) {
        m_observer.onEvent({.at = change.at - (m_runStart - m_world.start),
                            .kind = EventKind::Outage,
                            .because = static_cast<std::uint8_t>(change.isOn ? 1 : 0),
                            .injected = static_cast<std::uint16_t>(change.outage + 1),
                            .run = static_cast<std::uint32_t>(m_run)});
    }
}

} // namespace understudy
