#include "app/live/qt_scheduler.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace understudy {

QtScheduler::QtScheduler(QObject* parent)
    : QObject(parent)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &QtScheduler::deliverDue);
}

Instant QtScheduler::now() const
{
    const auto sinceEpoch = std::chrono::steady_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<Duration>(sinceEpoch)};
}

void QtScheduler::wakeAt(Instant when, Wakeable& target, std::uint64_t token)
{
    m_wakes.push_back({when, m_sequence++, &target, token});
    std::push_heap(m_wakes.begin(), m_wakes.end(), &QtScheduler::isLater);
    armTimer();
}

void QtScheduler::forgetTarget(Wakeable& target)
{
    std::erase_if(m_wakes, [&](const Wake& wake) { return wake.target == &target; });
    std::make_heap(m_wakes.begin(), m_wakes.end(), &QtScheduler::isLater);
}

bool QtScheduler::isLater(const Wake& a, const Wake& b)
{
    return a.when != b.when ? a.when > b.when : a.sequence > b.sequence;
}

void QtScheduler::armTimer()
{
    if (m_wakes.empty()) {
        m_timer.stop();
        return;
    }
    const Duration left = std::max(m_wakes.front().when - now(), Duration::zero());
    const std::int64_t rounded = (left.count() + 999) / 1000; // never early
    constexpr std::int64_t kLongest = std::numeric_limits<int>::max();
    m_timer.start(static_cast<int>(std::min(rounded, kLongest)));
}

void QtScheduler::deliverDue()
{
    // What is asked for while delivering waits for its own turn of the event loop.
    const std::uint64_t end = m_sequence;
    const Instant due = now();
    while (!m_wakes.empty() && m_wakes.front().when <= due && m_wakes.front().sequence < end) {
        std::pop_heap(m_wakes.begin(), m_wakes.end(), &QtScheduler::isLater);
        const Wake wake = m_wakes.back();
        m_wakes.pop_back();
        wake.target->onWake(wake.token);
    }
    armTimer();
}

} // namespace understudy
