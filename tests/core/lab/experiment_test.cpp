#include "tests/core/lab/fake_work.h"

#include "core/report/simulate_json.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

ExperimentPlan plan(std::uint32_t threads, std::uint64_t runs = 200'000)
{
    return {.candidates = {2, 2}, .runs = runs, .threads = threads};
}

ExperimentPlan worlds(std::uint32_t threads, std::uint64_t count)
{
    return {
        .candidates = {2}, .isIsolated = false, .runs = 500, .worlds = count, .threads = threads};
}

TEST(Experiment, ComesToTheSameWithAnyNumberOfThreads)
{
    const Measurement alone = Experiment(plan(1), fakeWork()).take();
    const Measurement together = Experiment(plan(7), fakeWork()).take();

    ASSERT_TRUE(alone.isComplete);
    EXPECT_EQ(alone.chains, together.chains);
    EXPECT_EQ(alone.chains[0].units.size(), 4u);
    EXPECT_EQ(alone.chains[0].units[3].counters.runs, 200'000u - 3 * kBlockRuns);
    EXPECT_NE(alone.chains[0].units[0].digest, alone.chains[1].units[0].digest);
}

TEST(Experiment, GivesWorldsTheirRunsAndGroups)
{
    const Measurement measurement = Experiment(worlds(3, 25), fakeWork()).take();

    ASSERT_EQ(measurement.chains[0].units.size(), 25u);
    ASSERT_EQ(measurement.chains[0].groups.size(), 25u);
    for (const RunTotals& group : measurement.chains[0].groups) {
        EXPECT_EQ(group.runs, 500u);
    }
}

TEST(Experiment, OfAShardTakesItsUnitsOnlyAndMayBeEmpty)
{
    ExperimentPlan second = plan(2);
    second.shard = Shard{2, 3};
    ExperimentPlan fifth = plan(2);
    fifth.shard = Shard{5, 5};
    Experiment some(second, fakeWork());
    EXPECT_EQ(some.runsTotal(), 2 * kBlockRuns); // one unit of each chain
    const Measurement measurement = some.take();
    const Measurement empty = Experiment(fifth, fakeWork()).take();

    ASSERT_EQ(measurement.chains[0].units.size(), 1u);
    EXPECT_EQ(measurement.chains[0].units[0].unit, 1u);
    EXPECT_TRUE(empty.isComplete);
    EXPECT_TRUE(empty.chains[1].units.empty());
}

TEST(Experiment, KeepsWhatIsDoneWhenItIsCancelled)
{
    Experiment experiment(plan(2, 500'000'000), fakeWork());
    while (experiment.runsDone() < 1'000) {
        std::this_thread::yield();
    }
    experiment.cancel();
    const Measurement measurement = experiment.take();

    EXPECT_FALSE(measurement.isComplete);
    std::uint64_t runs = 0;
    for (const RunTotals& group : measurement.chains[0].groups) {
        runs += group.runs;
    }
    EXPECT_GE(runs + kBlockRuns, measurement.chains[0].units.size() * kBlockRuns);
    EXPECT_GT(runs, 0u);
}

TEST(Experiment, TellsHowFarItIs)
{
    Experiment experiment(plan(2), fakeWork());
    EXPECT_EQ(experiment.runsTotal(), 400'000u);
    while (!experiment.isFinished()) {
        EXPECT_LE(experiment.runsDone(), 400'000u);
        std::this_thread::yield();
    }
    EXPECT_EQ(experiment.runsDone(), 400'000u);
}

TEST(Experiment, CanBeGivenUpWithoutTakingWhatItDid)
{
    const Experiment experiment(plan(2, 500'000'000), fakeWork());
    EXPECT_FALSE(experiment.isFinished()) << "what is under way ends with its owner";
}

} // namespace
} // namespace understudy
