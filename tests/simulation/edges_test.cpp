// The ends of what can be simulated: times close to the end of the clock and timers of no length,
// an experiment that is stopped, and one in which nothing failed.
#include "core/report/simulate_json.h"
#include "core/report/simulate_result.h"
#include "core/report/text_report.h"
#include "tests/simulation/simulated.h"
#include "tests/support/event_log.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <thread>

namespace understudy {
namespace {

constexpr std::string_view kOneModel = R"([{"id": "s", "candidates": [{"model": "a"}]}])";
constexpr Duration kLongest = milliseconds(1'000'000'000'000);

Duration virtualTimeOf(const Simulated& told)
{
    Duration sum{};
    for (const UnitRecord& unit : told.chain.units) {
        sum = saturatedSum(sum, unit.virtualTime);
    }
    return sum;
}

TEST(EndOfTime, IsNotPassedByRunsThatLastAsLongAsTheyMay)
{
    const Simulated told = simulated(kOneModel, R"({"outages": [
        {"id": "o", "target": {"provider": "*"}, "fault": {"kind": "hang"}}]})",
                                     {.runs = 10'000});

    EXPECT_EQ(told.failed(), 10'000U);
    EXPECT_EQ(virtualTimeOf(told), Duration::max()) << "saturated, not wrapped around";
}

TEST(EndOfTime, IsNotPassedByArrivalsThatAreFarApart)
{
    for (const char* arrivals :
         {R"({"law": "uniform", "every_ms": 1000000000000})",
          R"({"law": "poisson", "rate_per_s": 0.000001})",
          R"({"law": "bursty", "rate_per_s": 0.000001, "cv": 100})",
          R"({"law": "closed", "clients": 1, "think": {"law": "constant", "ms": 1e15}})"}) {
        const Simulated told = simulated(kOneModel,
                                         R"({
            "twins": {"*": {"first_token": {"law": "constant", "ms": 10}}},
            "workload": {"arrivals": )" + std::string(arrivals) +
                                             "}}",
                                         {.runs = 20'000});
        EXPECT_EQ(told.whole.answered, 20'000U) << arrivals;
        EXPECT_EQ(told.whole.total.valueAt(20'000), 10'000.0) << arrivals;
        EXPECT_GT(virtualTimeOf(told), kLongest) << arrivals;
    }
}

TEST(EndOfTime, IsFarBeyondTheLongestLaws)
{
    for (const char* law : {R"({"law": "constant", "ms": 1e300})",
                            R"({"law": "lognormal", "median_ms": 1e300, "sigma": 1e300})",
                            R"({"law": "gamma", "mean_ms": 1e300, "cv": 100})",
                            R"({"law": "weibull", "scale_ms": 1e300, "shape": 0.01})"}) {
        const std::string twin = std::string(R"({"*": {"first_token": )") + law +
                                 R"(, "token_interval": )" + law +
                                 R"(, "output_tokens": {"law": "constant", "n": 4e9}}})";
        const Simulated told = simulated(kOneModel, R"({"twins": )" + twin + "}", {.runs = 50});
        EXPECT_EQ(told.whole.runs, 50U) << law;
    }
}

TEST(NoTime, IsTakenByTriesWithoutWaits)
{
    const Simulated told = simulated(
        R"([{"id": "s", "candidates": [{"model": "a", "tries": 1000}]}])",
        R"({"twins": {"*": {"failures": [{"class": "server", "status": 500, "share": 1}]}}})",
        {.runs = 20});

    EXPECT_EQ(told.whole.attempts, 20'000U);
    EXPECT_EQ(told.whole.failed.valueAt(20), 0.0);
    EXPECT_EQ(virtualTimeOf(told), 0_us);
}

TEST(NoTime, BetweenArrivalsLeavesThemInTheirOrder)
{
    const auto chain = chainOf(kOneModel);
    const SimulationOrder order = orderOf(chain, scenarioOf(R"({
        "twins": {"*": {"first_token": {"law": "constant", "ms": 7},
                        "capacity": {"concurrent": 1}}},
        "workload": {"arrivals": {"law": "all_at_once"}}})"),
                                          {.runs = 40});
    for (std::uint64_t run = 0; run < order.runs; ++run) {
        EventLog log(chain->labels);
        replayRun(order, 0, run, log);
        EXPECT_EQ(log.events().back().at, milliseconds(7 * static_cast<std::int64_t>(run + 1)));
    }
}

constexpr std::string_view kFailingSometimes = R"({"twins": {"*": {
    "first_token": {"law": "exponential", "mean_ms": 500},
    "failures": [{"class": "server", "status": 500, "share": 0.2}]}}})";

TEST(StoppedSimulation, SaysHowFarItCameAndIsLessSure)
{
    for (const std::string workload :
         {"{}", R"({"workload": {"arrivals": {"law": "poisson", "rate_per_s": 9}}})"}) {
        nlohmann::json scenario = nlohmann::json::parse(kFailingSometimes);
        scenario.update(nlohmann::json::parse(workload));
        const SimulationOrder order =
            orderOf(chainOf(kOneModel), scenarioOf(scenario.dump()), {.runs = 400'000'000});
        SimulationRecord record = recordOf(order);
        Experiment experiment(planOf(order), engineWork(order));
        while (experiment.runsDone() < 5'000) {
            std::this_thread::yield();
        }
        experiment.cancel();
        fill(record, experiment.take(), 1);
        const SimulateResult result = resultOf(record);

        const std::uint64_t ended = result.chains[0].runs;
        EXPECT_FALSE(result.isComplete);
        EXPECT_GE(ended, 5'000U);
        EXPECT_LT(ended, 400'000'000U);
        EXPECT_EQ(textReport(result).rfind("INTERRUPTED after ", 0), 0U);
        const nlohmann::json json = nlohmann::json::parse(simulateJson(result));
        EXPECT_FALSE(json.at("complete").get<bool>());
        EXPECT_EQ(json.at("chains")[0].at("runs").get<std::uint64_t>(), ended);
        const Estimate availability = *result.chains[0].availability;
        EXPECT_GT(availability.high - availability.low,
                  wilson(320'000'000, 400'000'000).high - wilson(320'000'000, 400'000'000).low);
        EXPECT_LT(availability.low, 0.8);
        EXPECT_GT(availability.high, 0.8);
    }
}

TEST(SimulationWithoutAFailure, NeverSpeaksOfAHundredPercent)
{
    for (const std::string_view scenario :
         {"{}", R"({"workload": {"arrivals": {"law": "uniform", "every_ms": 1}}})"}) {
        const SimulationOrder order =
            orderOf(chainOf(kOneModel), scenarioOf(scenario), {.runs = 30'000});
        SimulationRecord record = recordOf(order);
        fill(record, Experiment(planOf(order), engineWork(order)).take(), 1);
        const SimulateResult result = resultOf(record);
        const std::string text = textReport(result);

        // The rule of three: 1 - 0.05^(1 / 30,000), rounded away from boasting.
        EXPECT_NE(text.find("answered all of 30,000 runs (availability >= 99.9900 %, 95 %)"),
                  std::string::npos)
            << text;
        const std::size_t row = text.find("\navailability ");
        ASSERT_NE(row, std::string::npos);
        const std::string line = text.substr(row + 1, text.find('\n', row + 1) - row);
        EXPECT_NE(line.find(">= 99.9900 %"), std::string::npos) << line;
        EXPECT_EQ(line.find("100 %"), std::string::npos) << line;
        EXPECT_LT(result.chains[0].availability->low, 1);
    }
}

} // namespace
} // namespace understudy
