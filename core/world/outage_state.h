// The outages of one simulated world, compiled for the models of one chain: which is on, and which
// hits an attempt. Windows, up/down processes, common-cause groups, counts and shares. Draws are
// keyed like OutageSchedule's: (seed, world, run, model, ordinal) for a share, (seed, world, outage
// id or group) for a process.
#pragma once

#include "core/base/time.h"
#include "core/plan/outage.h"
#include "core/world/attempt_dice.h"
#include "core/world/outage_process.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace understudy {

struct ModelName
{
    std::string provider;
    std::string model;

    bool operator==(const ModelName&) const = default;
};

class OutageState
{
public:
    // Outages are numbered by their place in `outages`, which must outlive this.
    OutageState(std::span<const Outage> outages, std::span<const ModelName> models);

    // A new world: processes in their first state, counts at zero. Cheap: isolated runs call it per
    // run. Processes are drawn only when they are asked about.
    void reset(std::uint64_t seed, std::uint64_t world);

    // The index of the first outage, in order, that is on, concerns the model and whose share draw
    // hits. `elapsed` counts from the world's start and never falls between calls.
    std::optional<std::uint16_t> strike(std::uint16_t model, Duration elapsed,
                                        const AttemptDice& dice);

    bool isOn(std::uint16_t outage, Duration elapsed);
    // No outage concerns any model: strike() never hits.
    bool isQuiet() const;
    // No process and no count: what strikes depends on time and keys alone.
    bool isStateless() const;

private:
    static constexpr std::uint16_t kNone = 0xFFFF;

    // What strike() must know of an outage, side by side.
    struct Entry
    {
        Duration from{};
        Duration until = Duration::max();
        double share = 1;
        std::uint64_t detail = 0;    // of the share draw
        std::uint16_t track = kNone; // of m_tracks
        std::uint16_t hits = kNone;  // place in m_hits, if counted
        std::uint32_t mostHits = 0;  // if counted
        bool isAsked = false;        // enabled, and some model may be hit
    };

    void compile(const Outage& outage, std::size_t index);
    std::uint16_t trackFor(const Outage& outage, std::size_t index);
    bool isOn(const Entry& entry, Duration elapsed);

    std::vector<Entry> m_entries;          // by outage
    std::vector<std::uint16_t> m_lists;    // outages that may hit a model, model after model
    std::vector<std::uint32_t> m_listEnds; // by model
    std::vector<ProcessTrack> m_tracks;
    std::vector<std::uint32_t> m_hits; // of the counted outages
};

} // namespace understudy
