#include "core/world/outage_schedule.h"

#include "core/base/check.h"
#include "core/world/draw_key.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

bool matches(std::string_view pattern, std::string_view name)
{
    return pattern == "*" || pattern == name;
}

bool isWithin(const std::optional<OutageWindow>& window, Duration elapsed)
{
    return !window || (elapsed >= window->from && (!window->until || elapsed < *window->until));
}

// By id, so that the order of a list does not matter to the draws; a list without ids by place.
std::uint64_t drawDetail(const Outage& outage, std::uint16_t index)
{
    return outage.id.empty() ? index : hashText(outage.id);
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
    US_CHECK(outage < m_outages.size());
    const Outage& asked = m_outages[outage];
    const bool isUsedUp = asked.count && m_hits[outage] >= *asked.count;
    return asked.enabled && !isUsedUp && isWithin(asked.window, elapsed);
}

bool OutageSchedule::strikes(std::uint16_t outage, const OutageQuestion& question) const
{
    const Outage& asked = m_outages[outage];
    if (!isOn(outage, question.elapsed) || !matches(asked.provider, question.provider) ||
        !matches(asked.model, question.model)) {
        return false;
    }
    const DrawKey key{.seed = m_seed,
                      .world = 0,
                      .run = question.run,
                      .model = modelHash(question.provider, question.model),
                      .ordinal = question.ordinal};
    return key.unit(DrawPurpose::OutageShare, drawDetail(asked, outage)) < asked.share;
}

std::vector<OutageChange> OutageSchedule::changes(Duration after, Duration until) const
{
    std::vector<OutageChange> found;
    const auto note = [&](Duration at, std::uint16_t outage, bool isOn) {
        if (at > after && at <= until) {
            found.push_back({at, outage, isOn});
        }
    };
    const auto count = static_cast<std::uint16_t>(m_outages.size());
    for (std::uint16_t i = 0; i < count; ++i) {
        const Outage& outage = m_outages[i];
        const OutageWindow window = outage.window.value_or(OutageWindow{});
        const bool isEmpty = window.until && *window.until <= window.from;
        if (!outage.enabled || outage.share <= 0 || isEmpty) {
            continue;
        }
        note(window.from, i, true);
        if (window.until) {
            note(*window.until, i, false);
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const OutageChange& a, const OutageChange& b) { return a.at < b.at; });
    return found;
}

} // namespace understudy
