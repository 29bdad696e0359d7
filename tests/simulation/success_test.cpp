// Whether a chain answers, what it tries and what that costs, when attempts fail independently.
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

struct Stage
{
    double success = 1;
    std::uint32_t tries = 1;
    double dollars = 0; // of an attempt
};

struct StageTruth
{
    double reached = 1; // by how many runs
    double attempts = 0;
    double served = 0;
};

// reach_i = prod q^n of those before; attempts reach (1 - q^n) / p; served reach (1 - q^n).
std::vector<StageTruth> truthOf(const std::vector<Stage>& stages)
{
    std::vector<StageTruth> truths;
    double reach = 1;
    for (const Stage& stage : stages) {
        const double exhausted = std::pow(1 - stage.success, stage.tries);
        truths.push_back({reach, reach * (1 - exhausted) / stage.success, reach * (1 - exhausted)});
        reach *= exhausted;
    }
    truths.push_back({reach, 0, 0});
    return truths;
}

std::string modelOf(std::size_t stage) { return "m" + std::to_string(stage); }

// One token of input is all that an attempt costs.
std::shared_ptr<const CompiledChain> chainFrom(const std::vector<Stage>& stages)
{
    Json steps = Json::array();
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const Json price{{"input_usd_per_mtok", stages[i].dollars * 1e6},
                         {"output_usd_per_mtok", 0}};
        const Json candidate{{"model", modelOf(i)}, {"tries", stages[i].tries}, {"price", price}};
        steps.push_back({{"id", "s" + std::to_string(i)}, {"candidates", {candidate}}});
    }
    return chainOf(steps.dump());
}

// A status is for free; a stream that breaks before its first token has cost the input.
std::shared_ptr<const Scenario> failing(const std::vector<Stage>& stages, bool isBilled)
{
    Json twins = Json::object();
    for (std::size_t i = 0; i < stages.size(); ++i) {
        Json failure{{"share", 1 - stages[i].success}};
        if (isBilled) {
            failure.update(
                {{"class", "stream.cut"}, {"after_tokens", {{"law", "constant"}, {"n", 0}}}});
        } else {
            failure.update({{"class", "server"}, {"status", 503}});
        }
        twins["openai/" + modelOf(i)] = {{"failures", {failure}}};
    }
    return scenarioOf(Json{{"twins", twins}}.dump());
}

std::vector<Stage> stagesOf(const Json& params)
{
    std::vector<Stage> stages;
    for (const Json& each : params.at("stages")) {
        stages.push_back({each.at("p_success"), each.at("max_attempts"), each.value("cost", 0.0)});
    }
    return stages;
}

void expectTruth(const Simulated& told, const std::vector<Stage>& stages)
{
    const std::vector<StageTruth> truths = truthOf(stages);
    const std::uint64_t runs = told.whole.runs;
    EXPECT_TRUE(shareAgrees(told.failed(), runs, truths.back().reached));
    double attempts = 0;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const CandidateTotals& candidate = told.candidate(i);
        EXPECT_TRUE(shareAgrees(candidate.served, runs, truths[i].served)) << "stage " << i;
        EXPECT_TRUE(shareAgrees(candidate.succeeded, candidate.attempts, stages[i].success));
        attempts += truths[i].attempts;
    }
    EXPECT_TRUE(agrees(attemptsPerRun(told.groups()), attempts));
}

const std::vector<std::vector<Stage>>& variants()
{
    static const std::vector<std::vector<Stage>> stages{
        {{0.7, 2}}, {{0.3, 4}, {0.9, 1}}, {{0.05, 1}, {0.5, 3}, {0.25, 6}, {0.6, 2}}};
    return stages;
}

TEST(FallbackChain, FailsWithTheProductOfWhatItsModelsFail)
{
    for (const char* id : {"A01", "A02", "A04", "A05"}) {
        SCOPED_TRACE(id);
        const std::vector<Stage> stages = stagesOf(closedFormCase(id).at("params"));
        EXPECT_NEAR(truthOf(stages).back().reached, closedForm(id, "p_fail"), 1e-15);

        expectTruth(simulated(chainFrom(stages), failing(stages, false), {.runs = 70'000}), stages);
    }
    for (const std::vector<Stage>& stages : variants()) {
        expectTruth(simulated(chainFrom(stages), failing(stages, true), {.runs = 70'000}), stages);
    }
}

TEST(FallbackChain, CostsWhatItsAttemptsOrItsAnswersCost)
{
    std::vector<std::vector<Stage>> all{stagesOf(closedFormCase("A07").at("params"))};
    all.push_back({{0.4, 2, 0.002}, {0.6, 3, 0.05}});
    for (std::size_t which = 0; which < all.size(); ++which) {
        const std::vector<Stage>& stages = all[which];
        double onSuccess = 0;
        double onAttempt = 0;
        const std::vector<StageTruth> truths = truthOf(stages);
        for (std::size_t i = 0; i < stages.size(); ++i) {
            onSuccess += stages[i].dollars * truths[i].served;
            onAttempt += stages[i].dollars * truths[i].attempts;
        }
        if (which == 0) {
            EXPECT_NEAR(onSuccess, closedForm("A07", "mean_cost_success_billed"), 1e-15);
            EXPECT_NEAR(onAttempt, closedForm("A07", "mean_cost_attempt_billed"), 1e-15);
        }

        const Simulated free = simulated(chainFrom(stages), failing(stages, false));
        const Simulated billed = simulated(chainFrom(stages), failing(stages, true));

        EXPECT_TRUE(agrees(dollarsPerRun(free.groups()), onSuccess));
        EXPECT_TRUE(agrees(dollarsPerRun(billed.groups()), onAttempt));
        EXPECT_EQ(free.whole.wasted, 0);
        EXPECT_NEAR(static_cast<double>(billed.whole.cost - billed.whole.wasted),
                    static_cast<double>(free.whole.cost), 1)
            << "the same runs were answered alike";
    }
}

} // namespace
} // namespace understudy
