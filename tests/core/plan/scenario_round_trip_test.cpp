#include "core/plan/scenario.h"

#include "resources/embedded.h"

#include <gtest/gtest.h>

#include <string>

namespace understudy {
namespace {

// The example of the contract.
constexpr std::string_view kFridayNight = R"({
  "format": "understudy-scenario",
  "version": 1,
  "name": "Friday night",
  "seed": 4711,
  "twins": {
    "*": {"first_token": {"law": "lognormal", "median_ms": 450, "sigma": 0.6},
          "token_interval": {"law": "constant", "ms": 12},
          "output_tokens": {"law": "geometric", "mean": 220},
          "input_tokens": {"law": "constant", "n": 400}},
    "openai/gpt-5": {
      "failures": [
        {"class": "server", "status": 503, "share": 0.02, "after": {"law": "constant", "ms": 80}},
        {"class": "rate_limit.wait", "status": 429, "share": 0.01,
         "after": {"law": "constant", "ms": 40},
         "retry_after_ms": 2000},
        {"class": "stream.cut", "share": 0.002,
         "after_tokens": {"law": "uniform", "from": 1, "to": 200}}
      ],
      "capacity": {"concurrent": 20, "when_full": "reject"}
    }
  },
  "outages": [
    {"id": "o1", "name": "OpenAI hard down", "target": {"provider": "openai", "model": "*"},
     "fault": {"kind": "status", "status": 503, "retry_after_ms": null}, "share": 1.0,
     "window": {"from_ms": 30000, "until_ms": 60000}},
    {"id": "o2", "target": {"provider": "anthropic"}, "fault": {"kind": "hang"}, "share": 0.3,
     "process": {"up": {"law": "exponential", "mean_ms": 3600000},
                 "down": {"law": "lognormal", "median_ms": 60000, "sigma": 1.1}}}
  ],
  "workload": {"arrivals": {"law": "poisson", "rate_per_s": 20}, "runs": 100000}
})";

// Everything that a scenario can say, and members that it cannot.
constexpr std::string_view kFull = R"({
  "format": "understudy-scenario", "version": 1, "x-author": {"name": "somebody"},
  "twins": {
    "a/*": {"first_token": {"law": "lognormal", "median_ms": 100, "p95_ms": 517.99, "x-fit": 3},
            "token_interval": {"law": "gamma", "mean_ms": 1.5, "cv": 0.25}, "x-note": "slow",
            "output_tokens": {"law": "empirical", "quantiles": [[0.1, 5], [0.9, 50.5]]}},
    "a/b": {"first_token": {"law": "mixture", "parts": [
               {"share": 0.99, "of": {"law": "weibull", "scale_ms": 5, "shape": 0.7}, "x": 1},
               {"share": 0.01, "of": {"law": "mixture", "x": 2, "parts": [
                   {"share": 1, "of": {"law": "uniform", "from_ms": 1, "to_ms": 2, "x": 3}}]}}]},
            "failures": [{"class": "empty", "share": 0.5, "status": null, "x-why": "seen once"}],
            "capacity": {"concurrent": null, "queue_limit": 5, "on_abandon": "finish",
                         "requests_per_min": 60.5, "tokens_per_min": 1000, "x": []}},
    "a/c": {"failures": [], "capacity": null,
            "input_tokens": {"law": "uniform", "from": 1, "to": 9}}
  },
  "outages": [
    {"fault": {"kind": "status", "status": 429, "code": "slow", "retry_after_ms": 5,
               "hint_style": "retry-after-ms"}, "window": null, "count": 4, "x-ticket": 12},
    {"id": "p", "fault": {"kind": "slow_first_token", "factor": 2.5}, "group": "g", "share": 0,
     "target": {"model": "b", "x": 1}, "enabled": false,
     "process": {"up": {"law": "constant", "ms": 5, "x": 1}, "down": {"law": "constant", "ms": 6},
                 "start": "up", "x": 2}},
    {"id": "q", "fault": {"kind": "cut", "after_tokens": 0, "x": 5}, "group": "g",
     "process": {"up": {"law": "constant", "ms": 5}, "down": {"law": "constant", "ms": 6},
                 "start": "up"}},
    {"id": "r", "fault": {"kind": "auth"}, "window": {"until_ms": 9, "x": 1}},
    {"id": "s", "fault": {"kind": "auth"}, "group": "", "window": {"from_ms": 9, "until_ms": null},
     "process": null}
  ],
  "workload": {"arrivals": {"law": "closed", "clients": 7, "rate_per_s": 5, "x": 1,
                            "think": {"law": "exponential", "mean_ms": 20, "x": 1}},
               "runs": 10, "worlds": 3, "x": 1}
})";

Scenario read(std::string_view text)
{
    Result<Scenario, Problems> scenario = scenarioFromJson(text);
    EXPECT_TRUE(scenario) << (scenario ? "" : formatProblem("", scenario.error().front()));
    return scenario ? std::move(scenario).value() : Scenario{};
}

TEST(ScenarioRoundTrip, ReadsTheExampleOfTheContract)
{
    const Scenario scenario = read(kFridayNight);

    ASSERT_EQ(scenario.twins.size(), 2u);
    const auto& failures = *scenario.twins[1].failures;
    ASSERT_EQ(failures.size(), 3u);
    EXPECT_EQ(failures[0].errorClass, ErrorClass::Server);
    EXPECT_EQ(failures[0].status, 503);
    EXPECT_EQ(failures[0].after, TimeLaw(ConstantLaw{80}));
    EXPECT_EQ(failures[1].retryAfter, 2_s);
    EXPECT_EQ(failures[2].afterTokens, CountLaw(UniformLaw{1, 200}));
    EXPECT_EQ(failures[2].status, 0);
    EXPECT_EQ(*scenario.twins[1].capacity, (Capacity{.concurrent = 20,
                                                     .whenFull = WhenFull::Reject,
                                                     .queueLimit = {},
                                                     .requestsPerMinute = {},
                                                     .tokensPerMinute = {}}));
    EXPECT_EQ(*scenario.outages[1].process,
              (OutageProcess{ExponentialLaw{3'600'000}, LognormalLaw{60'000, 1.1}, false}));
    EXPECT_EQ(scenario.workload->arrivals.kind, ArrivalKind::Poisson);
    EXPECT_EQ(scenario.workload->arrivals.ratePerSecond, 20);
    EXPECT_EQ(scenario.workload->runs, 100'000u);
    EXPECT_FALSE(scenario.workload->worlds);
}

TEST(ScenarioRoundTrip, ReadsEveryKindOfArrivals)
{
    const auto arrivals = [](const std::string& members) {
        return read(
                   R"({"format": "understudy-scenario", "version": 1, "workload": {"arrivals": {)" +
                   members + "}}}")
            .workload->arrivals;
    };
    EXPECT_EQ(arrivals(R"("law": "isolated")").kind, ArrivalKind::Isolated);
    EXPECT_EQ(arrivals(R"("law": "all_at_once")").kind, ArrivalKind::AllAtOnce);
    EXPECT_EQ(arrivals(R"("law": "uniform", "every_ms": 3.5)").every, 3500_us);
    EXPECT_EQ(arrivals(R"("law": "bursty", "rate_per_s": 2, "cv": 3)").cv, 3);
    EXPECT_EQ(arrivals(R"("law": "closed", "clients": 7)").think, TimeLaw(ConstantLaw{0}));
}

TEST(ScenarioRoundTrip, WritesTheSameAgain)
{
    for (const std::string_view text :
         {kFridayNight, kFull, embeddedText("scenarios/healthy.scenario.json")}) {
        const Scenario scenario = read(text);
        const std::string written = scenarioToJson(scenario);
        EXPECT_EQ(read(written), scenario);
        EXPECT_EQ(scenarioToJson(read(written)), written);
    }
}

TEST(ScenarioRoundTrip, KeepsWhatItDoesNotKnow)
{
    const std::string written = scenarioToJson(read(kFull));

    for (const char* kept : {"\"x-author\"", "\"x-fit\": 3", "\"x-note\"", "\"x-why\"",
                             "\"x-ticket\": 12", "\"hint_style\": \"retry-after-ms\"",
                             "\"p95_ms\": 517.99", "\"rate_per_s\": 5", "\"capacity\": null"}) {
        EXPECT_NE(written.find(kept), std::string::npos) << kept << " in " << written;
    }
    EXPECT_EQ(written.find("outage-1"), std::string::npos); // was made, not written
}

TEST(ScenarioRoundTrip, WritesABareScenarioBriefly)
{
    Scenario scenario;
    scenario.name = "Bare";
    scenario.outages.emplace_back().id = "outage-1";

    EXPECT_EQ(scenarioToJson(scenario), R"({
  "format": "understudy-scenario",
  "version": 1,
  "name": "Bare",
  "outages": [
    {
      "fault": {
        "kind": "status",
        "status": 503
      }
    }
  ]
}
)");
    const Scenario again = read(scenarioToJson(scenario));
    EXPECT_EQ(again.outages[0].id, "outage-1");
}

} // namespace
} // namespace understudy
