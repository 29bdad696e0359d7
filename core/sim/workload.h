// When the runs of a simulated world begin. Every draw is keyed by (seed, world, purpose, index),
// so arrivals stay what they are whatever the chain does with them.
#pragma once

#include "core/base/time.h"
#include "core/plan/scenario.h"
#include "core/world/draw_key.h"

#include <cstdint>

namespace understudy {

// Draws of the simulation itself; those of models and outages are named in core/world.
inline constexpr DrawPurpose kArrivalDraw{32};
inline constexpr DrawPurpose kThinkDraw{33};

// The runs that begin by themselves, one after the other. Of a closed workload these are the first
// runs of its clients; each further one begins when a client has thought (thinkAfter).
class ArrivalTimes
{
public:
    // `arrivals` must outlive this. `runs` is how many runs the world has.
    ArrivalTimes(const Arrivals& arrivals, std::uint64_t seed, std::uint64_t world,
                 std::uint64_t runs);

    // From the world's start; Duration::max() when no more run begins by itself.
    Duration next() const { return m_next; }
    // The run of next() has begun.
    void pass();

    // How long a client thinks after its run with that index, before it starts another one.
    Duration thinkAfter(std::uint64_t run) const;

private:
    Duration timeOf(std::uint64_t run);

    const Arrivals& m_arrivals;
    std::uint64_t m_arrivalKey;
    std::uint64_t m_thinkKey;
    std::uint64_t m_count = 0; // how many begin by themselves
    std::uint64_t m_run = 0;   // the one that begins next
    Duration m_next{};
    TimeLaw m_gap;
    std::int64_t m_gapScale; // how many of m_gaps are a microsecond
    std::int64_t m_gaps = 0; // sum of the gaps drawn so far
};

} // namespace understudy
