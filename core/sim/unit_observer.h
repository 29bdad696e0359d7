// Hands the facts of a unit to whoever wants them, and counts ends. Internal to core/sim.
#pragma once

#include "core/base/time.h"
#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"
#include "core/report/unit_statistics.h"

#include <cstdint>

namespace understudy {

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
        m_timeOfRuns = saturatedSum(m_timeOfRuns, tally.total);
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

} // namespace understudy
