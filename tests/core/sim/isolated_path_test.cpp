#include "core/sim/isolated_path.h"

#include "core/sim/simulate_unit.h"
#include "tests/core/sim/random_simulation.h"
#include "tests/support/event_log.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>

#include <atomic>

namespace understudy {
namespace {

constexpr const char* kProgram = "core_sim_tests";
constexpr std::uint64_t kRuns = 300;

const std::atomic<bool> kGoOn{false};

std::string replayed(UnitRunner& runner, const RandomSimulation& simulation, std::uint64_t run)
{
    EventLog log(simulation.chain->labels);
    runner.replay({.runs = kRuns}, run, log);
    return log.text();
}

TEST(IsolatedPath, TellsWhatTheEngineTellsOfAnyChainInAnyWorld)
{
    forEachSeed(kProgram, 300, [](std::uint64_t seed) {
        const RandomSimulation simulation = randomSimulation(seed, {.inOrderOnly = true});
        UnitRunner fast(simulation.chain, simulation.scenario, seed);
        UnitRunner general(simulation.chain, simulation.scenario, seed);
        general.useGeneralPathOnly();
        const std::size_t candidates = simulation.chain->candidates.size();
        UnitStatistics told(candidates, groupingOf(true, kRuns, 1));
        UnitStatistics expected(candidates, groupingOf(true, kRuns, 1));

        const UnitOutcome outcome = fast.run({.firstRun = seed, .runs = kRuns}, told, kGoOn);
        const UnitOutcome other = general.run({.firstRun = seed, .runs = kRuns}, expected, kGoOn);

        EXPECT_EQ(outcome.runs, other.runs);
        EXPECT_EQ(outcome.virtualTime, other.virtualTime);
        EXPECT_EQ(told.unitDigest(), expected.unitDigest());
        EXPECT_EQ(told.groups(), expected.groups());
        EXPECT_EQ(told.candidates(), expected.candidates());
        for (std::uint64_t i = 0; i < kRuns && testing::Test::HasFailure(); ++i) {
            ASSERT_EQ(replayed(fast, simulation, i), replayed(general, simulation, i)) << i;
        }
    });
}

struct Nobody final : RunObserver
{
    void onEvent(const RunEvent&) override {}
};

TEST(IsolatedPath, LeavesFewChainsAndRunsToTheEngine)
{
    constexpr std::uint64_t kSeeds = 300;
    std::uint64_t chains = 0;
    std::uint64_t runs = 0;
    Nobody nobody;
    UnitObserver observer;
    observer.tellTo(nobody);
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const RandomSimulation simulation = randomSimulation(seed, {.inOrderOnly = true});
        SimulatedWorld world(*simulation.chain, simulation.scenario, seed);
        if (!IsolatedPath::canPlay(*simulation.chain, world)) {
            continue;
        }
        ++chains;
        IsolatedPath path(*simulation.chain, world, seed);
        for (std::uint64_t run = 0; run < 100; ++run) {
            runs += path.play(run, observer) ? 1U : 0U;
        }
    }

    EXPECT_GT(chains, kSeeds / 3); // the others have breakers, costs or budgets that may act
    EXPECT_GT(runs, chains * 80);
    EXPECT_LT(runs, chains * 100); // and the way out is taken, too
}

TEST(IsolatedPath, IsNotForWhatRunsOrAttemptsShare)
{
    const Scenario healthy;
    Scenario limited;
    limited.twins = {Twin{.target = "*", .capacity = Capacity{.concurrent = 1}}};
    const auto canPlay = [](const CandidateSpec& first, const Scenario& scenario) {
        const auto chain = buildChain({.candidates = {first, {.id = "b", .joinsStep = true}}});
        return IsolatedPath::canPlay(*chain, SimulatedWorld(*chain, scenario, 1));
    };
    CandidateSpec race;
    race.selection.kind = SelectionKind::Race;
    const auto withBreaker = [](std::uint32_t calls) {
        return CandidateSpec{.tries = 3, .breaker = BreakerPolicy{.minCalls = calls}};
    };

    EXPECT_TRUE(canPlay({}, healthy));
    EXPECT_FALSE(canPlay({}, limited));
    EXPECT_FALSE(canPlay(race, healthy));
    EXPECT_TRUE(canPlay(withBreaker(4), healthy)); // three tries cannot trip it
    EXPECT_FALSE(canPlay(withBreaker(3), healthy));
}

} // namespace
} // namespace understudy
