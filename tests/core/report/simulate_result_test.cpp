#include "core/report/simulate_result.h"

#include "core/report/simulate_json.h"
#include "tests/core/report/sample_record.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace understudy {
namespace {

using Json = nlohmann::json;

std::vector<RunTotals> fourGroups(Duration time = milliseconds(100))
{
    return {someRuns(50, 48, time), someRuns(50, 45, time), someRuns(50, 49, time),
            someRuns(50, 46, time)};
}

Json jsonOf(const SimulationRecord& record) { return Json::parse(simulateJson(resultOf(record))); }

TEST(SimulateResult, OfIsolatedRunsUsesWilsonAndRanks)
{
    const SimulateResult result = resultOf(someRecord({someChain("one", fourGroups())}, 200));
    const ChainResult& chain = result.chains[0];

    EXPECT_EQ(result.method, IntervalMethod::Independent);
    EXPECT_EQ(chain.availability, wilson(188, 200));
    EXPECT_EQ(chain.runs, 200u);
    const RankInterval ranks = quantileRanks(188, 0.5);
    const RunTotals whole = someChain("one", fourGroups()).whole();
    EXPECT_EQ(chain.total.quantiles[0].value.low, whole.total.valueAt(ranks.low) / 1000);
    EXPECT_EQ(chain.total.quantiles[0].value.high, whole.total.valueAt(ranks.high) / 1000);
    EXPECT_EQ(chain.total.quantiles[4].value.high, kUnbounded); // p99.9 of 188 values
}

TEST(SimulateResult, OfFewWorldsGoesOverBatches)
{
    SimulationRecord record = someRecord({someChain("one", fourGroups())}, 200);
    record.isIsolated = false;
    const SimulateResult result = resultOf(record);
    const Estimate availability = *result.chains[0].availability;

    EXPECT_EQ(name(result.method), "batch_means");
    const double deviation = std::sqrt((0.0004 + 0.0016 + 0.0016 + 0.0004) / 3);
    const double half = studentQuantile(0.975, 3) * deviation / 2;
    EXPECT_NEAR(availability.estimate, 0.94, 1e-12);
    EXPECT_NEAR(availability.low, 0.94 - half, 1e-12);
    EXPECT_NEAR(availability.high, std::min(1.0, 0.94 + half), 1e-12);
}

TEST(SimulateResult, FallsBackToIndependentRunsWhereGroupsHaveNoSpread)
{
    SimulationRecord record =
        someRecord({someChain("one", std::vector<RunTotals>(25, someRuns(40, 40)))}, 40);
    record.isIsolated = false;
    record.worlds = 25;
    const SimulateResult result = resultOf(record);

    EXPECT_EQ(name(result.method), "worlds_t");
    EXPECT_EQ(result.chains[0].availability, wilson(1000, 1000));
}

TEST(SimulateResult, ComparesChainsGroupByGroup)
{
    const SimulateResult result = resultOf(someRecord(
        {someChain("slow", fourGroups(milliseconds(120))), someChain("fast", fourGroups())}, 200));

    ASSERT_FALSE(result.comparisons.empty());
    const auto verdictOf = [&](const char* metric) {
        for (const Comparison& comparison : result.comparisons) {
            if (name(comparison.metric) == metric) {
                EXPECT_EQ(comparison.a, "slow");
                EXPECT_EQ(comparison.b, "fast");
                return name(comparison.verdict);
            }
        }
        return std::string_view("absent");
    };
    EXPECT_EQ(verdictOf("availability"), "within_noise"); // the same runs failed
    EXPECT_EQ(verdictOf("total_ms.p50"), "worse");
    EXPECT_EQ(verdictOf("attempts.mean"), "within_noise");
}

TEST(SimulateResult, KnowsWhichDirectionIsBetter)
{
    std::vector<RunTotals> good{someRuns(50, 50), someRuns(50, 49), someRuns(50, 50)};
    std::vector<RunTotals> bad{someRuns(50, 30), someRuns(50, 31), someRuns(50, 29)};
    const SimulateResult result =
        resultOf(someRecord({someChain("good", good), someChain("bad", bad)}, 150));
    EXPECT_EQ(result.comparisons[0].metric.subject, MetricSubject::Availability);
    EXPECT_EQ(result.comparisons[0].verdict, ComparisonVerdict::Better);
}

TEST(SimulateResult, JudgesGoalsOfWholeSimulationsOnly)
{
    SimulationRecord record = someRecord({someChain("one", fourGroups())}, 200);
    record.chains[0].goals = {*goalFromText("availability>=0.5"),
                              *goalFromText("availability>=0.94")};
    const SimulateResult whole = resultOf(record);
    record.shard = Shard{1, 2};
    const SimulateResult shard = resultOf(record);

    ASSERT_EQ(whole.chains[0].goals.size(), 2u);
    EXPECT_EQ(whole.chains[0].goals[0].state, GoalState::Met);
    EXPECT_EQ(whole.chains[0].goals[1].state, GoalState::Undecided);
    EXPECT_FALSE(whole.meetsGoals());
    EXPECT_TRUE(shard.chains[0].goals.empty());
    EXPECT_TRUE(shard.comparisons.empty());
}

TEST(SimulateJson, HasTheMembersOfTheContract)
{
    SimulationRecord record =
        someRecord({someChain("one", fourGroups()), someChain("two", fourGroups())}, 200);
    record.chains[0].goals = {*goalFromText("availability>=0.5")};
    const Json json = jsonOf(record);

    EXPECT_EQ(json["seed"], 11);
    EXPECT_EQ(json["method"], "wilson");
    EXPECT_EQ(json["virtual_s"], 180.0);
    EXPECT_EQ(json["runs_per_s"], 800.0);
    const Json& chain = json["chains"][0];
    EXPECT_EQ(chain["name"], "one");
    EXPECT_EQ(chain["runs"], 200);
    EXPECT_EQ(chain["answered"], 188);
    for (const char* metric : {"total_ms", "first_token_ms", "latency_of_failed_ms"}) {
        for (const char* figure : {"mean", "sd", "p50", "p90", "p95", "p99", "p99.9"}) {
            for (const char* part : {"estimate", "low", "high"}) {
                ASSERT_TRUE(chain.at(metric).at(figure).contains(part)) << metric << figure;
            }
        }
    }
    EXPECT_EQ(chain["availability"]["estimate"], 0.94);
    EXPECT_EQ(chain["attempts"]["mean"]["estimate"], 2.0);
    EXPECT_EQ(chain["switches"]["mean"]["estimate"], chain["switches"]["estimate"]);
    EXPECT_EQ(chain["cost_usd_per_1k_runs"]["estimate"], 1.0);
    EXPECT_EQ(chain["goals"][0]["goal"], "availability>=0.5");
    EXPECT_EQ(chain["goals"][0]["state"], "met");
    EXPECT_EQ(chain["goals"][0]["measured"]["estimate"], 0.94);
    EXPECT_EQ(chain["independent"]["availability"], 0.9999);
    EXPECT_EQ(chain["digest"].get<std::string>().size(), 16u);
    const Json& candidate = chain["attempts"]["by_candidate"][0];
    EXPECT_EQ(candidate["step"], "lead");
    EXPECT_EQ(candidate["served_share"], 0.4);
    EXPECT_EQ(candidate["breaker_opens"], 3);
    EXPECT_EQ(candidate["rejected_by_limit"], 0);
    EXPECT_EQ(json["comparison"][0]["verdict"], "within_noise");
}

TEST(SimulateJson, SaysNullForWhatIsNotKnown)
{
    SimulationRecord record = someRecord({someChain("one", {someRuns(3, 0)})}, 3);
    record.chains[0].groups[0].unknownCost = 1;
    record.isComplete = false;
    const Json json = jsonOf(record);

    EXPECT_EQ(json["complete"], false);
    const Json& chain = json["chains"][0];
    EXPECT_TRUE(chain["total_ms"]["p99"].is_null());
    EXPECT_TRUE(chain["cost_usd_per_1k_runs"].is_null());
    EXPECT_TRUE(chain["attempts"]["mean"]["high"].is_null()) << "one group says nothing";
    EXPECT_TRUE(chain["latency_of_failed_ms"]["p99.9"]["high"].is_null());
    EXPECT_TRUE(chain["digest"].is_null());
}

} // namespace
} // namespace understudy
