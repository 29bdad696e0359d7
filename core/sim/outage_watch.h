// Finds out when the outages of a world go on and off, for whoever tells one run's story.
#pragma once

#include "core/base/time.h"
#include "core/plan/outage.h"
#include "core/world/outage_process.h"
#include "core/world/outage_schedule.h"
#include "core/world/outage_state.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace understudy {

class OutageWatch
{
public:
    // `state` is the world's own: it knows what has been used up. Both must outlive the watch.
    OutageWatch(std::span<const Outage> outages, OutageState& state);

    // In a world that began with reset(seed, world), as `state` did. Nothing is taken for on.
    void begin(std::uint64_t seed, std::uint64_t world, Duration elapsed);

    // What has changed since the last look, by time, then by order. `elapsed` never falls.
    const std::vector<OutageChange>& look(Duration elapsed);

private:
    struct Watched
    {
        std::optional<ProcessTrack> track;
        bool isOn = false;
        bool isUsedUp = false;
    };

    void look(std::uint16_t outage, Duration elapsed);
    void note(std::uint16_t outage, bool isOn, Duration at);
    Duration nextChange(std::uint16_t outage, Duration after);
    bool isPlanned(std::uint16_t outage, Duration elapsed);

    std::span<const Outage> m_outages;
    OutageState& m_state;
    std::vector<Watched> m_watched; // by outage
    Duration m_last{};
    std::vector<OutageChange> m_changes;
};

} // namespace understudy
