// The outages of a world: which is on, and which one hits an attempt. The only state is how often
// each has hit, and how far processes are drawn; the draws themselves are keyed, so asking twice
// for one attempt answers the same (but counts twice).
#pragma once

#include "core/base/time.h"
#include "core/plan/outage.h"
#include "core/world/outage_process.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace understudy {

// An attempt, as outages see it.
struct OutageQuestion
{
    std::uint64_t run = 0;
    std::uint64_t world = 0; // whose processes they are; shares are drawn as in world 0
    std::string_view provider;
    std::string_view model;
    std::uint64_t ordinal = 0; // earlier attempts of the run on the same provider and model
    Duration elapsed{};        // what windows are measured by
};

// An outage's window or process opens or closes.
struct OutageChange
{
    Duration at{};
    std::uint16_t outage = 0; // index
    bool isOn = false;

    bool operator==(const OutageChange&) const = default;
};

class OutageSchedule
{
public:
    OutageSchedule(std::uint64_t seed, std::vector<Outage> outages);
    OutageSchedule(const OutageSchedule&) = delete;
    OutageSchedule& operator=(const OutageSchedule&) = delete;

    // Forgets the hits as well.
    void replace(std::vector<Outage> outages);
    const std::vector<Outage>& outages() const { return m_outages; }
    std::uint32_t hits(std::uint16_t outage) const;

    // The index of the first outage, in order, that is on, matches and whose share draw hits;
    // it counts as a hit. An outage's number in events is its index + 1.
    std::optional<std::uint16_t> decide(const OutageQuestion& question);

    // Enabled, within its window or down by its process in world 0, and not used up.
    bool isOn(std::uint16_t outage, Duration elapsed) const;

    // What windows, and processes in world 0, do in (after, until], by time, then by order. Pass a
    // negative `after` to hear of those that are on from the start. At most kMostChanges of each
    // process.
    std::vector<OutageChange> changes(Duration after, Duration until) const;
    static constexpr std::size_t kMostChanges = 1000;

private:
    ProcessTrack firstWorldsTrack(std::uint16_t outage) const;
    bool isAllowed(std::uint16_t outage, Duration elapsed) const;
    bool strikes(std::uint16_t outage, const OutageQuestion& question);
    bool isDown(std::uint16_t outage, const OutageQuestion& question);

    std::uint64_t m_seed;
    std::vector<Outage> m_outages;
    std::vector<std::uint32_t> m_hits;                 // by index
    std::vector<std::optional<ProcessTrack>> m_tracks; // by index; of m_outages
    std::vector<std::uint64_t> m_worlds;               // by index; in which the track is
};

} // namespace understudy
