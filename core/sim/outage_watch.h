// Finds out when the outages of a world go on and off, for whoever tells one run's story.
#pragma once

#include "core/base/time.h"
#include "core/plan/outage.h"
#include "core/world/outage_schedule.h"
#include "core/world/outage_state.h"

#include <cstdint>
#include <span>
#include <vector>

namespace understudy {

class OutageWatch
{
public:
    // `state` is the world's own: it knows what has been used up. All must outlive the watch.
    OutageWatch(std::span<const Outage> outages, OutageState& state);

    // In a world that began with reset(seed, world), as `state` did. Nothing is taken for on.
    void begin(std::uint64_t seed, std::uint64_t world, Duration elapsed);

    // What has changed since the last look, by time, then by order. Spells that begin and end
    // between two looks go unseen. `elapsed` never falls.
    const std::vector<OutageChange>& look(Duration elapsed);

private:
    bool concerns(std::uint16_t outage) const;
    Duration timeOfChange(std::uint16_t outage, bool isOn, Duration elapsed);
    bool wasOn(std::uint16_t outage, Duration elapsed);

    std::span<const Outage> m_outages;
    OutageState& m_state;
    OutageState m_probe; // asked about the past, from the start each time
    std::uint64_t m_seed = 0;
    std::uint64_t m_world = 0;
    Duration m_last{};
    std::vector<bool> m_isOn;
    std::vector<OutageChange> m_changes;
};

} // namespace understudy
