// A program of its own: it replaces operator new.
#include "core/sim/simulate_unit.h"
#include "tests/core/sim/signal_log.h"
#include "tests/support/memory_watch.h"

#include <gtest/gtest.h>

#include <atomic>

namespace understudy {
namespace {

const std::atomic<bool> kGoOn{false};

// What playing a unit allocates when it was played before.
std::size_t takenWhenWarm(const Scenario& scenario, bool isGeneralOnly)
{
    const auto chain = buildChain({.candidates = {{.id = "a", .tries = 3}, {.id = "b"}}});
    UnitRunner runner(chain, scenario, 1);
    if (isGeneralOnly) {
        runner.useGeneralPathOnly();
    }
    UnitStatistics statistics(2, groupingOf(!scenario.workload, 2000, 1));
    const UnitJob job{.runs = 2000};
    runner.run(job, statistics, kGoOn);
    startMemoryWatch();
    runner.run(job, statistics, kGoOn);
    return stopMemoryWatch().taken;
}

Scenario eventful()
{
    Scenario scenario = plainScenario();
    scenario.twins[0].firstToken = LognormalLaw{300, 0.8};
    scenario.twins[0].failures = {
        {.errorClass = ErrorClass::Server, .status = 503, .share = 0.2},
        {.errorClass = ErrorClass::StreamStalled, .share = 0.05, .afterTokens = ConstantLaw{2}}};
    return scenario;
}

TEST(SimMemory, AllocatesNothingForAnIsolatedRunOnceItIsWarm)
{
    EXPECT_EQ(takenWhenWarm(eventful(), false), 0U);
    EXPECT_EQ(takenWhenWarm(eventful(), true), 0U);
}

TEST(SimMemory, AllocatesNothingForARunOfAWorldOnceItIsWarm)
{
    Scenario scenario = eventful();
    scenario.twins[0].capacity = Capacity{.concurrent = 100};
    scenario.workload =
        Workload{.arrivals = {.kind = ArrivalKind::Poisson, .ratePerSecond = 300}};

    EXPECT_EQ(takenWhenWarm(scenario, true), 0U);
}

} // namespace
} // namespace understudy
