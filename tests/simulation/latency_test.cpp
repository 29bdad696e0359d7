// How long runs take: retries, waits, timeouts, deadlines and streams, against mathematics.
#include "tests/simulation/agreement.h"
#include "tests/simulation/closed_forms.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace understudy {
namespace {

using Json = nlohmann::json;

std::string stepsOf(const Json& candidate)
{
    return Json{{{"id", "s"}, {"candidates", {candidate}}}}.dump();
}

double normalCdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

TEST(Latency, OfRetriesIsTheMixtureOverHowManyFailed)
{
    const Json backoff{{"base_ms", 500}, {"factor", 2}, {"cap_ms", 8000}, {"jitter", "full"}};
    const Json candidate{{"model", "a"}, {"tries", 4}, {"backoff", backoff}};
    const Simulated told = simulated(stepsOf(candidate), R"({"twins": {"*": {
        "first_token": {"law": "exponential", "mean_ms": 1000},
        "failures": [{"class": "server", "status": 500, "share": 0.1,
                      "after": {"law": "constant", "ms": 200}}]}}})",
                                     {.runs = 200'000});

    EXPECT_TRUE(shareAgrees(told.whole.answered, told.whole.runs, closedForm("C01", "p_success")));
    EXPECT_TRUE(agrees(meanOf(told.whole.total), closedForm("C01", "mean_latency_given_success")));
    EXPECT_TRUE(
        agrees(varianceOf(told.whole.total), closedForm("C01", "var_latency_given_success")));
    EXPECT_TRUE(agrees(meanOf(told.whole.failed), closedForm("C01", "mean_latency_given_fail")));
}

// Exponential answers with share p, no waits: E = sum over failures k of (m + k f) p q^k.
TEST(Latency, OfRetriesFollowsTheFormulaForOtherShares)
{
    constexpr double kFailing = 0.4;
    const Simulated told = simulated(stepsOf({{"model", "a"}, {"tries", 3}}), R"({"twins": {"*": {
        "first_token": {"law": "exponential", "mean_ms": 300},
        "failures": [{"class": "overload", "status": 529, "share": 0.4,
                      "after": {"law": "uniform", "from_ms": 100, "to_ms": 500}}]}}})");

    const double answered = 1 - kFailing * kFailing * kFailing;
    const double failures = (1 - kFailing) * (kFailing + 2 * kFailing * kFailing) / answered;
    EXPECT_TRUE(agrees(meanOf(told.whole.total), 0.3 + 0.3 * failures));
    EXPECT_TRUE(agrees(meanOf(told.whole.failed), 0.9));
    EXPECT_TRUE(agrees(varianceOf(told.whole.failed), 3 * 0.16 / 12));
}

struct TimedLaw
{
    double median; // seconds
    double sigma;
    double limit;
    std::uint32_t tries;
};

TEST(Latency, IsCutAtTheTimeoutOfEachTry)
{
    for (const TimedLaw& law : {TimedLaw{1.2, 0.8, 4, 2}, TimedLaw{0.5, 1.1, 0.75, 3}}) {
        Json candidate{{"model", "a"}, {"tries", law.tries}};
        candidate["timeouts"]["first_token_ms"] = static_cast<int>(law.limit * 1000);
        const Json answer{
            {"law", "lognormal"}, {"median_ms", law.median * 1000}, {"sigma", law.sigma}};
        const Simulated told = simulated(
            stepsOf(candidate), Json{{"twins", {{"*", {{"first_token", answer}}}}}}.dump());

        const double z = std::log(law.limit / law.median) / law.sigma;
        const double inTime = normalCdf(z);
        const double tryTime =
            law.median * std::exp(law.sigma * law.sigma / 2) * normalCdf(z - law.sigma) +
            law.limit * (1 - inTime);
        const double all = 1 - std::pow(1 - inTime, law.tries);
        const double answeredTime =
            (tryTime * all / inTime - (1 - all) * law.limit * law.tries) / all;
        EXPECT_TRUE(shareAgrees(told.whole.answered, told.whole.runs, all));
        EXPECT_TRUE(agrees(meanOf(told.whole.total), answeredTime, 1e-6));
        EXPECT_EQ(told.whole.failed.mean(), law.limit * 1e6 * law.tries);
        if (law.tries == 2) {
            EXPECT_NEAR(inTime, closedForm("C03", "p_attempt_ok"), 1e-14);
            EXPECT_NEAR(tryTime, closedForm("C03", "mean_attempt_time"), 1e-14);
            EXPECT_NEAR(all, closedForm("C03", "p_success"), 1e-14);
            EXPECT_NEAR(tryTime * all / inTime, closedForm("C03", "mean_latency_all"), 1e-13);
        }
    }
}

TEST(Latency, OfALognormalHasItsQuantiles)
{
    const Simulated told = simulated(stepsOf({{"model", "a"}}), R"({"twins": {"*": {
        "first_token": {"law": "lognormal", "median_ms": 1200, "sigma": 0.8}}}})",
                                     {.runs = 200'000});

    EXPECT_TRUE(agrees(meanOf(told.whole.total), closedForm("C03", "mean_untruncated")));
    EXPECT_TRUE(quantileAgrees(told.whole.total, 0.5, closedForm("C03", "p50")));
    EXPECT_TRUE(quantileAgrees(told.whole.total, 0.95, closedForm("C03", "p95")));
    EXPECT_TRUE(quantileAgrees(told.whole.total, 0.99, closedForm("C03", "p99")));
    EXPECT_TRUE(quantileAgrees(told.whole.total, 0.999, closedForm("C03", "p99_9")));
}

TEST(Latency, OfUnlimitedExponentialTriesIsExponentialAgain)
{
    for (const double success : {0.8, 0.35}) {
        const Json exponential{{"law", "exponential"}, {"mean_ms", 1000}};
        const Json failure{
            {"class", "server"}, {"status", 500}, {"share", 1 - success}, {"after", exponential}};
        const Json twin{{"first_token", exponential}, {"failures", {failure}}};
        const Simulated told = simulated(stepsOf({{"model", "a"}, {"tries", 1000}}),
                                         Json{{"twins", {{"*", twin}}}}.dump());

        EXPECT_EQ(told.whole.answered, told.whole.runs);
        EXPECT_TRUE(agrees(meanOf(told.whole.total), 1 / success));
        EXPECT_TRUE(agrees(varianceOf(told.whole.total), 1 / success / success));
        EXPECT_TRUE(quantileAgrees(told.whole.total, 0.99, std::log(100.0) / success));
        EXPECT_TRUE(quantileAgrees(told.whole.total, 0.999, std::log(1000.0) / success));
        if (success == 0.8) {
            EXPECT_NEAR(1 / success, closedForm("C05", "mean"), 1e-15);
            EXPECT_NEAR(std::log(100.0) / success, closedForm("C05", "p99"), 1e-14);
        }
    }
}

constexpr std::string_view kTwoModels = R"([
    {"id": "first", "candidates": [{"model": "a", "tries": 2, "backoff": {"base_ms": 500}}]},
    {"id": "second", "candidates": [{"model": "b"}]}])";
constexpr std::string_view kSlowFailureThenAnswer = R"({"twins": {
    "openai/a": {"failures": [{"class": "server", "status": 500, "share": 1,
                               "after": {"law": "constant", "ms": 1000}}]},
    "openai/b": {"first_token": {"law": "constant", "ms": 800}}}})";

TEST(Deadline, ThatIsReachedExactlyStillLetsTheAnswerThrough)
{
    const auto finish = static_cast<std::uint64_t>(closedForm("C06", "finish_s") * 1e6 + 0.5);
    const auto within = [](int deadline) {
        return simulated(
            chainOf(kTwoModels, R"({"deadline_ms": )" + std::to_string(deadline) + "}"),
            scenarioOf(kSlowFailureThenAnswer), {.runs = 3});
    };

    for (const int enough : {3300, 4000}) {
        const Simulated told = within(enough);
        EXPECT_EQ(told.whole.answered, 3U);
        EXPECT_EQ(told.whole.total.valueAt(1), static_cast<double>(finish));
        EXPECT_EQ(told.whole.attempts, 9U);
    }
    for (const int tooLittle : {3000, 3299}) {
        const Simulated told = within(tooLittle);
        EXPECT_EQ(told.whole.answered, 0U);
        EXPECT_EQ(told.whole.failed.valueAt(3), tooLittle * 1000.0);
    }
}

// The contract counts the first token in `first_token`: one interval less than tokens.
TEST(Stream, TakesItsFirstTokenAndAnIntervalForEachFurtherOne)
{
    const Simulated told = simulated(stepsOf({{"model", "a"}}), R"({"twins": {"*": {
        "first_token": {"law": "exponential", "mean_ms": 600},
        "token_interval": {"law": "constant", "ms": 10},
        "output_tokens": {"law": "geometric", "mean": 200}}}})",
                                     {.runs = 200'000});

    constexpr double kInterval = 0.01;
    EXPECT_TRUE(agrees(meanOf(told.whole.total), closedForm("H01", "mean_total") - kInterval));
    EXPECT_TRUE(agrees(varianceOf(told.whole.total), closedForm("H01", "var_total")));
    EXPECT_TRUE(quantileAgrees(told.whole.total, 0.99, closedForm("H01", "p99_total") - kInterval));
    EXPECT_TRUE(agrees(meanOf(told.whole.firstToken), 0.6));
}

TEST(Stream, DrawsItsPaceOncePerAnswer)
{
    const Simulated told = simulated(stepsOf({{"model", "a"}}), R"({"twins": {"*": {
        "first_token": {"law": "constant", "ms": 0},
        "token_interval": {"law": "exponential", "mean_ms": 20},
        "output_tokens": {"law": "constant", "n": 51}}}})");

    EXPECT_TRUE(agrees(meanOf(told.whole.total), 1.0, 1e-4));
    EXPECT_TRUE(agrees(varianceOf(told.whole.total), 1.0, 1e-4)) << "not a sum of 50 draws";
}

} // namespace
} // namespace understudy
