#include "core/outage/outage_announcer.h"

namespace understudy {

OutageAnnouncer::OutageAnnouncer(Scheduler& scheduler, OutageSchedule& schedule,
                                 RunObserver& observer)
    : m_scheduler(scheduler)
    , m_schedule(schedule)
    , m_observer(observer)
{}

OutageAnnouncer::~OutageAnnouncer() { m_scheduler.forgetTarget(*this); }

void OutageAnnouncer::begin(std::uint32_t run, Duration deadline)
{
    Listener& listener = m_runs[run];
    listener = {.start = m_scheduler.now(), .deadline = deadline};
    tell(run, listener);
}

void OutageAnnouncer::onWake(std::uint64_t token)
{
    const auto found = m_runs.find(static_cast<std::uint32_t>(token));
    if (found != m_runs.end()) {
        tell(found->first, found->second);
    }
}

void OutageAnnouncer::tell(std::uint32_t run, Listener& listener)
{
    const Duration now = m_scheduler.now() - listener.start;
    for (const OutageChange& change : m_schedule.changes(listener.told, listener.deadline)) {
        if (change.at > now) {
            m_scheduler.wakeAt(listener.start + change.at, *this, run);
            break;
        }
        m_observer.onEvent({.at = now,
                            .kind = EventKind::Outage,
                            .because = change.isOn ? std::uint8_t{1} : std::uint8_t{0},
                            .injected = static_cast<std::uint16_t>(change.outage + 1),
                            .run = run});
    }
    listener.told = now;
}

} // namespace understudy
