#include "core/report/unit_statistics.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

namespace {

// As many groups as worlds, or the most that divide them evenly.
std::uint32_t groupsOfWorlds(std::uint64_t worlds)
{
    for (std::uint64_t groups = std::min<std::uint64_t>(worlds, kMostGroups);
         groups >= kWorldsForGroups; --groups) {
        if (worlds % groups == 0) {
            return static_cast<std::uint32_t>(groups);
        }
    }
    return kMostGroups;
}

} // namespace

Grouping groupingOf(bool isIsolated, std::uint64_t runs, std::uint64_t worlds)
{
    US_CHECK(runs >= 1 && worlds >= 1);
    Grouping grouping{.totalRuns = runs * worlds, .isIsolated = isIsolated};
    if (isIsolated) {
        grouping.groups = kIsolatedGroups;
        // Small simulations fill all groups too; the stretches stay short enough for one block.
        while (grouping.shift > 0 && (grouping.totalRuns >> grouping.shift) < kIsolatedGroups) {
            --grouping.shift;
        }
    } else if (worlds >= kWorldsForGroups) {
        grouping.groups = groupsOfWorlds(worlds);
    } else {
        grouping.groups =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(kBatches, grouping.totalRuns));
    }
    return grouping;
}

UnitStatistics::UnitStatistics(std::size_t candidates, const Grouping& grouping)
    : m_grouping(grouping)
    , m_groups(grouping.groups)
    , m_candidates(candidates)
{
    US_CHECK(!grouping.isIsolated || grouping.groups == kIsolatedGroups);
}

void UnitStatistics::beginUnit(std::uint64_t firstRun)
{
    m_fold = EventFold();
    m_grouping.firstRun = firstRun;
}

RunCounters UnitStatistics::counters() const
{
    RunCounters sum;
    for (const RunTotals& group : m_groups) {
        sum.add(group);
    }
    return sum;
}

} // namespace understudy
