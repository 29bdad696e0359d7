#include "core/plan/scenario.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace understudy {
namespace {

using Found = std::vector<std::pair<std::string, std::string>>; // code, pointer

struct BadRow
{
    std::string members;
    Found expected;
};

Found refused(const std::string& members)
{
    const auto scenario =
        scenarioFromJson(R"({"format": "understudy-scenario", "version": 1, )" + members + "}");
    Found found;
    if (!scenario) {
        for (const Problem& problem : scenario.error()) {
            EXPECT_GT(problem.line, 0) << members;
            EXPECT_FALSE(problem.what.empty()) << members;
            found.emplace_back(problem.code, problem.pointer);
        }
    }
    return found;
}

void expectRows(const std::vector<BadRow>& rows, const std::string& before,
                const std::string& after, const std::string& pointer)
{
    for (const BadRow& row : rows) {
        Found expected = row.expected;
        for (auto& entry : expected) {
            entry.second = pointer + entry.second;
        }
        EXPECT_EQ(refused(before + row.members + after), expected) << row.members;
    }
}

TEST(BadScenario, TellsWhatIsWrongWithALawOfTime)
{
    expectRows(
        {{R"({})", {{"required", "/law"}}},
         {R"(5)", {{"type", ""}}},
         {R"({"law": 5})", {{"type", "/law"}}},
         {R"({"law": "pareto"})", {{"word", "/law"}}},
         {R"({"law": "geometric", "mean": 4})", {{"word", "/law"}}},
         {R"({"law": "constant"})", {{"required", "/ms"}}},
         {R"({"law": "constant", "ms": "5"})", {{"type", "/ms"}}},
         {R"({"law": "constant", "ms": -0.1})", {{"range", "/ms"}}},
         {R"({"law": "uniform", "from_ms": -1, "to_ms": -2})",
          {{"range", "/from_ms"}, {"range", "/to_ms"}}},
         {R"({"law": "uniform", "from_ms": 2, "to_ms": 1})", {{"range", "/to_ms"}}},
         {R"({"law": "exponential", "mean_ms": -1})", {{"range", "/mean_ms"}}},
         {R"({"law": "lognormal", "median_ms": 1, "sigma": -1})", {{"range", "/sigma"}}},
         {R"({"law": "lognormal", "median_ms": 1, "sigma": 1, "p95_ms": 2})", {{"law", "/p95_ms"}}},
         {R"({"law": "lognormal", "median_ms": 2, "p95_ms": 1})", {{"range", "/p95_ms"}}},
         {R"({"law": "lognormal", "median_ms": 0, "p95_ms": 1})", {{"range", "/p95_ms"}}},
         {R"({"law": "gamma", "mean_ms": 1})", {{"required", "/cv"}}},
         {R"({"law": "gamma", "mean_ms": -1, "cv": -1})",
          {{"range", "/mean_ms"}, {"range", "/cv"}}},
         {R"({"law": "gamma", "mean_ms": 1, "cv": 101})", {{"range", "/cv"}}},
         {R"({"law": "weibull", "scale_ms": 1, "shape": 0})", {{"range", "/shape"}}},
         {R"({"law": "weibull", "shape": 1})", {{"required", "/scale_ms"}}},
         {R"({"law": "empirical"})", {{"required", "/quantiles"}}},
         {R"({"law": "empirical", "quantiles": []})", {{"size", "/quantiles"}}},
         {R"({"law": "empirical", "quantiles": {}})", {{"type", "/quantiles"}}},
         {R"({"law": "empirical", "quantiles": [5]})", {{"type", "/quantiles/0"}}},
         {R"({"law": "empirical", "quantiles": [[0.5]]})", {{"type", "/quantiles/0"}}},
         {R"({"law": "empirical", "quantiles": [[1.5, 1], [0.5, -1]]})",
          {{"range", "/quantiles/0/0"}, {"range", "/quantiles/1/1"}}},
         {R"({"law": "empirical", "quantiles": [[0.5, 2], [0.9, 1]]})",
          {{"law.order", "/quantiles/1"}}},
         {R"({"law": "empirical", "quantiles": [[0.5, 1], [0.5, 2]]})",
          {{"law.order", "/quantiles/1"}}},
         {R"({"law": "mixture"})", {{"required", "/parts"}}},
         {R"({"law": "mixture", "parts": []})", {{"size", "/parts"}}},
         {R"({"law": "mixture", "parts": [{"share": 0.5, "of": {"law": "constant", "ms": 1}}]})",
          {{"law.shares", "/parts"}}},
         {R"({"law": "mixture", "parts": [{"share": 1.5, "of": {"law": "constant", "ms": -1}},
              {"of": {}}, {"share": 0.5}, 7]})",
          {{"range", "/parts/0/share"},
           {"range", "/parts/0/of/ms"},
           {"required", "/parts/1/share"},
           {"required", "/parts/1/of/law"},
           {"required", "/parts/2/of"},
           {"type", "/parts/3"}}}},
        R"("twins": {"*": {"first_token": )", "}}", "/twins/*/first_token");
}

TEST(BadScenario, TellsWhatIsWrongWithALawOfCounts)
{
    expectRows(
        {{R"({"law": "exponential", "mean_ms": 1})", {{"word", "/law"}}},
         {R"({"law": "constant", "n": -1})", {{"range", "/n"}}},
         {R"({"law": "uniform", "from": 3, "to": 2})", {{"range", "/to"}}},
         {R"({"law": "geometric", "mean": 0.9})", {{"range", "/mean"}}},
         {R"({"law": "empirical", "quantiles": [[-0.1, 1]]})", {{"range", "/quantiles/0/0"}}}},
        R"("twins": {"*": {"output_tokens": )", "}}", "/twins/*/output_tokens");
}

TEST(BadScenario, RefusesMixturesThatNestTooDeep)
{
    std::string law = R"({"law": "constant", "ms": 1})";
    for (int depth = 0; depth < 9; ++depth) {
        law = R"({"law": "mixture", "parts": [{"share": 1, "of": )" + law + "}]}";
    }
    const Found found = refused(R"("twins": {"*": {"first_token": )" + law + "}}");

    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].first, "law.depth");
}

TEST(BadScenario, TellsWhatIsWrongWithAFailure)
{
    expectRows({{R"({})", {{"required", "/class"}, {"required", "/share"}}},
                {R"({"class": "oops", "share": 0.1})", {{"word", "/class"}}},
                {R"({"class": "none", "share": 0.1})", {{"word", "/class"}}},
                {R"({"class": "cancelled", "share": 0.1})", {{"word", "/class"}}},
                {R"({"class": "server", "share": 1.01})", {{"range", "/share"}}},
                {R"({"class": "server", "share": -0.1})", {{"range", "/share"}}},
                {R"({"class": "server", "share": 1, "status": 99})", {{"range", "/status"}}},
                {R"({"class": "server", "share": 1, "status": "503"})", {{"type", "/status"}}},
                {R"({"class": "server", "share": 1, "after": 80})", {{"type", "/after"}}},
                {R"({"class": "server", "share": 1, "retry_after_ms": -1})",
                 {{"range", "/retry_after_ms"}}},
                {R"({"class": "transport.connect", "share": 1, "status": 503})",
                 {{"twin.status", "/status"}}},
                {R"({"class": "stream.cut", "share": 1, "after": {"law": "constant", "ms": 1},
                     "after_tokens": {"law": "constant", "n": 1}})",
                 {{"twin.after", "/after"}}},
                {R"({"class": "stream.cut", "share": 1,
                     "after_tokens": {"law": "constant", "ms": 1}})",
                 {{"required", "/after_tokens/n"}}},
                {R"("server")", {{"type", ""}}}},
               R"("twins": {"*": {"failures": [)", "]}}", "/twins/*/failures/0");
}

TEST(BadScenario, RefusesFailuresWhoseSharesAreMoreThanAllAttempts)
{
    const std::string half = R"({"class": "server", "share": 0.5})";
    const std::string more = R"({"class": "server", "share": 0.6})";

    EXPECT_EQ(refused(R"("twins": {"*": {"failures": [)" + half + ", " + half + "]}}"), Found{});
    EXPECT_EQ(refused(R"("twins": {"*": {"failures": [)" + half + ", " + more + "]}}"),
              (Found{{"twin.shares", "/twins/*/failures"}}));
}

TEST(BadScenario, TellsWhatIsWrongWithACapacity)
{
    expectRows({{R"(20)", {{"type", ""}}},
                {R"({"concurrent": 0})", {{"range", "/concurrent"}}},
                {R"({"concurrent": 1.5})", {{"range", "/concurrent"}}},
                {R"({"when_full": "wait"})", {{"word", "/when_full"}}},
                {R"({"on_abandon": "stop"})", {{"word", "/on_abandon"}}},
                {R"({"queue_limit": -1})", {{"range", "/queue_limit"}}},
                {R"({"requests_per_min": 0})", {{"range", "/requests_per_min"}}},
                {R"({"tokens_per_min": "many"})", {{"type", "/tokens_per_min"}}}},
               R"("twins": {"*": {"capacity": )", "}}", "/twins/*/capacity");
}

TEST(BadScenario, TellsWhatIsWrongWithAProcess)
{
    const std::string up = R"("up": {"law": "exponential", "mean_ms": 1000})";
    const std::string down = R"("down": {"law": "constant", "ms": 10})";
    expectRows(
        {{R"("process": {})", {{"required", "/process/up"}, {"required", "/process/down"}}},
         {R"("process": [])", {{"type", "/process"}}},
         {R"("process": {)" + up + "}", {{"required", "/process/down"}}},
         {R"("process": {)" + up + R"(, "down": {"law": "constant", "ms": 0}})",
          {{"range", "/process/down"}}},
         {R"("process": {)" + down + R"(, "up": {"law": "exponential", "mean_ms": 0.5}})",
          {{"range", "/process/up"}}},
         {R"("process": {)" + up + ", " + down + R"(, "start": "down"})",
          {{"word", "/process/start"}}},
         {R"("window": {"from_ms": 1}, "process": {)" + up + ", " + down + "}",
          {{"outage.process", "/process"}}},
         {R"("window": {"from_ms": 5, "until_ms": 4})", {{"outage.window", "/window/until_ms"}}},
         {R"("group": 5)", {{"type", "/group"}}}},
        R"("outages": [{"fault": {"kind": "hang"}, )", "}]", "/outages/0");
}

TEST(BadScenario, NamesTheMembersOfAGroupThatDiffer)
{
    const auto scenario = scenarioFromJson(R"({"format": "understudy-scenario", "version": 1,
        "outages": [{"id": "a", "fault": {"kind": "hang"}, "group": "g"},
                    {"id": "b", "fault": {"kind": "hang"}, "group": "h"},
                    {"id": "c", "fault": {"kind": "hang"}, "group": "g",
                     "window": {"from_ms": 5}}]})");

    ASSERT_FALSE(scenario);
    ASSERT_EQ(scenario.error().size(), 1u);
    EXPECT_EQ(scenario.error()[0].code, "outage.group");
    EXPECT_EQ(scenario.error()[0].pointer, "/outages/2/group");
    EXPECT_NE(scenario.error()[0].what.find("'a' and 'c'"), std::string::npos);
}

TEST(BadScenario, ChecksHowHintsAreSpelled)
{
    const auto hint = [](const std::string& value) {
        return refused(R"("outages": [{"fault": {"kind": "status", "hint_style": )" + value +
                       "}}]");
    };
    EXPECT_EQ(hint(R"("retry-after")"), Found{});
    EXPECT_EQ(hint(R"("retry-after-ms")"), Found{});
    EXPECT_EQ(hint("null"), Found{});
    EXPECT_EQ(hint(R"("x-wait")"), (Found{{"word", "/outages/0/fault/hint_style"}}));
}

TEST(BadScenario, TellsWhatIsWrongWithAWorkload)
{
    expectRows(
        {{R"([])", {{"type", ""}}},
         {R"({"runs": 0})", {{"range", "/runs"}}},
         {R"({"runs": 1000000001})", {{"range", "/runs"}}},
         {R"({"runs": 1.5})", {{"range", "/runs"}}},
         {R"({"worlds": 0})", {{"range", "/worlds"}}},
         {R"({"worlds": 1000001})", {{"range", "/worlds"}}},
         {R"({"runs": 1000000000, "worlds": 11})", {{"range", "/runs"}}},
         {R"({"arrivals": {}})", {{"required", "/arrivals/law"}}},
         {R"({"arrivals": {"law": "often"}})", {{"word", "/arrivals/law"}}},
         {R"({"arrivals": {"law": "poisson"}})", {{"required", "/arrivals/rate_per_s"}}},
         {R"({"arrivals": {"law": "poisson", "rate_per_s": 0}})",
          {{"range", "/arrivals/rate_per_s"}}},
         {R"({"arrivals": {"law": "poisson", "rate_per_s": -2}})",
          {{"range", "/arrivals/rate_per_s"}}},
         {R"({"arrivals": {"law": "uniform", "every_ms": 0}})", {{"range", "/arrivals/every_ms"}}},
         {R"({"arrivals": {"law": "closed", "think": {"law": "constant", "ms": -5}}})",
          {{"required", "/arrivals/clients"}, {"range", "/arrivals/think/ms"}}},
         {R"({"arrivals": {"law": "closed", "clients": 0}})", {{"range", "/arrivals/clients"}}},
         {R"({"arrivals": {"law": "bursty", "rate_per_s": 1}})", {{"required", "/arrivals/cv"}}},
         {R"({"arrivals": {"law": "bursty", "rate_per_s": 1, "cv": -1}})",
          {{"range", "/arrivals/cv"}}}},
        R"("workload": )", "", "/workload");
}

TEST(BadScenario, AllowsTheLargestWorkloads)
{
    EXPECT_EQ(refused(R"("workload": {"runs": 1000000000, "worlds": 10})"), Found{});
    EXPECT_EQ(refused(R"("workload": {"runs": 10000, "worlds": 1000000})"), Found{});
    EXPECT_EQ(refused(R"("workload": null)"), Found{});
}

TEST(BadScenario, TellsEverythingAtOnceInTheOrderOfTheFile)
{
    EXPECT_EQ(refused(R"("seed": -1, "twins": {"*": {"capacity": {"concurrent": 0}}, "openai": {}},
                         "outages": [{}], "workload": {"runs": 0})"),
              (Found{{"range", "/seed"},
                     {"twin.target", "/twins"},
                     {"range", "/twins/*/capacity/concurrent"},
                     {"required", "/outages/0/fault"},
                     {"range", "/workload/runs"}}));
}

} // namespace
} // namespace understudy
