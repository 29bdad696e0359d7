// An outage process in one world: up and down spells in turn, each drawn by its number when time
// reaches it. A copy goes on alone. Draws are keyed (seed, world, outage id or group, spell).
#pragma once

#include "core/base/time.h"
#include "core/plan/outage.h"
#include "core/world/draw_key.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace understudy {

bool concerns(const Outage& outage, std::string_view provider, std::string_view model);

// Tells the share draws of outages apart: by id, so that the order of a list does not matter to
// them; without one by place.
std::uint64_t shareDetail(const Outage& outage, std::size_t index);
// Who goes up and down together: the group, or the outage alone.
std::uint64_t processName(const Outage& outage, std::size_t index);

class ProcessTrack
{
public:
    // `process` must outlive the track.
    ProcessTrack(const OutageProcess& process, std::uint64_t name);

    void reset(std::uint64_t seed, std::uint64_t world);
    // Cheap while `elapsed` rises; an earlier one begins again with the first spell.
    bool isDown(Duration elapsed);
    // When the spell ends that isDown() was last asked about.
    Duration endOfSpell();

    const OutageProcess& process() const { return *m_process; }
    std::uint64_t name() const { return m_name; }

private:
    void begin();
    void endFirst();
    void next();
    double unit(DrawPurpose purpose, std::uint64_t spell) const;

    const OutageProcess* m_process;
    std::uint64_t m_name;
    double m_upShare; // of the time in the long run
    std::uint64_t m_key = 0;
    std::uint64_t m_spell = 0; // number of the current one
    Duration m_from{};
    Duration m_until{}; // not known yet while it is not after m_from
    bool m_isDown = false;
    bool m_hasBegun = false;
};

// The share of the time, from 0 to `horizon` for windows and in the long run for processes, that
// the outage is on. It says nothing of its share of the attempts, and nothing of its count.
double stationaryShareOn(const Outage& outage, Duration horizon);

} // namespace understudy
