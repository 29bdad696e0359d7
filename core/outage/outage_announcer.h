// Tells each run of the outages that go on and off while it lasts, as events: windows and processes
// count from the run's start. Beside the outage driver, which decides what an outage does.
#pragma once

#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"
#include "core/world/outage_schedule.h"

#include <cstdint>
#include <map>

namespace understudy {

class OutageAnnouncer final : private Wakeable
{
public:
    // All of them must outlive this.
    OutageAnnouncer(Scheduler& scheduler, OutageSchedule& schedule, RunObserver& observer);
    ~OutageAnnouncer() override;
    OutageAnnouncer(const OutageAnnouncer&) = delete;
    OutageAnnouncer& operator=(const OutageAnnouncer&) = delete;

    // Right after the run's first event, and right before its last. `deadline` is the longest that
    // it can last.
    void begin(std::uint32_t run, Duration deadline);
    void end(std::uint32_t run) { m_runs.erase(run); }

private:
    struct Listener
    {
        Instant start{};
        Duration deadline{};
        Duration told{-1}; // up to and including this
    };

    void onWake(std::uint64_t token) override;
    void tell(std::uint32_t run, Listener& listener);

    Scheduler& m_scheduler;
    OutageSchedule& m_schedule;
    RunObserver& m_observer;
    std::map<std::uint32_t, Listener> m_runs;
};

} // namespace understudy
