#include "core/world/outage_state.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

OutageState::OutageState(std::span<const Outage> outages, std::span<const ModelName> models)
    : m_entries(outages.size())
{
    US_CHECK(outages.size() < kNone); // events name an outage by a 16-bit number
    for (const ModelName& model : models) {
        for (std::size_t i = 0; i < outages.size(); ++i) {
            const Outage& outage = outages[i];
            if (outage.enabled && outage.share > 0 &&
                concerns(outage, model.provider, model.model)) {
                m_entries[i].isAsked = true;
                m_lists.push_back(static_cast<std::uint16_t>(i));
            }
        }
        m_listEnds.push_back(static_cast<std::uint32_t>(m_lists.size()));
    }
    for (std::size_t i = 0; i < outages.size(); ++i) {
        compile(outages[i], i);
    }
}

void OutageState::compile(const Outage& outage, std::size_t index)
{
    Entry& entry = m_entries[index];
    entry.share = outage.share;
    entry.detail = shareDetail(outage, index);
    if (!outage.enabled) {
        entry.until = entry.from; // never on
    } else if (outage.window) {
        entry.from = outage.window->from;
        entry.until = outage.window->until.value_or(entry.until);
    }
    if (outage.process) {
        entry.track = trackFor(outage, index);
    }
    if (outage.count) {
        entry.hits = static_cast<std::uint16_t>(m_hits.size());
        entry.mostHits = *outage.count;
        m_hits.push_back(0);
    }
}

// Outages of one group go by one track.
std::uint16_t OutageState::trackFor(const Outage& outage, std::size_t index)
{
    const std::uint64_t name = processName(outage, index);
    const auto found = std::ranges::find_if(m_tracks, [&](const ProcessTrack& track) {
        return track.name() == name && track.process() == *outage.process;
    });
    const auto place = static_cast<std::uint16_t>(found - m_tracks.begin());
    if (found == m_tracks.end()) {
        m_tracks.emplace_back(*outage.process, name);
    }
    return place;
}

void OutageState::reset(std::uint64_t seed, std::uint64_t world)
{
    for (ProcessTrack& track : m_tracks) {
        track.reset(seed, world);
    }
    std::ranges::fill(m_hits, 0);
}

std::optional<std::uint16_t> OutageState::strike(std::uint16_t model, Duration elapsed,
                                                 const AttemptDice& dice)
{
    US_CHECK(model < m_listEnds.size());
    const std::uint32_t end = m_listEnds[model];
    for (std::uint32_t i = model == 0 ? 0 : m_listEnds[model - 1]; i < end; ++i) {
        const Entry& entry = m_entries[m_lists[i]];
        if (!isOn(entry, elapsed) ||
            (entry.share < 1 && dice.unit(DrawPurpose::OutageShare, entry.detail) >= entry.share)) {
            continue;
        }
        if (entry.hits != kNone) {
            ++m_hits[entry.hits];
        }
        return m_lists[i];
    }
    return std::nullopt;
}

bool OutageState::isOn(std::uint16_t outage, Duration elapsed)
{
    US_CHECK(outage < m_entries.size());
    return isOn(m_entries[outage], elapsed);
}

bool OutageState::isOn(const Entry& entry, Duration elapsed)
{
    if (elapsed < entry.from || elapsed >= entry.until ||
        (entry.hits != kNone && m_hits[entry.hits] >= entry.mostHits)) {
        return false;
    }
    return entry.track == kNone || m_tracks[entry.track].isDown(elapsed);
}

bool OutageState::isQuiet() const { return m_lists.empty(); }

bool OutageState::isStateless() const
{
    return std::ranges::none_of(m_entries, [](const Entry& entry) {
        return entry.isAsked && (entry.track != kNone || entry.hits != kNone);
    });
}

} // namespace understudy
