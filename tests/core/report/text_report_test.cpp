#include "core/report/text_report.h"

#include "core/report/html_report.h"
#include "core/report/result_tables.h"
#include "tests/core/report/sample_record.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

SimulationRecord recordOf(std::vector<RunTotals> groups, const char* goal = nullptr)
{
    std::uint64_t runs = 0;
    for (const RunTotals& group : groups) {
        runs += group.runs;
    }
    SimulationRecord record = someRecord({someChain("Safety net", std::move(groups))}, runs);
    if (goal != nullptr) {
        record.chains[0].goals = {*goalFromText(goal)};
    }
    return record;
}

std::string firstLineOf(const std::string& text) { return text.substr(0, text.find('\n')); }

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

TEST(TextReport, BeginsWithTheVerdict)
{
    const std::string text =
        textReport(resultOf(recordOf({someRuns(100, 94), someRuns(100, 94)}, "availability>=0.8")));
    EXPECT_EQ(firstLineOf(text), "Safety net answered 94.00 % of 200 runs (95 %: 89.81 % to "
                                 "96.53 %) and meets its goal.");
    EXPECT_TRUE(holds(text, "If attempts failed independently it would be 99.9900 %: 600 times "
                            "too good.\n"));
}

TEST(TextReport, NeverClaimsMoreThanNoFailureSays)
{
    const SimulationRecord record = recordOf({someRuns(500, 500), someRuns(500, 500)});
    const std::string text = textReport(resultOf(record));
    EXPECT_EQ(firstLineOf(text),
              "Safety net answered all of 1,000 runs (availability >= 99.70 %, 95 %).");
    EXPECT_EQ(availabilityAtLeast(1'000'000), ">= 99.99970 %");
}

TEST(TextReport, AlwaysSaysHowManyRunsWhichSeedAndWhichMethod)
{
    SimulationRecord record = recordOf({someRuns(40, 36), someRuns(40, 38)});
    for (const bool isIsolated : {true, false}) {
        record.isIsolated = isIsolated;
        for (const std::string& text :
             {textReport(resultOf(record)), markdownReport(resultOf(record)),
              htmlReport(resultOf(record))}) {
            EXPECT_TRUE(holds(text, isIsolated ? "N = 80 isolated runs, seed 11"
                                               : "N = 80 runs (1 world of 80), seed 11"));
            EXPECT_TRUE(holds(text, isIsolated ? "(wilson)" : "(batch_means)"));
        }
    }
}

TEST(TextReport, SaysBeforeAllElseThatItIsNotFinal)
{
    SimulationRecord record = recordOf({someRuns(40, 36)});
    record.isComplete = false;
    record.runs = 1'000;
    EXPECT_EQ(firstLineOf(textReport(resultOf(record))),
              "INTERRUPTED after 40 of 1,000 runs: nothing below is final.");
}

TEST(TextReport, TellsUndecidedFromMissed)
{
    const auto verdict = [](const char* goal) {
        return firstLineOf(textReport(resultOf(recordOf({someRuns(200, 188)}, goal))));
    };
    EXPECT_TRUE(holds(verdict("availability>=0.94"),
                      ", but its goal is undecided (more runs would tell)."));
    EXPECT_TRUE(holds(verdict("availability>=0.999"), ", but misses its goal."));
}

TEST(TextReport, ComparesInASentence)
{
    SimulationRecord record =
        someRecord({someChain("a", {someRuns(50, 50), someRuns(50, 49), someRuns(50, 50)}),
                    someChain("b", {someRuns(50, 30), someRuns(50, 31), someRuns(50, 29)})},
                   150);
    const std::string text = textReport(resultOf(record));
    EXPECT_TRUE(holds(text, "a against b: better in availability, switches.mean; worse in "));
    EXPECT_TRUE(holds(text, "a - b, under the same draws"));
}

TEST(JUnitReport, HasATestCaseForEveryGoal)
{
    SimulationRecord record = recordOf({someRuns(200, 188)}, "availability>=0.999");
    record.chains[0].name = "A \"net\" & <more>";
    record.chains[0].goals.push_back(*goalFromText("total_ms.p50<=60000"));
    const std::string text = junitReport(resultOf(record));

    EXPECT_TRUE(holds(text, "tests=\"2\" failures=\"1\""));
    EXPECT_TRUE(holds(text, "classname=\"A &quot;net&quot; &amp; &lt;more&gt;\" "
                            "name=\"availability&gt;=0.999\""));
    EXPECT_TRUE(holds(text, "message=\"missed: wanted availability&gt;=0.999, measured 0.94 (95 "
                            "%: 0.898"));
    EXPECT_TRUE(holds(text, "name=\"total_ms.p50&lt;=60000\"/>"));
}

TEST(PlainTable, HoldsPlainNumbersAndEscapesNames)
{
    SimulationRecord record = recordOf({someRuns(200, 188)});
    record.chains[0].name = "a, \"b\"";
    const std::string text = csvTable(plainTable(resultOf(record)));

    EXPECT_EQ(firstLineOf(text), "chain,metric,estimate,low,high,runs,seed,method");
    EXPECT_TRUE(holds(text, "\n\"a, \"\"b\"\"\",availability,0.94,0.898"));
    EXPECT_TRUE(holds(text, ",total_ms.p99.9,"));
}

TEST(Table, IsFlushInText)
{
    const Table table{{"who", "n"}, {{"Zoë", "1"}, {"x", "1,000"}}};
    EXPECT_EQ(textTable(table), "who      n\nZoë      1\nx    1,000\n");
    EXPECT_EQ(markdownTable({{"a", "b"}, {{"x|y", "1"}}}),
              "| a | b |\n| --- | ---: |\n| x\\|y | 1 |\n");
}

} // namespace
} // namespace understudy
