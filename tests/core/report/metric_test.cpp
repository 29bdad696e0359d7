#include "core/report/metric.h"

#include "core/report/goal_verdict.h"
#include "core/report/number_text.h"
#include "tests/core/report/sample_record.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(Metric, KnowsEveryNameOfTheContract)
{
    for (const char* text :
         {"availability", "first_token_ms.p50", "total_ms.p99.9", "total_ms.mean", "attempts.mean",
          "switches.mean", "cost_usd_per_1k_runs", "wasted_usd_per_1k_runs",
          "discarded_tokens.mean", "latency_of_failed_ms.p95"}) {
        const auto metric = metricFromName(text);
        ASSERT_TRUE(metric.has_value()) << text;
        EXPECT_EQ(name(*metric), text);
    }
}

TEST(Metric, KnowsNothingElse)
{
    for (const char* text :
         {"", "availability.mean", "total_ms", "total_ms.p", "total_ms.p0", "total_ms.p100",
          "total_ms.p-1", "attempts", "attempts.p50", "cost", "total_ms.p5x", "total_ms.sd"}) {
        EXPECT_FALSE(metricFromName(text).has_value()) << text;
    }
}

TEST(Metric, IsInTheUnitOfItsName)
{
    const RunTotals runs = someRuns(4, 2);
    const auto value = [&](const char* text) { return valueOf(runs, *metricFromName(text)); };
    EXPECT_EQ(value("availability"), 0.5);
    EXPECT_EQ(value("total_ms.mean"), 150.0);
    EXPECT_EQ(value("total_ms.p50"), 100.0);
    EXPECT_EQ(value("total_ms.p95"), 200.0);
    EXPECT_EQ(value("attempts.mean"), 2.0);
    EXPECT_EQ(value("switches.mean"), 0.5);
    EXPECT_EQ(value("cost_usd_per_1k_runs"), 1.0); // a thousandth of a dollar each
    EXPECT_EQ(value("wasted_usd_per_1k_runs"), 0.25);
}

TEST(Metric, IsAbsentWhereRunsDoNotTell)
{
    RunTotals runs = someRuns(3, 0);
    runs.unknownCost = 1;
    EXPECT_FALSE(valueOf(runs, *metricFromName("total_ms.p50")).has_value());
    EXPECT_FALSE(valueOf(runs, *metricFromName("cost_usd_per_1k_runs")).has_value());
    EXPECT_FALSE(valueOf(RunTotals(), *metricFromName("availability")).has_value());
}

TEST(Goal, IsReadAndWrittenAsPeopleTypeIt)
{
    for (const char* text : {"availability>=0.999", "total_ms.p95<=4000",
                             "cost_usd_per_1k_runs<=4.25", "first_token_ms.p99.9<=0.5"}) {
        const auto goal = goalFromText(text);
        ASSERT_TRUE(goal.has_value()) << goal.error().what;
        EXPECT_EQ(textOf(*goal), text);
    }
    EXPECT_EQ(textOf(*goalFromText(" availability >= 0.9990 ")), "availability>=0.999");
}

TEST(Goal, SaysWhatIsWrongWithIt)
{
    const auto wrong = [](const char* text) { return goalFromText(text).error().what; };
    EXPECT_TRUE(wrong("availability").starts_with("must be METRIC>=NUMBER"));
    EXPECT_TRUE(wrong("availability>0.9").starts_with("must compare with >= or <="));
    EXPECT_TRUE(wrong("availability==0.9").starts_with("must compare with >= or <="));
    EXPECT_TRUE(wrong("speed>=1").starts_with("must name availability, "));
    EXPECT_TRUE(wrong("total_ms.p95<=4s").starts_with("must end in a number"));
    EXPECT_TRUE(wrong("total_ms.p95<=-4").starts_with("must end in a number of at least 0"));
    EXPECT_TRUE(wrong("availability>=99.9").starts_with("availability is a share"));
}

TEST(Goal, IsMetOnlyByTheWholeInterval)
{
    const GoalLine least = *goalFromText("availability>=0.9");
    EXPECT_EQ(judge(least, Estimate{0.95, 0.9, 0.97}).state, GoalState::Met);
    EXPECT_EQ(judge(least, Estimate{0.95, 0.89, 0.97}).state, GoalState::Undecided);
    EXPECT_EQ(judge(least, Estimate{0.8, 0.7, 0.89}).state, GoalState::Missed);
    const GoalLine most = *goalFromText("total_ms.p99<=500");
    EXPECT_EQ(judge(most, Estimate{400, 300, 500}).state, GoalState::Met);
    EXPECT_EQ(judge(most, Estimate{400, 300, kUnbounded}).state, GoalState::Undecided);
    EXPECT_EQ(judge(most, Estimate{600, 501, kUnbounded}).state, GoalState::Missed);
    EXPECT_EQ(judge(most, std::nullopt).state, GoalState::Undecided);
}

TEST(Goal, WithTwoLimitsIsTwo)
{
    const auto lines = linesOf({{.metric = "total_ms.p50", .atLeast = 1, .atMost = 2}});
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(textOf(lines[0]), "total_ms.p50>=1");
    EXPECT_EQ(textOf(lines[1]), "total_ms.p50<=2");
}

TEST(NumberText, ReadsTheSameEverywhere)
{
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1'234'567), "1,234,567");
    EXPECT_EQ(fixedNumber(0.05, 2), "0.05");
    EXPECT_EQ(fixedNumber(-0.005, 1), "0.0");
    EXPECT_EQ(fixedNumber(-1.25, 1), "-1.3");
    EXPECT_EQ(significantNumber(0.012345, 3), "0.0123");
    EXPECT_EQ(significantNumber(1234.6, 3), "1235");
    EXPECT_EQ(significantNumber(12.34, 3), "12.3");
    EXPECT_EQ(shortNumber(0.1), "0.1");
    EXPECT_EQ(shortNumber(4000), "4000");
    EXPECT_EQ(hexDigits(0xAB), "00000000000000ab");
    EXPECT_EQ(spanText(90), "90.0 s");
    EXPECT_EQ(spanText(7'200), "2.00 h");
}

} // namespace
} // namespace understudy
