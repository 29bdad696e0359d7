// Whether 95 % intervals hold the truth about 95 times in 100, for each way to make them.
#include "core/report/simulate_result.h"
#include "tests/simulation/agreement.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace understudy {
namespace {

constexpr std::uint64_t kExperiments = 200;

constexpr std::string_view kTwoTries =
    R"([{"id": "s", "candidates": [{"model": "a", "tries": 2}]}])";

std::string scenarioText(const std::string& workload)
{
    return R"({"twins": {"*": {
        "first_token": {"law": "exponential", "mean_ms": 1000},
        "failures": [{"class": "server", "status": 500, "share": 0.2}]}})" +
           workload + "}";
}

struct Truth
{
    const char* metric;
    double value;
};

void expectCovered(const std::string& scenario, const Amount& amount)
{
    const Truth truths[] = {{"availability", 0.96},
                            {"attempts.mean", 1.2},
                            {"total_ms.mean", 1000},
                            {"total_ms.p95", 1000 * std::log(20.0)}};
    int covered[std::size(truths)] = {};
    const auto chain = chainOf(kTwoTries);
    const auto world = scenarioOf(scenario);
    for (std::uint64_t seed = 1; seed <= kExperiments; ++seed) {
        Amount seeded = amount;
        seeded.seed = seed;
        const SimulationOrder order = orderOf(chain, world, seeded);
        const Simulated told = simulated(order);
        const Sample sample{told.whole, told.groups(),
                            methodFor(runsIsolated(*world), amount.worlds)};
        for (std::size_t i = 0; i < std::size(truths); ++i) {
            const Estimate estimate = *estimateOf(sample, *metricFromName(truths[i].metric));
            covered[i] += estimate.low <= truths[i].value && truths[i].value <= estimate.high;
        }
    }
    for (std::size_t i = 0; i < std::size(truths); ++i) {
        const double share = covered[i] / static_cast<double>(kExperiments);
        EXPECT_GE(share, 0.9) << truths[i].metric;
        EXPECT_LE(share, 0.99) << truths[i].metric;
    }
}

TEST(Interval, OfIsolatedRunsHoldsTheTruthAsOftenAsItSays)
{
    expectCovered(scenarioText(""), {.runs = 2000});
}

TEST(Interval, OverBatchesHoldsTheTruthAsOftenAsItSays)
{
    expectCovered(
        scenarioText(R"(, "workload": {"arrivals": {"law": "poisson", "rate_per_s": 50}})"),
        {.runs = 2000});
}

TEST(Interval, OverWorldsHoldsTheTruthAsOftenAsItSays)
{
    expectCovered(
        scenarioText(R"(, "workload": {"arrivals": {"law": "poisson", "rate_per_s": 50}})"),
        {.runs = 80, .worlds = 25});
}

} // namespace
} // namespace understudy
