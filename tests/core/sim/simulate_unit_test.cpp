#include "core/sim/simulate_unit.h"

#include "tests/core/sim/random_simulation.h"
#include "tests/core/sim/signal_log.h"
#include "tests/support/event_log.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <vector>

namespace understudy {
namespace {

constexpr const char* kProgram = "core_sim_tests";

const std::atomic<bool> kGoOn{false};

struct Told
{
    std::uint64_t digest = 0;
    std::uint64_t runs = 0;
    Duration virtualTime{};
    std::vector<RunTotals> groups;
    std::vector<CandidateTotals> candidates;

    bool operator==(const Told&) const = default;
};

Told told(UnitRunner& runner, const RandomSimulation& simulation, const UnitJob& job)
{
    const bool isIsolated = !simulation.scenario.workload;
    UnitStatistics statistics(simulation.chain->candidates.size(),
                              groupingOf(isIsolated, job.runs, 1));
    statistics.beginUnit(0);
    const UnitOutcome outcome = runner.run(job, statistics, kGoOn);
    return {statistics.unitDigest(), outcome.runs, outcome.virtualTime, statistics.groups(),
            statistics.candidates()};
}

Told told(const RandomSimulation& simulation, const UnitJob& job, std::uint64_t seed = 1)
{
    UnitRunner runner(simulation.chain, simulation.scenario, seed);
    return told(runner, simulation, job);
}

// What must hold of any run's story, and how many there were.
struct Laws final : RunObserver
{
    struct Run
    {
        int starts = 0;
        int ends = 0;
        int open = 0; // attempts
        Duration last{};
    };

    void onEvent(const RunEvent& event) override
    {
        Run& run = runs[event.run];
        EXPECT_EQ(run.ends, 0) << "an event after the end";
        EXPECT_GE(event.at, run.last);
        run.last = event.at;
        run.starts += event.kind == EventKind::RunStarted ? 1 : 0;
        run.ends += event.kind == EventKind::RunFinished ? 1 : 0;
        run.open += event.kind == EventKind::AttemptStarted ? 1 : 0;
        const bool isEnd = event.kind == EventKind::AttemptSucceeded ||
                           event.kind == EventKind::AttemptFailed ||
                           event.kind == EventKind::AttemptAbandoned;
        run.open -= isEnd ? 1 : 0;
    }

    std::map<std::uint32_t, Run> runs;
};

TEST(SimulateUnit, TellsTheSameForTheSameSeed)
{
    forEachSeed(kProgram, 60, [](std::uint64_t seed) {
        const bool isIsolated = seed % 3 == 0;
        const RandomSimulation simulation =
            randomSimulation(seed, {.isIsolated = isIsolated, .hasCapacity = true});
        const UnitJob job{.unit = seed % 5, .runs = 60};

        const Told first = told(simulation, job, seed);

        EXPECT_EQ(first.runs, 60U);
        EXPECT_EQ(told(simulation, job, seed), first);
    });
}

TEST(SimulateUnit, TellsSomethingElseForAnotherSeedAndWorld)
{
    RandomSimulation simulation{buildChain({.candidates = {{.id = "a"}}}), {}};
    simulation.scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::Poisson}};

    const Told first = told(simulation, {.unit = 0, .runs = 10}, 1);

    EXPECT_NE(told(simulation, {.unit = 0, .runs = 10}, 2).digest, first.digest);
    EXPECT_NE(told(simulation, {.unit = 1, .runs = 10}, 1).digest, first.digest);
}

TEST(SimulateUnit, LeavesNothingBehindForTheNextUnit)
{
    forEachSeed(kProgram, 60, [](std::uint64_t seed) {
        const RandomSimulation simulation =
            randomSimulation(seed, {.isIsolated = seed % 3 == 0, .hasCapacity = true});
        const UnitJob job{.unit = 2, .firstRun = 0, .runs = 40};
        UnitRunner runner(simulation.chain, simulation.scenario, seed);

        const Told fresh = told(runner, simulation, job);
        told(runner, simulation, {.unit = 3, .runs = 25});

        EXPECT_EQ(told(runner, simulation, job), fresh);
    });
}

TEST(SimulateUnit, EndsEveryRunOfAWorldOnceWithAllItsAttempts)
{
    forEachSeed(kProgram, 40, [](std::uint64_t seed) {
        const RandomSimulation simulation =
            randomSimulation(seed, {.isIsolated = false, .hasCapacity = true});
        UnitRunner runner(simulation.chain, simulation.scenario, seed);
        constexpr std::uint64_t kRuns = 30;
        const UnitJob job{.unit = 1, .runs = kRuns};

        const Told all = told(runner, simulation, job);

        EXPECT_EQ(all.runs, kRuns);
        std::uint64_t runs = 0;
        for (const RunTotals& group : all.groups) {
            runs += group.runs;
        }
        EXPECT_EQ(runs, kRuns);
        for (std::uint64_t i = 0; i < kRuns; ++i) {
            Laws laws;
            runner.replay(job, i, laws);
            ASSERT_EQ(laws.runs.size(), 1U);
            const Laws::Run& run = laws.runs.begin()->second;
            EXPECT_EQ(laws.runs.begin()->first, i);
            EXPECT_EQ(run.starts, 1);
            EXPECT_EQ(run.ends, 1);
            EXPECT_EQ(run.open, 0);
        }
    });
}

TEST(SimulateUnit, TellsIsolatedRunsAlikeHoweverTheyAreSplit)
{
    forEachSeed(kProgram, 30, [](std::uint64_t seed) {
        const RandomSimulation simulation = randomSimulation(seed, {.hasCapacity = true});
        UnitRunner runner(simulation.chain, simulation.scenario, seed);
        UnitStatistics whole(simulation.chain->candidates.size(), groupingOf(true, 100, 1));
        UnitStatistics parts(simulation.chain->candidates.size(), groupingOf(true, 100, 1));

        whole.beginUnit(0);
        runner.run({.runs = 100}, whole, kGoOn);
        parts.beginUnit(0);
        for (const std::uint64_t first : {0U, 1U, 38U}) {
            const std::uint64_t end = first == 0 ? 1 : first == 1 ? 38 : 100;
            UnitRunner other(simulation.chain, simulation.scenario, seed);
            other.run({.firstRun = first, .runs = end - first}, parts, kGoOn);
        }

        EXPECT_EQ(parts.unitDigest(), whole.unitDigest());
        EXPECT_EQ(parts.groups(), whole.groups());
        EXPECT_EQ(parts.candidates(), whole.candidates());
    });
}

TEST(SimulateUnit, StopsWhenItIsCancelledAndGoesOnAfterwards)
{
    forEachSeed(kProgram, 20, [](std::uint64_t seed) {
        const RandomSimulation simulation =
            randomSimulation(seed, {.isIsolated = seed % 2 == 0, .hasCapacity = true});
        UnitRunner runner(simulation.chain, simulation.scenario, seed);
        const UnitJob job{.runs = 20};
        const Told before = told(runner, simulation, job);
        const std::atomic<bool> cancel{true};
        UnitStatistics statistics(simulation.chain->candidates.size(),
                                  groupingOf(seed % 2 == 0, 20, 1));

        const UnitOutcome outcome = runner.run(job, statistics, cancel);

        EXPECT_EQ(outcome.runs, 0U);
        EXPECT_EQ(told(runner, simulation, job), before);
    });
}

RandomSimulation plain(ChainSpec spec, Scenario scenario)
{
    return {buildChain(spec), std::move(scenario)};
}

std::string replayed(const RandomSimulation& simulation, std::uint64_t run, std::uint64_t runs)
{
    UnitRunner runner(simulation.chain, simulation.scenario, 1);
    EventLog log(simulation.chain->labels);
    runner.replay({.runs = runs}, run, log);
    return log.text();
}

TEST(SimulateUnit, PlaysIsolatedRunsThroughTheEngine)
{
    Scenario scenario = plainScenario();
    scenario.outages = {outageOf(FaultKind::Status)};
    scenario.outages[0].provider = "a";
    const RandomSimulation simulation = plain({.candidates = {{.id = "a"}, {.id = "b"}}}, scenario);

    EXPECT_EQ(replayed(simulation, 3, 5),
              "0ms start | 0ms outage | 0ms step 0 | 0ms try a#1 first | "
              "0ms failed server 503 before_commit retry | 0ms wait 500ms computed | "
              "500ms try a#2 retry | 500ms failed server 503 before_commit retry | "
              "500ms switch a>b | 500ms step 1 | 500ms try b#1 switch | 600ms first token | "
              "640ms succeeded 5 stop | 640ms answered");
}

TEST(SimulateUnit, MeasuresWindowsByTheWorldsClock)
{
    Scenario scenario = plainScenario();
    scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::Uniform, .every = 1000_ms}};
    scenario.outages = {outageOf(FaultKind::Refuse)};
    scenario.outages[0].window = OutageWindow{900_ms, 1050_ms};
    const RandomSimulation simulation = plain({.candidates = {{.id = "a", .tries = 1}}}, scenario);

    EXPECT_EQ(replayed(simulation, 0, 3), "0ms start | 0ms step 0 | 0ms try a#1 first | "
                                          "100ms first token | 140ms succeeded 5 stop | "
                                          "140ms answered");
    EXPECT_EQ(replayed(simulation, 1, 3),
              "0ms start | 0ms outage | 0ms step 0 | 0ms try a#1 first | "
              "0ms failed transport.connect connect next | 0ms failed");
    EXPECT_EQ(replayed(simulation, 2, 3), "0ms start | 0ms step 0 | 0ms try a#1 first | "
                                          "100ms first token | 140ms succeeded 5 stop | "
                                          "140ms answered");
}

TEST(SimulateUnit, TellsOfOutagesThatComeAndGoWhileTheRunLasts)
{
    Scenario scenario = plainScenario();
    scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::Uniform, .every = 1000_ms}};
    scenario.outages = {outageOf(FaultKind::Refuse)};
    scenario.outages[0].window = OutageWindow{1020_ms, 1110_ms};
    const RandomSimulation simulation = plain({.candidates = {{.id = "a", .tries = 1}}}, scenario);

    EXPECT_EQ(replayed(simulation, 1, 2),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 20ms outage | 100ms first token | "
              "110ms outage | 140ms succeeded 5 stop | 140ms answered");
}

TEST(SimulateUnit, TellsOfBreakersThatOtherRunsOpenMeanwhile)
{
    Scenario scenario = plainScenario();
    scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::Uniform, .every = 30_ms}};
    scenario.outages = {outageOf(FaultKind::Refuse)};
    scenario.outages[0].window = OutageWindow{20_ms, 40_ms};
    CandidateSpec candidate{.id = "a", .tries = 1};
    candidate.breaker = BreakerPolicy{.kind = BreakerKind::Consecutive, .consecutive = 1};
    const RandomSimulation simulation = plain({.candidates = {candidate}}, scenario);

    // Run 1 begins at 30 ms, is refused and opens the breaker; run 0 answers all the same.
    EXPECT_EQ(replayed(simulation, 0, 2),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 20ms outage | 30ms breaker a open | "
              "40ms outage | 100ms first token | 140ms succeeded 5 stop | 140ms answered");
}

TEST(SimulateUnit, BeginsAllRunsOfAnInstantBeforeAnythingHappensToTheFirst)
{
    Scenario scenario = plainScenario();
    scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::AllAtOnce}};
    scenario.outages = {outageOf(FaultKind::Refuse)}; // at once, too
    CandidateSpec candidate{.id = "a", .tries = 1};
    candidate.breaker = BreakerPolicy{.kind = BreakerKind::Consecutive, .consecutive = 1};
    const RandomSimulation simulation = plain({.candidates = {candidate}}, scenario);

    EXPECT_EQ(told(simulation, {.runs = 10}).candidates[0].attempts, 10U);
}

TEST(SimulateUnit, LetsAClientAskAgainOnlyAfterItHasThought)
{
    Scenario scenario = plainScenario();
    scenario.workload =
        Workload{.arrivals = {.kind = ArrivalKind::Closed, .clients = 2, .think = ConstantLaw{60}}};
    const RandomSimulation simulation = plain({.candidates = {{.id = "a"}}}, scenario);

    // Five runs of 140 ms by two clients: three in a row take 3 * 140 + 2 * 60 ms.
    const Told all = told(simulation, {.runs = 5});

    EXPECT_EQ(all.runs, 5U);
    EXPECT_EQ(all.virtualTime, 540_ms);
}

TEST(SimulateUnit, AddsUpTheTimesOfIsolatedRuns)
{
    const RandomSimulation simulation = plain({.candidates = {{.id = "a"}}}, plainScenario());

    EXPECT_EQ(told(simulation, {.runs = 7}).virtualTime, 7 * 140_ms);
}

TEST(SimulateUnit, CountsWhatAProvidersLimitsReject)
{
    Scenario scenario = plainScenario();
    scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::AllAtOnce}};
    scenario.twins[0].capacity = Capacity{.concurrent = 3, .whenFull = WhenFull::Reject};
    const RandomSimulation simulation = plain({.candidates = {{.id = "a", .tries = 1}}}, scenario);

    const Told all = told(simulation, {.runs = 10});

    EXPECT_EQ(all.candidates[0].rejectedByLimit, 7U);
    EXPECT_EQ(all.candidates[0].succeeded, 3U);
}

TEST(SimulateUnit, LetsRunsWaitForAServerUntilTheirLimitPasses)
{
    Scenario scenario = plainScenario();
    scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::AllAtOnce}};
    scenario.twins[0].capacity = Capacity{.concurrent = 1};
    CandidateSpec candidate{.id = "a", .tries = 1};
    candidate.timeouts.firstToken = 250_ms;
    const RandomSimulation simulation = plain({.candidates = {candidate}}, scenario);

    EXPECT_EQ(replayed(simulation, 1, 4),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 240ms first token | "
              "280ms succeeded 5 stop | 280ms answered");
    EXPECT_EQ(replayed(simulation, 2, 4),
              "0ms start | 0ms step 0 | 0ms try a#1 first | "
              "250ms failed timeout.first_token headers next | 250ms failed");
}

} // namespace
} // namespace understudy
