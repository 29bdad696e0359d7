// What keeps an outage from being made worse: breakers and retry budgets, against mathematics.
#include "core/base/random.h"
#include "core/engine/breaker.h"
#include "core/report/beta_law.h"
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

Json failing(double share) { return {{"class", "server"}, {"status", 500}, {"share", share}}; }

Json poisson(double perSecond) { return {{"law", "poisson"}, {"rate_per_s", perSecond}}; }

std::vector<double> callsToOpen(std::uint32_t consecutive, double failingShare, std::size_t times)
{
    const BreakerPolicy policy{.kind = BreakerKind::Consecutive, .consecutive = consecutive};
    std::vector<double> counts;
    RandomStream draws(consecutive);
    for (std::size_t i = 0; i < times; ++i) {
        Breaker breaker;
        std::uint64_t calls = 0;
        while (breaker.state() == BreakerState::Closed) {
            const bool fails = draws.unit() < failingShare;
            const ProbeTicket ticket = breaker.begin(policy, Instant{});
            breaker.end(policy, fails ? CallVerdict::Failure : CallVerdict::Success, ticket,
                        Instant{});
            ++calls;
        }
        counts.push_back(static_cast<double>(calls));
    }
    return counts;
}

double meanCallsToOpen(std::uint32_t consecutive, double failingShare)
{
    return (std::pow(failingShare, -static_cast<double>(consecutive)) - 1) / (1 - failingShare);
}

TEST(Breaker, OpensAfterAsManyCallsAsARowOfFailuresTakes)
{
    EXPECT_TRUE(agrees(meanOf(callsToOpen(5, 0.5, 5000)), closedForm("G07", "mean_calls_to_open")));
    EXPECT_TRUE(agrees(meanOf(callsToOpen(5, 0.1, 200)), closedForm("G08", "mean_calls_to_open")));
    EXPECT_TRUE(agrees(meanOf(callsToOpen(3, 0.3, 5000)), meanCallsToOpen(3, 0.3)));
    EXPECT_NEAR(meanCallsToOpen(5, 0.5), closedForm("G07", "mean_calls_to_open"), 1e-12);
}

struct BreakerWorld
{
    std::uint32_t consecutive;
    double openSeconds;
    double ratePerSecond;
    double failingShare;
};

std::string stepsOf(const BreakerWorld& world)
{
    const Json breaker{{"kind", "consecutive"},
                       {"consecutive", world.consecutive},
                       {"open_ms", static_cast<std::int64_t>(world.openSeconds * 1000)},
                       {"growth", 1},
                       {"probes", 1}};
    return Json{{{"id", "s"}, {"candidates", {{{"model", "a"}, {"breaker", breaker}}}}}}.dump();
}

// A cycle: H calls while closed, then on average 1 / (1 - f) rounds of rate * T rejected and one
// probe.
TEST(Breaker, RejectsTheShareOfItsRenewalCycle)
{
    for (const BreakerWorld& world : {BreakerWorld{5, 5, 10, 0.5}, BreakerWorld{3, 2, 4, 0.6}}) {
        const Json scenario{{"twins", {{"*", {{"failures", {failing(world.failingShare)}}}}}},
                            {"workload", {{"arrivals", poisson(world.ratePerSecond)}}}};
        const Simulated told = simulated(stepsOf(world), scenario.dump(), {.runs = 300'000});

        const double closed = meanCallsToOpen(world.consecutive, world.failingShare);
        const double rounds = 1 / (1 - world.failingShare);
        const double rejected = rounds * world.ratePerSecond * world.openSeconds;
        const double cycle = closed + rejected + rounds;
        const double called = (closed + rounds) / cycle;
        EXPECT_TRUE(agrees(answeredShare(told.groups()), called * (1 - world.failingShare)));
        EXPECT_TRUE(agrees(attemptsPerRun(told.groups()), called));
        EXPECT_EQ(told.candidate(0).skipped, told.whole.runs - told.candidate(0).attempts);
        // It opens once from closed, and again after every failed probe.
        const double opens = static_cast<double>(told.candidate(0).breakerOpens);
        const double cycles = static_cast<double>(told.whole.runs) / cycle;
        EXPECT_TRUE(agrees({opens, 2 * std::sqrt(cycles)}, cycles * rounds));
        if (world.failingShare == 0.5) {
            EXPECT_NEAR(rejected / cycle, closedForm("G10", "frac_rejected"), 1e-15);
            EXPECT_NEAR(called / 2, closedForm("G10", "frac_success"), 1e-15);
            EXPECT_NEAR(1000 * rounds / cycle, closedForm("G10", "opens_per_1000_arrivals"), 1e-11);
        }
    }
}

// k + (D - k / rate) / (T + 1 / rate): calls that meet a dead provider.
TEST(Breaker, SparesADeadProviderAlmostAllCalls)
{
    const BreakerWorld world{5, 5, 10, 0};
    constexpr double kOutage = 600;
    const Json outage{{"id", "o"},
                      {"target", {{"provider", "openai"}}},
                      {"fault", {{"kind", "status"}, {"status", 503}}},
                      {"window", {{"from_ms", 0}, {"until_ms", 600'000}}}};
    const Json scenario{{"outages", {outage}},
                        {"workload", {{"arrivals", poisson(world.ratePerSecond)}}}};
    constexpr std::uint64_t kWorlds = 40;
    const Simulated told =
        simulated(stepsOf(world), scenario.dump(), {.runs = 6'600, .worlds = kWorlds});

    const Measured dead = ratioOver(
        told.groups(),
        [](const RunTotals& group) { return static_cast<double>(group.attempts - group.answered); },
        [](const RunTotals&) { return 1.0; });
    const double exact = world.consecutive + (kOutage - world.consecutive / world.ratePerSecond) /
                                                 (world.openSeconds + 1 / world.ratePerSecond);
    EXPECT_NEAR(exact, closedForm("G11", "approx_calls"), 1e-11);
    EXPECT_TRUE(agrees(dead, exact, 2));
}

// P(Bin(n, f) >= k), by the law of order statistics that the report uses.
double tripShare(std::uint32_t calls, std::uint32_t failures, double failingShare)
{
    return betaTails(failures, calls - failures + 1, failingShare).below;
}

TEST(RatioBreaker, TripsFalselyAsOftenAsTheBinomialTailSays)
{
    EXPECT_NEAR(tripShare(100, 10, 0.05) / closedForm("G13", "f005"), 1, 1e-10);
    EXPECT_NEAR(tripShare(100, 10, 0.08) / closedForm("G13", "f008"), 1, 1e-10);
    EXPECT_NEAR(tripShare(100, 10, 0.1) / closedForm("G13", "f01"), 1, 1e-10);

    // The first full window of a breaker.
    for (const double share : {0.05, 0.08, 0.1, 0.13}) {
        const BreakerPolicy policy{.failureRatio = 0.1, .windowCalls = 100, .minCalls = 100};
        RandomStream draws(99);
        std::uint64_t trips = 0;
        constexpr std::uint64_t kTimes = 5000;
        for (std::uint64_t i = 0; i < kTimes; ++i) {
            Breaker breaker;
            for (int call = 0; call < 100; ++call) {
                EXPECT_EQ(breaker.state(), BreakerState::Closed) << "a window is not full";
                const bool fails = draws.unit() < share;
                breaker.end(policy, fails ? CallVerdict::Failure : CallVerdict::Success,
                            breaker.begin(policy, Instant{}), Instant{});
            }
            trips += breaker.state() == BreakerState::Open ? 1U : 0U;
        }
        EXPECT_TRUE(shareAgrees(trips, kTimes, tripShare(100, 10, share)));
    }
}

// min(1 + budget, 1 / (1 - f)), after a warm-up.
TEST(RetryBudget, LimitsHowMuchRetriesAddToTheLoad)
{
    struct Row
    {
        double budget;
        double failingShare;
    };
    for (const Row& row : {Row{0.1, 1}, Row{0.25, 1}, Row{0.1, 0.5}, Row{0.3, 0.1}}) {
        const Json budget{{"ratio", row.budget}, {"window_ms", 10'000}, {"floor_per_s", 0}};
        const auto chain =
            chainOf(R"([{"id": "s", "candidates": [{"model": "a", "tries": 1000}]}])",
                    Json{{"retry_budget", budget}}.dump());
        const Json scenario{{"twins", {{"*", {{"failures", {failing(row.failingShare)}}}}}},
                            {"workload", {{"arrivals", poisson(200)}}}};
        const Simulated told = simulated(chain, scenarioOf(scenario.dump()), {.runs = 60'000});

        const double unlimited = row.failingShare < 1 ? 1 / (1 - row.failingShare) : 1e9;
        const double exact = std::min(1 + row.budget, unlimited);
        EXPECT_NEAR(attemptsPerRun(std::span(told.groups()).subspan(2)).value / exact, 1, 0.01);
        if (row.budget == 0.1 && row.failingShare == 1) {
            EXPECT_NEAR(exact, closedForm("G03", "amplification"), 1e-15);
        }
    }
}

} // namespace
} // namespace understudy
