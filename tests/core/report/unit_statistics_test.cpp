#include "core/report/unit_statistics.h"

#include <gtest/gtest.h>

#include <set>

namespace understudy {
namespace {

RunTally answered(std::uint16_t candidate, Duration total)
{
    return {.outcome = RunOutcome::Answered,
            .servedBy = candidate,
            .servingAttempt = 1,
            .attempts = 2,
            .switches = 1,
            .discardedTokens = 3,
            .firstToken = milliseconds(5),
            .total = total,
            .cost = 70,
            .wasted = 20};
}

TEST(UnitStatistics, CountRunsByWhatTheyCameTo)
{
    UnitStatistics statistics(2, groupingOf(true, 100'000, 1));
    statistics.beginUnit(0);
    statistics.onRunEnd(0, answered(1, milliseconds(30)));
    statistics.onRunEnd(1, {.error = ErrorClass::Server,
                            .attempts = 4,
                            .total = milliseconds(90),
                            .hasUnknownCost = true});

    const RunTotals& group = statistics.groups()[0];
    EXPECT_EQ(group.runs, 2u);
    EXPECT_EQ(group.answered, 1u);
    EXPECT_EQ(group.attempts, 6u);
    EXPECT_EQ(group.cost, 70);
    EXPECT_EQ(group.unknownCost, 1u);
    EXPECT_EQ(group.total.valueAt(1), 30'000.0);
    EXPECT_EQ(group.firstToken.valueAt(1), 5'000.0);
    EXPECT_EQ(group.failed.valueAt(1), 90'000.0);
    EXPECT_EQ(statistics.candidates()[1].served, 1u);
    EXPECT_EQ(statistics.counters().runs, 2u);
}

TEST(UnitStatistics, CountEventsByCandidateAndFoldThemAll)
{
    UnitStatistics statistics(2, groupingOf(true, 100'000, 1));
    statistics.beginUnit(0);
    EventFold fold;
    const RunEvent events[] = {
        {.kind = EventKind::RunStarted},
        {.kind = EventKind::CandidateSkipped, .candidate = 0},
        {.kind = EventKind::AttemptStarted, .candidate = 1},
        {.kind = EventKind::AttemptSucceeded, .candidate = 1},
        {.kind = EventKind::Breaker, .because = 1, .candidate = 0},
        {.kind = EventKind::Breaker, .because = 2, .candidate = 0},
        {.kind = EventKind::Breaker, .because = 0, .candidate = 0},
    };
    for (const RunEvent& event : events) {
        statistics.onEvent(event);
        fold.add(event);
    }
    statistics.addRejected(0, 7);

    EXPECT_EQ(statistics.unitDigest(), fold.value());
    EXPECT_EQ(statistics.candidates()[0],
              (CandidateTotals{.skipped = 1, .breakerOpens = 1, .rejectedByLimit = 7}));
    EXPECT_EQ(statistics.candidates()[1], (CandidateTotals{.attempts = 1, .succeeded = 1}));
}

TEST(UnitStatistics, KeepTheGroupsButNotTheDigestForTheNextUnit)
{
    UnitStatistics statistics(1, groupingOf(true, 100'000, 1));
    statistics.beginUnit(0);
    const std::uint64_t empty = statistics.unitDigest();
    statistics.onEvent({.kind = EventKind::RunStarted});
    statistics.onRunEnd(0, answered(0, milliseconds(1)));
    statistics.beginUnit(65'536);

    EXPECT_EQ(statistics.unitDigest(), empty);
    EXPECT_EQ(statistics.counters().runs, 1u);
}

TEST(UnitStatistics, TellProgressInPortions)
{
    std::atomic<std::uint64_t> runs = 0;
    UnitStatistics statistics(1, groupingOf(true, 100'000, 1));
    statistics.tellProgressTo(&runs);
    for (std::uint64_t i = 0; i < 2'500; ++i) {
        statistics.onRunEnd(i, answered(0, milliseconds(1)));
    }
    EXPECT_EQ(runs.load(), 2'048u);
}

TEST(Grouping, SharesIsolatedRunsEvenlyAndFillsAllGroupsOfSmallOnes)
{
    for (const std::uint64_t runs : {32u, 100u, 1'000u, 65'536u, 1'000'000u}) {
        const Grouping grouping = groupingOf(true, runs, 1);
        std::set<std::uint32_t> groups;
        for (std::uint64_t run = 0; run < runs; ++run) {
            groups.insert(grouping.groupOf(run));
        }
        EXPECT_EQ(groups.size(), kIsolatedGroups) << runs;
    }
}

TEST(Grouping, MakesEachWorldAGroupOrBatchesOfFewWorlds)
{
    Grouping worlds = groupingOf(false, 500, 40);
    EXPECT_EQ(worlds.groups, 40u);
    worlds.firstRun = 7 * 500;
    EXPECT_EQ(worlds.groupOf(0), 7u);
    EXPECT_EQ(worlds.groupOf(499), 7u);

    const Grouping batches = groupingOf(false, 3'000, 1);
    EXPECT_EQ(batches.groups, kBatches);
    EXPECT_EQ(batches.groupOf(0), 0u);
    EXPECT_EQ(batches.groupOf(99), 0u);
    EXPECT_EQ(batches.groupOf(100), 1u);
    EXPECT_EQ(batches.groupOf(2'999), 29u);
}

TEST(Grouping, LetsManyWorldsShareGroupsEvenly)
{
    EXPECT_EQ(groupingOf(false, 10, 2'000).groups, 500u);
    EXPECT_EQ(groupingOf(false, 10, 512).groups, 512u);
    EXPECT_EQ(groupingOf(false, 10, 1'000'003).groups, kMostGroups); // a prime
}

} // namespace
} // namespace understudy
