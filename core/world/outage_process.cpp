#include "core/world/outage_process.h"

#include "core/base/random.h"
#include "core/world/attempt_dice.h"

#include <algorithm>

namespace understudy {

namespace {

// So that time goes on whatever a law draws.
constexpr Duration kShortestSpell{1};

double upShareOf(const OutageProcess& process)
{
    const double up = meanOf(process.up);
    const double down = meanOf(process.down);
    return up + down > 0 ? up / (up + down) : 1;
}

bool matches(std::string_view pattern, std::string_view name)
{
    return pattern == "*" || pattern == name;
}

} // namespace

bool concerns(const Outage& outage, std::string_view provider, std::string_view model)
{
    return matches(outage.provider, provider) && matches(outage.model, model);
}

std::uint64_t shareDetail(const Outage& outage, std::size_t index)
{
    return outage.id.empty() ? index : hashText(outage.id);
}

std::uint64_t processName(const Outage& outage, std::size_t index)
{
    constexpr std::uint64_t kGroup = 1; // so that an outage's id may also be a group's name
    return outage.group.empty() ? shareDetail(outage, index)
                                : mixKey({kGroup, hashText(outage.group)});
}

ProcessTrack::ProcessTrack(const OutageProcess& process, std::uint64_t name)
    : m_process(&process)
    , m_name(name)
    , m_upShare(upShareOf(process))
{}

void ProcessTrack::reset(std::uint64_t seed, std::uint64_t world)
{
    m_key = mixKey({seed, world, m_name});
    m_hasBegun = false;
}

bool ProcessTrack::isDown(Duration elapsed)
{
    if (!m_hasBegun || elapsed < m_from) {
        begin();
    }
    if (elapsed > m_from && m_until <= m_from) {
        endFirst();
    }
    while (m_until > m_from && elapsed >= m_until) {
        next();
    }
    return m_isDown;
}

Duration ProcessTrack::endOfSpell()
{
    if (m_until <= m_from) {
        endFirst();
    }
    return m_until;
}

// The end of the first spell is drawn when it is asked for: many runs never look again.
void ProcessTrack::begin()
{
    m_hasBegun = true;
    m_spell = 0;
    m_from = Duration{};
    m_until = m_from;
    m_isDown = !m_process->startsUp && unit(DrawPurpose::ProcessState, 0) >= m_upShare;
}

void ProcessTrack::endFirst()
{
    const TimeLaw& law = m_isDown ? m_process->down : m_process->up;
    const double length = unit(DrawPurpose::ProcessSpell, 0);
    const double position = unit(DrawPurpose::ProcessPosition, 0);
    const Duration left =
        m_process->startsUp ? drawTime(law, length) : drawResidual(law, length, position);
    m_until = m_from + std::max(left, kShortestSpell);
}

void ProcessTrack::next()
{
    m_isDown = !m_isDown;
    ++m_spell;
    const TimeLaw& law = m_isDown ? m_process->down : m_process->up;
    const double length = unit(DrawPurpose::ProcessSpell, m_spell);
    m_from = m_until;
    m_until = m_from + std::max(drawTime(law, length), kShortestSpell);
}

double ProcessTrack::unit(DrawPurpose purpose, std::uint64_t spell) const
{
    const auto place = AttemptDice::fold(m_key, static_cast<std::uint64_t>(purpose));
    return unitFrom(AttemptDice::fold(place, spell));
}

double stationaryShareOn(const Outage& outage, Duration horizon)
{
    if (!outage.enabled) {
        return 0;
    }
    if (outage.process) {
        return 1 - upShareOf(*outage.process);
    }
    if (!outage.window) {
        return 1;
    }
    const Duration until = std::min(outage.window->until.value_or(horizon), horizon);
    const Duration on = std::max(until - outage.window->from, Duration{});
    return horizon > Duration{}
               ? static_cast<double>(on.count()) / static_cast<double>(horizon.count())
               : 0;
}

} // namespace understudy
