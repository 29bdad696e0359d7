// A Scheduler whose time is a number: it jumps to the next wake, in order of (time, order asked).
// A wheel of eight levels of 256 buckets, one for each byte of a time: a wake waits in the level of
// the highest byte in which it differs from the present, and moves down as time comes near, three
// times for what is seconds away. Once warm it allocates nothing. One thread.
#pragma once

#include "core/engine/scheduler.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace understudy {

// Where the time of a simulated world begins: not zero, which means "unset" elsewhere.
inline constexpr Instant kWorldStart{milliseconds(1000)};

class VirtualScheduler final : public Scheduler
{
public:
    VirtualScheduler();

    Instant now() const override { return m_now; }
    // What lies in the past comes now, behind what was asked for before.
    void wakeAt(Instant when, Wakeable& target, std::uint64_t token) override;
    void forgetTarget(Wakeable& target) override;

    // Delivers the next wake. False when there is none.
    bool step();
    // Lets time pass up to `when`, where no wake lies before it.
    void advanceTo(Instant when);

    bool isIdle() const { return m_pending == 0; }
    std::size_t pending() const { return m_pending; }
    // When the next wake comes; Instant::max() when there is none.
    Instant peek() const;

    // Drops every wake and begins time anew. Memory is kept.
    void reset();

private:
    static constexpr std::size_t kLevels = 8;
    static constexpr std::size_t kBuckets = 256;
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    // In a list of its bucket, in the order asked; free ones in a list of their own.
    struct Wake
    {
        std::uint64_t when = 0; // microseconds
        Wakeable* target = nullptr;
        std::uint64_t token = 0;
        std::uint32_t next = kNone;
    };
    struct List
    {
        std::uint32_t first = kNone;
        std::uint32_t last = kNone;
    };
    // Which buckets hold something: a bit each, and a bit for each word that is not 0.
    struct Level
    {
        std::array<std::uint64_t, kBuckets / 64> isUsed{};
        std::uint32_t words = 0;
        std::array<List, kBuckets> buckets;

        void use(std::size_t bucket);
        void free(std::size_t bucket);
        bool isBucketUsed(std::size_t bucket) const;
        std::size_t firstUsed() const; // words must not be 0
        void clear();
    };

    std::uint32_t acquire();
    void release(std::uint32_t wake);
    void add(std::uint32_t wake);
    std::uint32_t takeNext();
    std::uint32_t takeAbove(std::size_t at);
    void empty(std::size_t at, std::size_t bucket);

    std::vector<Wake> m_wakes;
    std::uint32_t m_free = kNone;
    std::size_t m_pending = 0;
    std::uint64_t m_base = 0;   // no wake lies before it; the levels are relative to it
    std::uint32_t m_levels = 0; // a bit a level: one of its buckets is used
    Instant m_now = kWorldStart;
    std::vector<Level> m_wheel; // kLevels
};

} // namespace understudy
