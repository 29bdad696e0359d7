// A Scheduler whose time moves only when a test says so.
#pragma once

#include "core/engine/scheduler.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace understudy {

class ManualScheduler final : public Scheduler
{
public:
    Instant now() const override { return m_now; }

    void wakeAt(Instant when, Wakeable& target, std::uint64_t token) override
    {
        m_wakes.push_back({std::max(when, m_now), m_sequence++, &target, token});
    }

    void forgetTarget(Wakeable& target) override
    {
        std::erase_if(m_wakes, [&](const Wake& wake) { return wake.target == &target; });
    }

    // Delivers every wake up to and including `when`, in order of (time, sequence).
    void advanceTo(Instant when)
    {
        while (!m_wakes.empty() && next()->when <= when) {
            deliverNext();
        }
        m_now = std::max(m_now, when);
    }
    void advanceBy(Duration span) { advanceTo(m_now + span); }

    // Delivers wakes until there are none, or until `limit` were delivered.
    bool runUntilIdle(std::size_t limit = 1'000'000)
    {
        while (!m_wakes.empty() && limit-- > 0) {
            deliverNext();
        }
        return m_wakes.empty();
    }

    bool deliverNext()
    {
        if (m_wakes.empty()) {
            return false;
        }
        const auto position = next();
        const Wake wake = *position;
        m_wakes.erase(position);
        m_now = wake.when;
        wake.target->onWake(wake.token);
        return true;
    }

    std::size_t pending() const { return m_wakes.size(); }

private:
    struct Wake
    {
        Instant when;
        std::uint64_t sequence;
        Wakeable* target;
        std::uint64_t token;
    };

    std::vector<Wake>::iterator next()
    {
        return std::min_element(m_wakes.begin(), m_wakes.end(), [](const Wake& a, const Wake& b) {
            return a.when != b.when ? a.when < b.when : a.sequence < b.sequence;
        });
    }

    std::vector<Wake> m_wakes;
    std::uint64_t m_sequence = 0;
    Instant m_now{std::chrono::seconds(1)}; // not zero: zero means "unset" elsewhere
};

} // namespace understudy
