// What units of a simulation came to: counters, money, histograms, by group of runs, and the
// digest of a unit's events. Everything is an integer, so sums are the same in any order; one
// thread.
#pragma once

#include "core/record/event_fold.h"
#include "core/record/run_observer.h"
#include "core/report/run_totals.h"

#include <atomic>
#include <cstdint>
#include <vector>

namespace understudy {

inline constexpr std::uint32_t kIsolatedGroups = 32;
inline constexpr std::uint32_t kBatches = 30;         // of fewer than kWorldsForGroups worlds
inline constexpr std::uint32_t kWorldsForGroups = 20; // from here on worlds are the groups
inline constexpr std::uint32_t kMostGroups = 512;     // more worlds than that share groups

// Which group of runs a run belongs to: the batches that intervals and comparisons are made from.
struct Grouping
{
    // Isolated runs are independent: any 32 equal shares do. Batches are consecutive stretches of
    // all runs (world by world); with 20 worlds or more each world is a group.
    std::uint64_t firstRun = 0;  // of this unit, counted over all worlds
    std::uint64_t totalRuns = 1; // runs x worlds
    std::uint32_t groups = 1;
    bool isIsolated = true;
    std::uint8_t shift = 11; // isolated: 2^shift runs in a row are of one group

    std::uint32_t groupOf(std::uint64_t runInUnit) const
    {
        return isIsolated ? static_cast<std::uint32_t>(runInUnit >> shift) & 31U
                          : static_cast<std::uint32_t>((firstRun + runInUnit) * groups / totalRuns);
    }

    bool operator==(const Grouping&) const = default;
};

// That of a whole simulation; `runs` are those of one world.
Grouping groupingOf(bool isIsolated, std::uint64_t runs, std::uint64_t worlds);

class UnitStatistics final : public RunObserver
{
public:
    UnitStatistics(std::size_t candidates, const Grouping& grouping);

    // Ready for another unit; memory is kept. The groups' totals are kept too: they add up.
    void beginUnit(std::uint64_t firstRun);

    void onEvent(const RunEvent& event) override
    {
        m_fold.add(event);
        // Few kinds count; an event without a candidate is none of them.
        if (event.kind == EventKind::AttemptStarted) {
            ++m_candidates[event.candidate].attempts;
        } else if (event.kind == EventKind::AttemptSucceeded) {
            ++m_candidates[event.candidate].succeeded;
        } else if (event.kind == EventKind::CandidateSkipped) {
            ++m_candidates[event.candidate].skipped;
        } else if (event.kind == EventKind::Breaker && event.because == kBreakerOpened) {
            ++m_candidates[event.candidate].breakerOpens;
        }
    }

    void onRunEnd(std::uint64_t runIndex, const RunTally& tally) override
    {
        RunTotals& group = m_groups[m_grouping.groupOf(runIndex)];
        ++group.runs;
        group.attempts += tally.attempts;
        group.switches += tally.switches;
        group.discardedTokens += tally.discardedTokens;
        group.cost += tally.cost;
        group.wasted += tally.wasted;
        group.unknownCost += tally.hasUnknownCost ? 1 : 0;
        if (tally.outcome == RunOutcome::Answered) {
            ++group.answered;
            group.total.record(microseconds(tally.total));
            group.firstToken.record(microseconds(tally.firstToken));
            if (tally.servedBy < m_candidates.size()) {
                ++m_candidates[tally.servedBy].served;
            }
        } else {
            group.failed.record(microseconds(tally.total));
        }
        if ((++m_ended & kTold) == 0 && m_progress != nullptr) {
            m_progress->fetch_add(kTold + 1, std::memory_order_relaxed);
        }
    }

    void addRejected(std::uint16_t candidate, std::uint64_t count)
    {
        m_candidates[candidate].rejectedByLimit += count;
    }

    // Runs that ended are added there from time to time, in portions.
    void tellProgressTo(std::atomic<std::uint64_t>* runs) { m_progress = runs; }

    std::uint64_t unitDigest() const { return m_fold.value(); }
    const std::vector<RunTotals>& groups() const { return m_groups; }
    const std::vector<CandidateTotals>& candidates() const { return m_candidates; }
    RunCounters counters() const; // of all units so far

private:
    static constexpr std::uint8_t kBreakerOpened = 1;
    static constexpr std::uint64_t kTold = 1023;

    static std::uint64_t microseconds(Duration span)
    {
        return span < Duration::zero() ? 0 : static_cast<std::uint64_t>(span.count());
    }

    EventFold m_fold;
    Grouping m_grouping;
    std::uint64_t m_ended = 0;
    std::atomic<std::uint64_t>* m_progress = nullptr;
    std::vector<RunTotals> m_groups;
    std::vector<CandidateTotals> m_candidates;
};

} // namespace understudy
