#include "core/world/outage_schedule.h"

#include "core/base/check.h"
#include "core/world/draw_key.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

bool isWithin(const std::optional<OutageWindow>& window, Duration elapsed)
{
    return !window || (elapsed >= window->from && (!window->until || elapsed < *window->until));
}

using Changes = std::vector<OutageChange>;

void noteWindow(const std::optional<OutageWindow>& asked, std::uint16_t outage, Changes& found)
{
    const OutageWindow window = asked.value_or(OutageWindow{});
    if (window.until && *window.until <= window.from) {
        return;
    }
    found.push_back({window.from, outage, true});
    if (window.until) {
        found.push_back({*window.until, outage, false});
    }
}

// Copies the track, whose present spell it leaves alone.
void noteProcess(ProcessTrack track, std::uint16_t outage, Duration after, Duration until,
                 Changes& found)
{
    Duration at = std::max(after, Duration{});
    const bool isDown = track.isDown(at);
    if (after < Duration{} && isDown) {
        found.push_back({Duration{}, outage, true});
    }
    for (std::size_t i = 0; i < OutageSchedule::kMostChanges; ++i) {
        at = track.endOfSpell();
        if (at > until) {
            break;
        }
        found.push_back({at, outage, track.isDown(at)});
    }
}

} // namespace

OutageSchedule::OutageSchedule(std::uint64_t seed, std::vector<Outage> outages)
    : m_seed(seed)
{
    replace(std::move(outages));
}

void OutageSchedule::replace(std::vector<Outage> outages)
{
    US_CHECK(outages.size() < UINT16_MAX); // events name an outage by a 16-bit number
    m_outages = std::move(outages);
    m_hits.assign(m_outages.size(), 0);
    m_tracks.assign(m_outages.size(), std::nullopt);
    m_worlds.assign(m_outages.size(), 0);
    for (std::size_t i = 0; i < m_outages.size(); ++i) {
        if (m_outages[i].process) {
            m_tracks[i].emplace(*m_outages[i].process, processName(m_outages[i], i));
            m_tracks[i]->reset(m_seed, 0);
        }
    }
}

std::uint32_t OutageSchedule::hits(std::uint16_t outage) const
{
    US_CHECK(outage < m_hits.size());
    return m_hits[outage];
}

std::optional<std::uint16_t> OutageSchedule::decide(const OutageQuestion& question)
{
    const auto count = static_cast<std::uint16_t>(m_outages.size());
    for (std::uint16_t i = 0; i < count; ++i) {
        if (strikes(i, question)) {
            ++m_hits[i];
            return i;
        }
    }
    return std::nullopt;
}

bool OutageSchedule::isOn(std::uint16_t outage, Duration elapsed) const
{
    if (!isAllowed(outage, elapsed)) {
        return false;
    }
    return !m_tracks[outage] || firstWorldsTrack(outage).isDown(elapsed);
}

// A copy, which goes on alone.
ProcessTrack OutageSchedule::firstWorldsTrack(std::uint16_t outage) const
{
    ProcessTrack track = *m_tracks[outage];
    if (m_worlds[outage] != 0) {
        track.reset(m_seed, 0);
    }
    return track;
}

// All but the process.
bool OutageSchedule::isAllowed(std::uint16_t outage, Duration elapsed) const
{
    US_CHECK(outage < m_outages.size());
    const Outage& asked = m_outages[outage];
    const bool isUsedUp = asked.count && m_hits[outage] >= *asked.count;
    return asked.enabled && !isUsedUp && isWithin(asked.window, elapsed);
}

bool OutageSchedule::strikes(std::uint16_t outage, const OutageQuestion& question)
{
    const Outage& asked = m_outages[outage];
    if (!isAllowed(outage, question.elapsed) ||
        !concerns(asked, question.provider, question.model)) {
        return false;
    }
    if (m_tracks[outage] && !isDown(outage, question)) {
        return false;
    }
    const DrawKey key{.seed = m_seed,
                      .world = 0,
                      .run = question.run,
                      .model = modelHash(question.provider, question.model),
                      .ordinal = question.ordinal};
    return key.unit(DrawPurpose::OutageShare, shareDetail(asked, outage)) < asked.share;
}

bool OutageSchedule::isDown(std::uint16_t outage, const OutageQuestion& question)
{
    ProcessTrack& track = *m_tracks[outage];
    if (std::exchange(m_worlds[outage], question.world) != question.world) {
        track.reset(m_seed, question.world);
    }
    return track.isDown(question.elapsed);
}

std::vector<OutageChange> OutageSchedule::changes(Duration after, Duration until) const
{
    Changes found;
    const auto count = static_cast<std::uint16_t>(m_outages.size());
    for (std::uint16_t i = 0; i < count; ++i) {
        const Outage& outage = m_outages[i];
        if (!outage.enabled || outage.share <= 0) {
            continue;
        }
        if (m_tracks[i]) {
            noteProcess(firstWorldsTrack(i), i, after, until, found);
        } else {
            noteWindow(outage.window, i, found);
        }
    }
    std::erase_if(
        found, [&](const OutageChange& change) { return change.at <= after || change.at > until; });
    std::stable_sort(found.begin(), found.end(),
                     [](const OutageChange& a, const OutageChange& b) { return a.at < b.at; });
    return found;
}

} // namespace understudy
