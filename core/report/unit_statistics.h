// What a unit of a simulation came to: counters, money, histograms, by group of runs, and the
// digest of its events. Everything is an integer, so sums are the same in any order; one thread.
#pragma once

#include "core/record/event_fold.h"
#include "core/record/run_observer.h"
#include "core/report/run_totals.h"

#include <cstdint>
#include <vector>

namespace understudy {

// Which group of runs a run belongs to: the batches that intervals and comparisons are made from.
struct Grouping
{
    // Isolated runs are independent: any 32 equal shares do. Batches are consecutive stretches of
    // all runs (world by world); with 20 worlds or more each world is a group.
    std::uint64_t firstRun = 0;  // of this unit, counted over all worlds
    std::uint64_t totalRuns = 1; // runs x worlds
    std::uint32_t groups = 1;
    bool isIsolated = true;

    std::uint32_t groupOf(std::uint64_t runInUnit) const
    {
        return isIsolated ? static_cast<std::uint32_t>(runInUnit >> 11U) & 31U
                          : static_cast<std::uint32_t>((firstRun + runInUnit) * groups / totalRuns);
    }
};

class UnitStatistics final : public RunObserver
{
public:
    UnitStatistics(std::size_t candidates, const Grouping& grouping);

    // Ready for another unit; memory is kept. The groups' totals are kept too: they add up.
    void beginUnit(std::uint64_t firstRun);

    void onEvent(const RunEvent& event) override;
    void onRunEnd(std::uint64_t runIndex, const RunTally& tally) override;
    void addRejected(std::uint16_t candidate, std::uint64_t count);

    std::uint64_t unitDigest() const { return m_fold.value(); }

private:
    EventFold m_fold;
};

} // namespace understudy
