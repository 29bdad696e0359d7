// Balancing over many servers, against the supermarket model: published theory and simulation.
#include "tests/simulation/agreement.h"
#include "tests/simulation/closed_forms.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <string>

namespace understudy {
namespace {

using Json = nlohmann::json;

Json balanced(std::size_t servers, const Json& selection)
{
    Json candidates = Json::array();
    for (std::size_t i = 0; i < servers; ++i) {
        candidates.push_back({{"model", "m" + std::to_string(i)}});
    }
    return {{{"id", "s"}, {"selection", selection}, {"candidates", candidates}}};
}

// Exponential service of 1 s at every server.
Simulated loaded(const Json& steps, double ratePerSecond, std::uint64_t runs)
{
    const Json twin{{"first_token", {{"law", "exponential"}, {"mean_ms", 1000}}},
                    {"capacity", {{"concurrent", 1}}}};
    const Json arrivals{{"law", "poisson"}, {"rate_per_s", ratePerSecond}};
    const Json scenario{{"twins", {{"*", twin}}}, {"workload", {{"arrivals", arrivals}}}};
    return simulated(steps.dump(), scenario.dump(), {.runs = runs});
}

struct Load
{
    double perServer;
    std::uint64_t runs;
    std::size_t warmUp; // batches of 30 that are left out: the world begins empty
};

double limitOf(double load)
{
    double sum = 0;
    for (int i = 1; i < 20; ++i) {
        sum += std::pow(load, std::pow(2.0, i) - 2);
    }
    return sum;
}

double referenceOf(double load, const char* member)
{
    for (const Json& row : closedForms().at("p2c_n100")) {
        if (row.at("lam") == load) {
            return row.at(member);
        }
    }
    return 0;
}

void expectPowerOfTwo(const Load& load)
{
    const Json selection{
        {"kind", "balance"}, {"strategy", "two_choices"}, {"metric", "outstanding"}};
    const Simulated told = loaded(balanced(100, selection), 100 * load.perServer, load.runs);

    Measured time = meanSeconds(std::span(told.groups()).subspan(load.warmUp));
    EXPECT_GT(time.value, limitOf(load.perServer) - 4.5 * time.error);
    time.error = std::hypot(time.error, referenceOf(load.perServer, "se"));
    EXPECT_TRUE(agrees(time, referenceOf(load.perServer, "mean_time"))) << load.perServer;
}

TEST(TwoChoices, AmongAHundredServersTakeThePublishedTimeAtHalfLoad)
{
    expectPowerOfTwo({0.5, 150'000, 1});
}

TEST(TwoChoices, AmongAHundredServersTakeThePublishedTimeAtSevenTenths)
{
    expectPowerOfTwo({0.7, 150'000, 1});
}

TEST(TwoChoices, AmongAHundredServersTakeThePublishedTimeAtNineTenths)
{
    expectPowerOfTwo({0.9, 300'000, 2});
}

TEST(TwoChoices, AmongAHundredServersTakeThePublishedTimeCloseToFullLoad)
{
    expectPowerOfTwo({0.95, 300'000, 3});
}

TEST(TwoChoices, HaveTheLimitOfTheClosedForms)
{
    EXPECT_NEAR(limitOf(0.5), closedForm("E07", "mean_time_d2"), 1e-14);
    EXPECT_NEAR(limitOf(0.9), closedForm("E10", "mean_time_d2"), 1e-14);
    EXPECT_NEAR(limitOf(0.99), closedForm("E12", "mean_time_d2"), 1e-12);
}

TEST(ShorterQueue, OfTwoTakesTheExactTimeAtNineTenths)
{
    const Json selection{{"kind", "balance"}, {"strategy", "least_outstanding"}};
    const Simulated told = loaded(balanced(2, selection), 1.8, 1'000'000);

    EXPECT_TRUE(agrees(meanSeconds(told.groups()), closedForm("E15", "mean_time")));
}

} // namespace
} // namespace understudy
