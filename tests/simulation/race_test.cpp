// Races and hedges: who wins, how long it takes, how often a second model is asked, what it costs.
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

std::string modelOf(std::size_t index) { return "m" + std::to_string(index); }

std::string raceOf(std::size_t models, std::int64_t staggerMs)
{
    Json candidates = Json::array();
    for (std::size_t i = 0; i < models; ++i) {
        candidates.push_back({{"model", modelOf(i)}});
    }
    const Json selection{{"kind", "race"}, {"stagger_ms", staggerMs}};
    return Json{{{"id", "s"}, {"selection", selection}, {"candidates", candidates}}}.dump();
}

Json exponentialOf(double seconds) { return {{"law", "exponential"}, {"mean_ms", seconds * 1000}}; }

std::string everyModel(const Json& firstToken)
{
    return Json{{"twins", {{"*", {{"first_token", firstToken}}}}}}.dump();
}

Simulated raceOfMeans(const std::vector<double>& seconds)
{
    Json twins = Json::object();
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        twins["openai/" + modelOf(i)] = {{"first_token", exponentialOf(seconds[i])}};
    }
    return simulated(raceOf(seconds.size(), 0), Json{{"twins", twins}}.dump(), {.runs = 70'000});
}

TEST(Race, OfExponentialsIsWonInProportionToTheirRates)
{
    const std::vector<std::vector<double>> races{
        closedFormCase("D02").at("params").at("means"), {1.5, 1.5, 1.5}, {0.3, 2, 0.9, 5}};
    for (const std::vector<double>& seconds : races) {
        double rate = 0;
        for (const double mean : seconds) {
            rate += 1 / mean;
        }
        const Simulated told = raceOfMeans(seconds);

        EXPECT_EQ(told.whole.answered, told.whole.runs);
        EXPECT_EQ(told.whole.attempts, told.whole.runs * seconds.size());
        EXPECT_TRUE(agrees(meanOf(told.whole.total), 1 / rate));
        EXPECT_TRUE(quantileAgrees(told.whole.total, 0.5, std::log(2.0) / rate));
        EXPECT_TRUE(quantileAgrees(told.whole.total, 0.99, std::log(100.0) / rate));
        for (std::size_t i = 0; i < seconds.size(); ++i) {
            EXPECT_TRUE(
                shareAgrees(told.candidate(i).served, told.whole.runs, 1 / seconds[i] / rate));
        }
    }
    EXPECT_NEAR(closedForm("D01", "mean"), 1.5 / 3, 1e-15);
    EXPECT_NEAR(closedForm("D01", "p99"), std::log(100.0) / 2, 1e-14);
    EXPECT_NEAR(closedForm("D02", "p_win_2"), 0.5 / 1.75, 1e-15);
    EXPECT_NEAR(closedForm("D02", "p99"), std::log(100.0) / 1.75, 1e-14);
}

// With failures the first answer counts, whoever failed before it.
TEST(Race, IsWonByTheFirstThatAnswers)
{
    const Json failure{
        {"class", "server"}, {"status", 500}, {"share", 0.3}, {"after", exponentialOf(1)}};
    const Json twin{{"first_token", exponentialOf(1)}, {"failures", {failure}}};
    const Simulated told =
        simulated(raceOf(2, 0), Json{{"twins", {{"*", twin}}}}.dump(), {.runs = 70'000});

    // Both answer: half the mean; one alone: its own time.
    EXPECT_TRUE(shareAgrees(told.failed(), told.whole.runs, 0.09));
    EXPECT_TRUE(agrees(meanOf(told.whole.total), (0.49 * 0.5 + 0.42 * 1) / 0.91));
    EXPECT_TRUE(agrees(meanOf(told.whole.failed), 1.5)) << "the later of two";
}

// Survival e^(-t) up to the delay d, then e^(-(2t - d)).
TEST(Hedge, IsSentToWhoeverWaitsLongerThanItsDelay)
{
    for (const std::int64_t delayMs : {500, 2996, 120}) {
        const double delay = static_cast<double>(delayMs) / 1000;
        const double sent = std::exp(-delay);
        const double mean = 1 - sent / 2;
        const auto quantile = [&](double tail) { return (delay + std::log(1 / tail)) / 2; };

        const Simulated told =
            simulated(raceOf(2, delayMs), everyModel(exponentialOf(1)), {.runs = 80'000});

        EXPECT_TRUE(shareAgrees(told.candidate(1).attempts, told.whole.runs, sent));
        EXPECT_TRUE(agrees(meanOf(told.whole.total), mean));
        EXPECT_TRUE(quantileAgrees(told.whole.total, 0.99, quantile(0.01)));
        EXPECT_TRUE(quantileAgrees(told.whole.total, 0.999, quantile(0.001)));
        if (delayMs == 500) {
            EXPECT_NEAR(sent, closedForm("D04", "p_hedge_sent"), 1e-15);
            EXPECT_NEAR(mean, closedForm("D04", "mean_latency"), 1e-15);
            EXPECT_NEAR(quantile(0.01), closedForm("D04", "p99"), 1e-14);
            EXPECT_NEAR(quantile(0.001), closedForm("D04", "p99_9"), 1e-14);
        }
    }
}

// The case's delay is no whole number of milliseconds: the law is shrunk until it is one.
TEST(Hedge, AtItsOwnSlowestTwentiethCostsATwentiethMore)
{
    const double delay = closedForm("D06", "hedge_delay_s");
    const double shrunk = 5.180 / delay;
    const Json law{{"law", "lognormal"}, {"median_ms", 1000 * shrunk}, {"sigma", 1}};

    const Simulated hedged = simulated(raceOf(2, 5180), everyModel(law), {.runs = 150'000});
    const Simulated alone = simulated(raceOf(1, 0), everyModel(law), {.runs = 150'000});

    EXPECT_TRUE(shareAgrees(hedged.candidate(1).attempts, hedged.whole.runs,
                            closedForm("D06", "p_hedge_sent")));
    EXPECT_TRUE(agrees(meanOf(hedged.whole.total), shrunk * closedForm("D06", "mean_latency")));
    EXPECT_TRUE(agrees(meanOf(alone.whole.total), shrunk * closedForm("D06", "mean_unhedged")));
    EXPECT_TRUE(quantileAgrees(hedged.whole.total, 0.99, shrunk * closedForm("D06", "p99")));
    EXPECT_TRUE(quantileAgrees(hedged.whole.total, 0.999, shrunk * closedForm("D06", "p99_9")));
    EXPECT_TRUE(
        quantileAgrees(alone.whole.total, 0.999, shrunk * closedForm("D06", "p99_9_unhedged")));
}

TEST(Hedge, CutsTheTailOfATwoSpeedLaw)
{
    const Json fast{{"law", "constant"}, {"ms", 5}};
    const Json slow{{"law", "constant"}, {"ms", 1000}};
    for (const double slowShare : {0.01, 0.2}) {
        const Json parts{{{"share", 1 - slowShare}, {"of", fast}},
                         {{"share", slowShare}, {"of", slow}}};
        const Simulated told = simulated(
            raceOf(2, 10), everyModel({{"law", "mixture"}, {"parts", parts}}), {.runs = 120'000});

        const double bothSlow = slowShare * slowShare;
        const double mean = 5 * (1 - slowShare) + 15 * (slowShare - bothSlow) + 1000 * bothSlow;
        EXPECT_TRUE(shareAgrees(told.candidate(1).attempts, told.whole.runs, slowShare));
        EXPECT_TRUE(shareAgrees(told.candidate(1).served, told.whole.runs, slowShare - bothSlow));
        EXPECT_TRUE(agrees(meanOf(told.whole.total), mean / 1000));
        if (slowShare == 0.01) {
            EXPECT_NEAR(mean, closedForm("D07", "mean_ms"), 1e-12);
            EXPECT_NEAR(bothSlow, closedForm("D07", "p_slow"), 1e-18);
        }
    }
}

// Answers of a geometric number of tokens at one pace, each token of them paid: what a loser has
// said until then costs as much as what the winner saves. The second model is half a token late, so
// that no two tokens come together: of counts A and B the first wins if A <= B and then costs
// A + (A - 1), else the second and both cost B.
TEST(Race, CostsAsMuchAsOneAnswerWhenTheLoserIsPaidForWhatItSaid)
{
    for (const double mean : {2000.0, 40.0}) {
        Json candidates = Json::array();
        for (const char* model : {"a", "b"}) {
            const Json price{{"input_usd_per_mtok", 0}, {"output_usd_per_mtok", 10}};
            candidates.push_back({{"model", model}, {"price", price}});
        }
        const Json selection{{"kind", "race"}, {"win", "completed"}};
        const Json steps{{{"id", "s"}, {"selection", selection}, {"candidates", candidates}}};
        const Json every{{"output_tokens", {{"law", "geometric"}, {"mean", mean}}},
                         {"token_interval", {{"law", "constant"}, {"ms", 2}}}};
        const Json late{{"first_token", {{"law", "constant"}, {"ms", 1}}}};

        const Simulated told =
            simulated(steps.dump(), Json{{"twins", {{"*", every}, {"openai/b", late}}}}.dump());

        const double share = 1 / mean;
        const double least = 1 / (2 * share - share * share); // the mean of the lesser count
        const double firstWins = share * least;               // A <= B
        const double onceAnswered = 10e-6 * mean;
        const double exact = 10e-6 * (2 * least - firstWins);
        EXPECT_TRUE(shareAgrees(told.candidate(0).served, told.whole.runs, firstWins));
        EXPECT_TRUE(agrees(dollarsPerRun(told.groups()), exact));
        if (mean == 2000) { // close to the exponential law of the closed form
            EXPECT_NEAR(exact / onceAnswered, closedForm("D11", "total_cost_vs_single_prorata"),
                        1e-6);
            EXPECT_TRUE(agrees({static_cast<double>(told.whole.wasted), 0},
                               closedForm("D11", "loser_billed_fraction") *
                                   static_cast<double>(told.whole.cost),
                               1e-3 * static_cast<double>(told.whole.cost)));
        }
    }
}

} // namespace
} // namespace understudy
