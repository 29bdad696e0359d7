#include "core/plan/scenario.h"

#include "resources/embedded.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr std::string_view kHead = R"({"format": "understudy-scenario", "version": 1, )";

Scenario read(const std::string& members)
{
    Result<Scenario, Problems> scenario = scenarioFromJson(std::string(kHead) + members + "}");
    EXPECT_TRUE(scenario) << (scenario ? "" : formatProblem("", scenario.error().front()));
    return scenario ? std::move(scenario).value() : Scenario{};
}

using Found = std::vector<std::pair<std::string, std::string>>; // code, pointer

Found found(const Problems& problems)
{
    Found result;
    for (const Problem& problem : problems) {
        EXPECT_GT(problem.line, 0);
        result.emplace_back(problem.code, problem.pointer);
    }
    return result;
}

Found refused(const std::string& members)
{
    const auto scenario = scenarioFromJson(std::string(kHead) + members + "}");
    return scenario ? Found{} : found(scenario.error());
}

Found refusedOutages(std::string_view text)
{
    const auto outages = outagesFromJson(text);
    return outages ? Found{} : found(outages.error());
}

TEST(ScenarioJson, ReadsTheBuiltInHealthyScenario)
{
    const auto scenario = scenarioFromJson(embeddedText("scenarios/healthy.scenario.json"));

    ASSERT_TRUE(scenario);
    EXPECT_EQ(scenario->name, "Healthy");
    ASSERT_EQ(scenario->twins.size(), 1u);
    const Twin& twin = scenario->twins[0];
    EXPECT_EQ(twin.target, "*");
    EXPECT_EQ(twin.firstToken, TimeLaw(LognormalLaw{350, 0.3}));
    EXPECT_EQ(twin.tokenInterval, TimeLaw(ConstantLaw{8}));
    EXPECT_EQ(twin.outputTokens, CountLaw(UniformLaw{40, 80}));
    EXPECT_EQ(twin.inputTokens, CountLaw(ConstantLaw{400}));
    EXPECT_FALSE(twin.failures);
    EXPECT_FALSE(twin.capacity);
}

TEST(ScenarioJson, ReadsEveryLawThatIsDrawnFrom)
{
    const Scenario scenario = read(R"("seed": 4711, "twins": {
        "openai/gpt-5": {"first_token": {"law": "exponential", "mean_ms": 100.5},
                         "output_tokens": {"law": "geometric", "mean": 220}},
        "openai/*": {"token_interval": {"law": "uniform", "from_ms": 1, "to_ms": 2}},
        "groq/openai/gpt-oss-120b": {"first_token": {"law": "lognormal", "median_ms": 100,
                                                     "p95_ms": 517.99}}})");

    EXPECT_EQ(scenario.seed, 4711u);
    ASSERT_EQ(scenario.twins.size(), 3u);
    EXPECT_EQ(scenario.twins[0].firstToken, TimeLaw(ExponentialLaw{100.5}));
    EXPECT_EQ(scenario.twins[0].outputTokens, CountLaw(GeometricLaw{220}));
    EXPECT_EQ(scenario.twins[1].tokenInterval, TimeLaw(UniformLaw{1, 2}));
    EXPECT_FALSE(scenario.twins[1].firstToken);
    const auto slow = std::get<LognormalLaw>(*scenario.twins[2].firstToken);
    EXPECT_NEAR(slow.sigma, 1.0, 1e-4);
    EXPECT_NEAR(static_cast<double>(drawTime(slow, 0.95).count()), 517'990, 1);
}

TEST(ScenarioJson, ReadsOutages)
{
    const Scenario scenario = read(R"("outages": [
        {"id": "o1", "name": "OpenAI hard down", "target": {"provider": "openai", "model": "*"},
         "fault": {"kind": "status", "status": 503, "retry_after_ms": null}, "share": 1.0,
         "window": {"from_ms": 30000, "until_ms": 60000}},
        {"target": {"provider": "anthropic"}, "fault": {"kind": "cut", "after_tokens": 4},
         "share": 0.3, "count": 2, "enabled": false, "x-note": "kept quiet"}])");

    ASSERT_EQ(scenario.outages.size(), 2u);
    EXPECT_EQ(scenario.outages[0].window, (OutageWindow{30'000_ms, 60'000_ms}));
    EXPECT_FALSE(scenario.outages[0].fault.retryAfter);
    EXPECT_EQ(scenario.outages[1].id, "outage-2");
    EXPECT_EQ(scenario.outages[1].model, "*");
    EXPECT_EQ(scenario.outages[1].fault.afterTokens, 4u);
    EXPECT_EQ(scenario.outages[1].count, 2u);
    EXPECT_FALSE(scenario.outages[1].enabled);
}

TEST(ScenarioJson, RefusesLawsOutsideTheirRanges)
{
    EXPECT_EQ(refused(R"("twins": {"a/b": {
                  "first_token": {"law": "constant", "ms": -1},
                  "token_interval": {"law": "uniform", "from_ms": 5, "to_ms": 4},
                  "output_tokens": {"law": "geometric", "mean": 0.5},
                  "input_tokens": {"law": "often"}},
              "b/c": {"first_token": {"law": "lognormal", "median_ms": 1},
                      "token_interval": {"law": "lognormal", "median_ms": 5, "p95_ms": 4},
                      "output_tokens": 7}})"),
              (Found{{"range", "/twins/a~1b/first_token/ms"},
                     {"range", "/twins/a~1b/token_interval/to_ms"},
                     {"range", "/twins/a~1b/output_tokens/mean"},
                     {"word", "/twins/a~1b/input_tokens/law"},
                     {"required", "/twins/b~1c/first_token/sigma"},
                     {"range", "/twins/b~1c/token_interval/p95_ms"},
                     {"type", "/twins/b~1c/output_tokens"}}));
}

TEST(ScenarioJson, TakesSeedsOf64Bits)
{
    EXPECT_EQ(read(R"("seed": 18446744073709551615)").seed, UINT64_MAX);
    EXPECT_FALSE(read(R"("seed": null)").seed);
    EXPECT_EQ(refused(R"("seed": -1)"), (Found{{"range", "/seed"}}));
    EXPECT_EQ(refused(R"("seed": "1")"), (Found{{"type", "/seed"}}));
}

TEST(ScenarioJson, KnowsThreeFormsOfATwinsTarget)
{
    EXPECT_EQ(refused(R"("twins": {"*": {}, "a/*": {}, "a/b/c": {}})"), Found{});
    for (const char* target : {"", "openai", "/gpt", "openai/", "*/gpt"}) {
        EXPECT_EQ(refused(R"("twins": {")" + std::string(target) + R"(": {}})"),
                  (Found{{"twin.target", "/twins"}}))
            << target;
    }
}

TEST(ScenarioJson, RefusesAnotherFormatAndAHigherVersion)
{
    const auto chain = scenarioFromJson(R"({"format": "understudy-chain", "version": 1})");
    const auto newer = scenarioFromJson(R"({"format": "understudy-scenario", "version": 9})");

    ASSERT_FALSE(chain);
    ASSERT_FALSE(newer);
    EXPECT_EQ(found(chain.error()), (Found{{"format", "/format"}}));
    EXPECT_NE(newer.error()[0].what.find("version 9"), std::string::npos);
    EXPECT_NE(newer.error()[0].what.find("version 1"), std::string::npos);
}

TEST(OutagesJson, ComeBackAsTheyWere)
{
    std::vector<Outage> outages;
    for (const char* flag : {"openai=status:429:retry_after=1.5:code=slow_down:share=0.25",
                             "groq/a/b=cut:3:from=1:until=2.5",
                             "*=refuse:from=4",
                             "x=hang:count=7",
                             "*/m=error_event:2:code=overloaded_error",
                             "y=truncate:9",
                             "z=reset",
                             "s=slow_first_token:250",
                             "s=slow_first_token:factor=1.5",
                             "s=slow_tokens:4",
                             "s=stall:10",
                             "s=heartbeat_stall:1",
                             "s=malformed:2",
                             "s=empty",
                             "s=content_filter",
                             "s=refusal",
                             "s=context_overflow",
                             "s=auth",
                             "s=billing",
                             "s=model_missing",
                             "s=html",
                             "s=wrong_model"}) {
        const Result<Outage> outage = outageFromFlag(flag, "o" + std::to_string(outages.size()));
        ASSERT_TRUE(outage);
        outages.push_back(*outage);
    }
    outages[0].name = "slow";
    outages[1].enabled = false;

    const auto again = outagesFromJson(outagesToJson(outages));

    ASSERT_TRUE(again);
    EXPECT_EQ(*again, outages);
    EXPECT_EQ(outagesToJson({}), "[]\n");
}

TEST(OutagesJson, RefuseAllWhenOneIsWrong)
{
    EXPECT_EQ(refusedOutages("{}"), (Found{{"type", ""}}));
    EXPECT_EQ(refusedOutages(R"([{"id": "a", "fault": {"kind": "hang"}},
                                 {"id": "a", "fault": {"kind": "status", "status": 200}},
                                 {"target": 5, "fault": {}}, {},
                                 {"fault": {"kind": "hang"}, "share": 2, "count": 0},
                                 {"fault": {"kind": "boom"}},
                                 {"fault": {"kind": "hang"},
                                  "window": {"from_ms": 5, "until_ms": 5}},
                                 {"fault": {"kind": "status", "code": "a b"}},
                                 {"fault": {"kind": "slow_tokens"}},
                                 {"fault": {"kind": "slow_tokens", "factor": 0.5}},
                                 {"fault": {"kind": "slow_first_token", "add_ms": -1}},
                                 {"fault": {"kind": "slow_first_token"}}])"),
              (Found{{"unique", "/1/id"},
                     {"range", "/1/fault/status"},
                     {"type", "/2/target"},
                     {"required", "/2/fault/kind"},
                     {"required", "/3/fault"},
                     {"range", "/4/share"},
                     {"range", "/4/count"},
                     {"outage.kind", "/5/fault/kind"},
                     {"outage.window", "/6/window/until_ms"},
                     {"outage.code", "/7/fault/code"},
                     {"outage.pace", "/8/fault/factor"},
                     {"range", "/9/fault/factor"},
                     {"range", "/10/fault/add_ms"},
                     {"outage.pace", "/11/fault"}}));
}

} // namespace
} // namespace understudy
