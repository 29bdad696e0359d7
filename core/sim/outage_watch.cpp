#include "core/sim/outage_watch.h"

#include <algorithm>

namespace understudy {

OutageWatch::OutageWatch(std::span<const Outage> outages, OutageState& state)
    : m_outages(outages)
    , m_state(state)
    , m_probe(outages, {})
    , m_isOn(outages.size())
{}

void OutageWatch::begin(std::uint64_t seed, std::uint64_t world, Duration elapsed)
{
    m_seed = seed;
    m_world = world;
    m_last = elapsed;
    m_isOn.assign(m_outages.size(), false);
}

const std::vector<OutageChange>& OutageWatch::look(Duration elapsed)
{
    m_changes.clear();
    for (std::uint16_t i = 0; i < m_outages.size(); ++i) {
        const bool isOn = concerns(i) && m_state.isOn(i, elapsed);
        if (isOn != m_isOn[i]) {
            m_isOn[i] = isOn;
            m_changes.push_back({timeOfChange(i, isOn, elapsed), i, isOn});
        }
    }
    m_last = elapsed;
    std::stable_sort(m_changes.begin(), m_changes.end(),
                     [](const OutageChange& a, const OutageChange& b) { return a.at < b.at; });
    return m_changes;
}

bool OutageWatch::concerns(std::uint16_t outage) const
{
    return m_outages[outage].enabled && m_outages[outage].share > 0;
}

// The probe never hits anything, so what it says at `elapsed` differs where hits have used an outage
// up: that shows now. Else halving the time since the last look finds the microsecond.
Duration OutageWatch::timeOfChange(std::uint16_t outage, bool isOn, Duration elapsed)
{
    if (wasOn(outage, elapsed) != isOn) {
        return elapsed;
    }
    Duration before = m_last;
    if (wasOn(outage, before) == isOn) {
        return before;
    }
    Duration after = elapsed;
    while (after - before > Duration{1}) {
        const Duration middle = before + (after - before) / 2;
        (wasOn(outage, middle) == isOn ? after : before) = middle;
    }
    return after;
}

bool OutageWatch::wasOn(std::uint16_t outage, Duration elapsed)
{
    m_probe.reset(m_seed, m_world);
    return m_probe.isOn(outage, elapsed);
}

} // namespace understudy
