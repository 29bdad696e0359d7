// The whole way with the real engine: what is ordered, simulated, counted and replayed.
#include "core/lab/simulation.h"

#include "core/report/simulate_result.h"
#include "tests/support/chain_builder.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::shared_ptr<CompiledChain> chainNamed(const char* name, std::uint32_t tries)
{
    auto chain = buildChain({.candidates = {{.id = "a", .tries = tries}, {.id = "b", .tries = 1}}});
    chain->source.name = name;
    return chain;
}

Scenario shaky(bool isIsolated)
{
    Outage outage{.id = "o", .provider = "a", .fault = {.kind = FaultKind::Status}};
    outage.process = OutageProcess{.up = ExponentialLaw{60'000}, .down = ExponentialLaw{5'000}};
    const TwinFailure failure{.status = 503, .share = 0.2};
    Scenario scenario{.name = "shaky",
                      .twins = {{.target = "*", .failures = std::vector<TwinFailure>{failure}}},
                      .outages = {outage}};
    if (!isIsolated) {
        scenario.workload =
            Workload{.arrivals = {.kind = ArrivalKind::Poisson, .ratePerSecond = 10}, .runs = 300};
    }
    return scenario;
}

SimulationOrder orderOf(bool isIsolated, std::uint32_t threads)
{
    return {.chains = {chainNamed("net", 2), chainNamed("net", 1)},
            .goals = {},
            .scenario = std::make_shared<const Scenario>(shaky(isIsolated)),
            .seed = 5,
            .runs = isIsolated ? 70'000U : 300U,
            .worlds = isIsolated ? 1U : 24U,
            .threads = threads,
            .version = "0.1.0"};
}

SimulationRecord simulated(const SimulationOrder& order)
{
    SimulationRecord record = recordOf(order);
    fill(record, Experiment(planOf(order), engineWork(order)).take(), 0);
    return record;
}

TEST(Simulation, ComesToTheSameWithOneThreadAndWithThree)
{
    for (const bool isIsolated : {true, false}) {
        const SimulationRecord alone = simulated(orderOf(isIsolated, 1));
        EXPECT_EQ(alone, simulated(orderOf(isIsolated, 3)));
        EXPECT_TRUE(alone.isComplete);
        const SimulateResult result = resultOf(alone);
        EXPECT_EQ(result.chains[0].runs, isIsolated ? 70'000u : 7'200u);
        EXPECT_EQ(result.chains[1].name, "net#2");
        EXPECT_EQ(result.comparisons[0].verdict, ComparisonVerdict::Better)
            << "more tries answer more runs";
    }
}

class KeptEvents final : public RunObserver
{
public:
    void onEvent(const RunEvent& event) override { events.push_back(event); }
    std::vector<RunEvent> events;
};

TEST(Simulation, ReplaysAnyRunOfAnyWorld)
{
    for (const bool isIsolated : {true, false}) {
        const SimulationOrder order = orderOf(isIsolated, 1);
        const std::uint64_t run = isIsolated ? 66'000 : 5 * 300 + 17;
        KeptEvents first;
        KeptEvents second;
        replayRun(order, 0, run, first);
        replayRun(order, 0, run, second);
        ASSERT_FALSE(first.events.empty());
        EXPECT_EQ(first.events.back().kind, EventKind::RunFinished);
        EXPECT_EQ(first.events.back().run, isIsolated ? 66'000u : 17u);
        EXPECT_EQ(first.events, second.events);
    }
}

} // namespace
} // namespace understudy
