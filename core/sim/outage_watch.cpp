#include "core/sim/outage_watch.h"

#include <algorithm>

namespace understudy {

OutageWatch::OutageWatch(std::span<const Outage> outages, OutageState& state)
    : m_outages(outages)
    , m_state(state)
    , m_watched(outages.size())
{}

void OutageWatch::begin(std::uint64_t seed, std::uint64_t world, Duration elapsed)
{
    m_last = elapsed;
    for (std::size_t i = 0; i < m_outages.size(); ++i) {
        m_watched[i] = {};
        if (m_outages[i].process) {
            m_watched[i].track.emplace(*m_outages[i].process, processName(m_outages[i], i));
            m_watched[i].track->reset(seed, world);
        }
    }
}

const std::vector<OutageChange>& OutageWatch::look(Duration elapsed)
{
    m_changes.clear();
    for (std::uint16_t i = 0; i < m_outages.size(); ++i) {
        if (m_outages[i].enabled && m_outages[i].share > 0) {
            look(i, elapsed);
        }
    }
    m_last = elapsed;
    std::stable_sort(m_changes.begin(), m_changes.end(),
                     [](const OutageChange& a, const OutageChange& b) { return a.at < b.at; });
    return m_changes;
}

// Window or process say what is planned; only hits, which come at events, end it before.
void OutageWatch::look(std::uint16_t outage, Duration elapsed)
{
    note(outage, isPlanned(outage, m_last), m_last);
    for (Duration at = nextChange(outage, m_last); at <= elapsed; at = nextChange(outage, at)) {
        note(outage, isPlanned(outage, at), at);
    }
    Watched& watched = m_watched[outage];
    if (watched.isOn && !m_state.isOn(outage, elapsed)) {
        note(outage, false, elapsed);
        watched.isUsedUp = true;
    }
}

void OutageWatch::note(std::uint16_t outage, bool isOn, Duration at)
{
    Watched& watched = m_watched[outage];
    if (isOn != watched.isOn && !watched.isUsedUp) {
        watched.isOn = isOn;
        m_changes.push_back({at, outage, isOn});
    }
}

Duration OutageWatch::nextChange(std::uint16_t outage, Duration after)
{
    if (std::optional<ProcessTrack>& track = m_watched[outage].track) {
        track->isDown(after);
        return track->endOfSpell();
    }
    const OutageWindow window = m_outages[outage].window.value_or(OutageWindow{});
    if (after < window.from) {
        return window.from;
    }
    return window.until && after < *window.until ? *window.until : Duration::max();
}

bool OutageWatch::isPlanned(std::uint16_t outage, Duration elapsed)
{
    if (std::optional<ProcessTrack>& track = m_watched[outage].track) {
        return track->isDown(elapsed);
    }
    const OutageWindow window = m_outages[outage].window.value_or(OutageWindow{});
    return elapsed >= window.from && (!window.until || elapsed < *window.until);
}

} // namespace understudy
