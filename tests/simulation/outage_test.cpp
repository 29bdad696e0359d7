// Outages as processes: what tries within one outage, several providers and common causes come to,
// and how far that is from the figure that takes attempts for independent.
#include "core/lab/independent_figure.h"
#include "core/world/outage_process.h"
#include "tests/simulation/agreement.h"
#include "tests/simulation/closed_forms.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace understudy {
namespace {

using Json = nlohmann::json;

Json exponentialOf(double seconds) { return {{"law", "exponential"}, {"mean_ms", seconds * 1000}}; }

Json outageOf(const std::string& id, const std::string& model, double upSeconds, double downSeconds,
              double share = 1)
{
    return {{"id", id},
            {"target", {{"provider", "openai"}, {"model", model}}},
            {"fault", {{"kind", "status"}, {"status", 503}}},
            {"share", share},
            {"process", {{"up", exponentialOf(upSeconds)}, {"down", exponentialOf(downSeconds)}}}};
}

struct SpacedTries
{
    double up; // seconds, on average
    double down;
    double failsUp;
    double failsDown; // of the attempts while it is down, the usual failures among them
    std::uint32_t tries;
    double spacing;
};

// pi E (P(spacing) E)^(n - 1) 1, for two states.
double failingTogether(const SpacedTries& law)
{
    const double rate = 1 / law.up + 1 / law.down;
    const double up = law.up / (law.up + law.down);
    const double stays = std::exp(-rate * law.spacing);
    double inUp = up * law.failsUp;
    double inDown = (1 - up) * law.failsDown;
    for (std::uint32_t i = 1; i < law.tries; ++i) {
        const double all = inUp + inDown;
        inUp = (up * all * (1 - stays) + inUp * stays) * law.failsUp;
        inDown = all * (1 - stays) * (1 - up) * law.failsDown + (inDown * stays) * law.failsDown;
    }
    return inUp + inDown;
}

double failingIndependently(const SpacedTries& law)
{
    const double up = law.up / (law.up + law.down);
    return std::pow(up * law.failsUp + (1 - up) * law.failsDown, law.tries);
}

SpacedTries ofCase(const char* id)
{
    const Json& params = closedFormCase(id).at("params");
    return {params.at("up_mean_s"), params.at("down_mean_s"), params.at("err_up"),
            params.at("err_down"),  params.at("attempts"),    params.at("spacing_s")};
}

std::shared_ptr<const CompiledChain> chainWith(const SpacedTries& law)
{
    const Json backoff{{"base_ms", static_cast<std::int64_t>(law.spacing * 1000)}};
    const Json candidate{{"model", "a"}, {"tries", law.tries}, {"backoff", backoff}};
    return chainOf(Json{{{"id", "s"}, {"candidates", {candidate}}}}.dump());
}

// Attempts that the outage spares fail as usual.
std::shared_ptr<const Scenario> scenarioWith(const SpacedTries& law)
{
    const Json failure{{"class", "server"}, {"status", 500}, {"share", law.failsUp}};
    const double struck = (law.failsDown - law.failsUp) / (1 - law.failsUp);
    return scenarioOf(Json{{"twins", {{"*", {{"failures", {failure}}}}}},
                           {"outages", {outageOf("o", "*", law.up, law.down, struck)}}}
                          .dump());
}

void expectTogether(const SpacedTries& law, std::uint64_t runs)
{
    const auto chain = chainWith(law);
    const auto scenario = scenarioWith(law);
    const Simulated told = simulated(chain, scenario, {.runs = runs});

    EXPECT_TRUE(shareAgrees(told.failed(), told.whole.runs, failingTogether(law)));
    const double independent = failingIndependently(law);
    EXPECT_NEAR((1 - independentAvailability(*chain, *scenario)) / independent, 1, 1e-9);
}

TEST(Outage, FailsAllTriesThatFallIntoIt)
{
    for (const char* id : {"F01", "F03"}) {
        const SpacedTries law = ofCase(id);
        EXPECT_NEAR(failingTogether(law) / closedForm(id, "p_fail_chain"), 1, 1e-9);
        EXPECT_NEAR(failingIndependently(law) / closedForm(id, "p_fail_if_wrongly_independent"), 1,
                    1e-9);
        expectTogether(law, 400'000);
    }
    expectTogether({100, 30, 0.2, 0.76, 4, 10}, 150'000); // a brown-out
    expectTogether({50, 20, 0.05, 1, 3, 40}, 150'000);    // tries far apart
}

struct Provider
{
    double up; // seconds, on average
    double down;
    double failsUp;

    double failing() const { return (down + up * failsUp) / (up + down); }
    double share() const { return down / (up + down); }
};

Provider providerOf(const Json& params)
{
    return {params.at("up_s"), params.at("down_s"), params.at("err_up")};
}

TEST(Outage, OfIndependentProvidersMultiply)
{
    const Json& params = closedFormCase("F05").at("params");
    const std::vector<std::vector<Provider>> all{
        {providerOf(params.at("A")), providerOf(params.at("B"))}, {{90, 30, 0.1}, {40, 60, 0.02}}};
    for (const std::vector<Provider>& both : all) {
        Json outages = Json::array();
        Json twins = Json::object();
        for (std::size_t i = 0; i < 2; ++i) {
            const std::string model = i == 0 ? "a" : "b";
            outages.push_back(outageOf("o-" + model, model, both[i].up, both[i].down));
            const Json failure{{"class", "server"}, {"status", 500}, {"share", both[i].failsUp}};
            twins["openai/" + model] = {{"failures", {failure}}};
        }
        const Simulated told =
            simulated(R"([{"id": "s", "candidates": [{"model": "a"}]},
                                             {"id": "t", "candidates": [{"model": "b"}]}])",
                      Json{{"twins", twins}, {"outages", outages}}.dump(), {.runs = 600'000});
        EXPECT_TRUE(
            shareAgrees(told.failed(), told.whole.runs, both[0].failing() * both[1].failing()));
    }
    EXPECT_NEAR(all[0][0].failing() * all[0][1].failing(), closedForm("F05", "p_fail"), 1e-15);
}

struct BothDown
{
    std::vector<double> durations; // seconds
    double seconds = 0;            // watched
    double events() const { return static_cast<double>(durations.size()); }
};

// Walks two processes from spell to spell.
BothDown watched(const Provider& a, const Provider& b, double seconds)
{
    const OutageProcess processes[] = {
        {ExponentialLaw{a.up * 1000}, ExponentialLaw{a.down * 1000}},
        {ExponentialLaw{b.up * 1000}, ExponentialLaw{b.down * 1000}}};
    ProcessTrack first(processes[0], 1);
    ProcessTrack second(processes[1], 2);
    first.reset(11, 0);
    second.reset(11, 0);
    BothDown result{{}, seconds};
    Duration at{};
    Duration since{-1};
    while (static_cast<double>(at.count()) < seconds * 1e6) {
        const bool isFirstDown = first.isDown(at);
        const bool areBothDown = second.isDown(at) && isFirstDown;
        if (areBothDown && since < Duration::zero()) {
            since = at;
        } else if (!areBothDown && since >= Duration::zero()) {
            result.durations.push_back(static_cast<double>((at - since).count()) / 1e6);
            since = Duration{-1};
        }
        at = std::min(first.endOfSpell(), second.endOfSpell());
    }
    return result;
}

TEST(Outage, OfTwoProvidersMeetAsOftenAndAsLongAsTheirRatesSay)
{
    const Json& params = closedFormCase("F05").at("params");
    const Provider a = providerOf(params.at("A"));
    const Provider b = providerOf(params.at("B"));
    constexpr double kYear = 365.25 * 86'400;
    constexpr double kYears = 4000;

    const BothDown told = watched(a, b, kYears * kYear);

    EXPECT_TRUE(agrees(meanOf(told.durations), closedForm("F05", "mean_both_down_duration_s")));
    EXPECT_TRUE(agrees({told.events() / kYears, std::sqrt(told.events()) / kYears},
                       closedForm("F05", "both_down_events_per_year"),
                       1e-3 * closedForm("F05", "both_down_events_per_year"))) // days of a year
        << told.events();
    EXPECT_NEAR(a.share() * b.share(), closedForm("F05", "p_both_down"), 1e-15);
}

struct CommonCause
{
    double unavailable; // of each model
    double beta;        // the part of it that they share
    std::uint32_t models;

    double exact() const
    {
        return 1 - (1 - beta * unavailable) * (1 - std::pow((1 - beta) * unavailable, models));
    }
};

// A process whose share of time down is `share`.
Json downFor(const std::string& id, const std::string& model, double share)
{
    return outageOf(id, model, 1000 * (1 - share), 1000 * share);
}

Simulated withCommonCause(const CommonCause& law, std::uint64_t runs)
{
    Json steps = Json::array();
    Json outages = Json::array();
    for (std::uint32_t i = 0; i < law.models; ++i) {
        const std::string model = "m" + std::to_string(i);
        steps.push_back({{"id", "s" + model}, {"candidates", {{{"model", model}}}}});
        outages.push_back(downFor("own-" + model, model, (1 - law.beta) * law.unavailable));
        outages.push_back(downFor("shared-" + model, model, law.beta * law.unavailable));
        outages.back()["group"] = "cloud";
    }
    return simulated(steps.dump(), Json{{"outages", outages}}.dump(), {.runs = runs});
}

TEST(CommonCause, TakesAllModelsDownTogether)
{
    for (const char* id : {"F07", "F08"}) {
        const Json& params = closedFormCase(id).at("params");
        const CommonCause law{params.at("q"), params.at("beta"), params.at("n")};
        EXPECT_NEAR(law.exact(), closedForm(id, "unavailability"), 1e-15);
        const Simulated told = withCommonCause(law, 400'000);
        EXPECT_TRUE(shareAgrees(told.failed(), told.whole.runs, law.exact()));
    }
    for (const CommonCause& law : {CommonCause{0.2, 0.3, 3}, CommonCause{0.1, 0.8, 4}}) {
        const Simulated told = withCommonCause(law, 100'000);
        EXPECT_TRUE(shareAgrees(told.failed(), told.whole.runs, law.exact()));
    }
}

} // namespace
} // namespace understudy
