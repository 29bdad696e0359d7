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
        std::push_heap(m_wakes.begin(), m_wakes.end());
    }

    void forgetTarget(Wakeable& target) override
    {
        std::erase_if(m_wakes, [&](const Wake& wake) { return wake.target == &target; });
        std::make_heap(m_wakes.begin(), m_wakes.end());
    }

    // Delivers every wake up to and including `when`, in order of (time, sequence).
    void advanceTo(Instant when)
    {
        while (!m_wakes.empty() && m_wakes.front().when <= when) {
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
        std::pop_heap(m_wakes.begin(), m_wakes.end());
        const Wake wake = m_wakes.back();
        m_wakes.pop_back();
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

        // The standard heap keeps its largest in front: the later wake is the smaller one.
        bool operator<(const Wake& other) const
        {
            return when != other.when ? when > other.when : sequence > other.sequence;
        }
    };

    std::vector<Wake> m_wakes;
    std::uint64_t m_sequence = 0;
    Instant m_now{std::chrono::seconds(1)}; // not zero: zero means "unset" elsewhere
};

} // namespace understudy
