// A Scheduler whose time is a number: it jumps to the next wake, in order of (time, sequence). A
// 4-ary heap of 32-byte entries; once warm it allocates nothing. One thread.
#pragma once

#include "core/engine/scheduler.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace understudy {

// Where the time of a simulated world begins: not zero, which means "unset" elsewhere.
inline constexpr Instant kWorldStart{milliseconds(1000)};

class VirtualScheduler final : public Scheduler
{
public:
    Instant now() const override { return m_now; }
    // What lies in the past comes now, behind what was asked for before.
    void wakeAt(Instant when, Wakeable& target, std::uint64_t token) override;
    void forgetTarget(Wakeable& target) override;

    // Delivers the next wake. False when there is none.
    bool step();
    // Lets time pass up to `when`, where no wake lies before it.
    void advanceTo(Instant when);

    bool isIdle() const { return pending() == 0; }
    std::size_t pending() const { return m_wakes.size() - (m_isTopTaken ? 1 : 0); }
    // When the next wake comes; Instant::max() when there is none. Not from within a wake.
    Instant peek() const { return m_wakes.empty() ? Instant::max() : m_wakes.front().when; }

    // Drops every wake and begins time anew. Memory is kept.
    void reset();

private:
    struct Wake
    {
        Instant when;
        std::uint64_t sequence;
        Wakeable* target;
        std::uint64_t token;

        bool isBefore(const Wake& other) const
        {
            // No branch: which of two wakes comes first is what a processor cannot foresee.
            return static_cast<bool>(
                static_cast<int>(when < other.when) |
                (static_cast<int>(when == other.when) &
                 static_cast<int>(sequence < other.sequence)));
        }
    };
    static_assert(sizeof(Wake) == 32);

    void rise(std::size_t place, const Wake& wake);
    void sink(std::size_t place, const Wake& wake);
    void closeTop();

    std::vector<Wake> m_wakes;
    std::uint64_t m_sequence = 0;
    Instant m_now = kWorldStart;
    // The wake being delivered still stands in front: what it asks for first takes its place, which
    // spares a removal and an insertion.
    bool m_isTopTaken = false;
};

} // namespace understudy
