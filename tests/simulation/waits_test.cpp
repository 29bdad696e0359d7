// How long waits between tries are: the formulas' moments, and the simulator's sums of them.
#include "core/base/random.h"
#include "core/plan/backoff.h"
#include "tests/simulation/agreement.h"
#include "tests/simulation/closed_forms.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace understudy {
namespace {

using Json = nlohmann::json;

struct WaitRule
{
    const char* jitter;
    const char* expected; // its name in the closed form
    double meanShare;     // of the wait without jitter
};
constexpr WaitRule kRules[] = {{"none", "none_sum", 1},
                               {"full", "full_sum", 0.5},
                               {"equal", "equal_sum", 0.75},
                               {"grpc", "grpc_sum", 1},
                               {"sdk", "sdk_sum", 0.875}};

struct Plan
{
    double baseSeconds;
    double factor;
    double capSeconds;
    std::uint32_t retries;
};

double sumWithoutJitter(const Plan& plan)
{
    double wait = plan.baseSeconds;
    double sum = 0;
    for (std::uint32_t i = 0; i < plan.retries; ++i) {
        sum += std::min(wait, plan.capSeconds);
        wait *= plan.factor;
    }
    return sum;
}

// Runs that fail at once, again and again: all their time is waiting.
Simulated onlyWaiting(const Plan& plan, const std::string& jitter)
{
    const Json backoff{{"base_ms", static_cast<std::int64_t>(plan.baseSeconds * 1000)},
                       {"factor", plan.factor},
                       {"cap_ms", static_cast<std::int64_t>(plan.capSeconds * 1000)},
                       {"jitter", jitter}};
    const Json candidate{{"model", "a"}, {"tries", plan.retries + 1}, {"backoff", backoff}};
    const Json steps{{{"id", "s"}, {"candidates", {candidate}}}};
    return simulated(
        steps.dump(),
        R"({"twins": {"*": {"failures": [{"class": "server", "status": 500, "share": 1}]}}})",
        {.runs = 20'000});
}

TEST(Waits, AddUpToTheirFormulasMeans)
{
    const Plan ofTheCase{0.5, 2, 8, 6};
    for (const Plan& plan : {ofTheCase, Plan{0.25, 3, 5, 5}, Plan{1, 1, 100, 3}}) {
        for (const WaitRule& rule : kRules) {
            SCOPED_TRACE(rule.jitter);
            const double exact = rule.meanShare * sumWithoutJitter(plan);
            if (plan.retries == ofTheCase.retries) {
                EXPECT_NEAR(exact, closedForm("B01", rule.expected), 1e-12);
            }

            const Simulated told = onlyWaiting(plan, rule.jitter);

            EXPECT_EQ(told.whole.attempts, told.whole.runs * (plan.retries + 1));
            EXPECT_TRUE(agrees(meanOf(told.whole.failed), exact, 1e-6 * plan.retries));
        }
    }
}

// m_k = b (2 * 1.5^k - 1); E[s_k^2] = b^2/3 + b E[s_(k-1)] + 3 E[s_(k-1)^2].
TEST(Waits, GrowOutOfEachOtherWhenDecorrelated)
{
    constexpr int kLast = 5;
    for (const double base : {1.0, 0.4}) {
        const Backoff backoff{milliseconds(static_cast<std::int64_t>(base * 1000)), 2,
                              milliseconds(1'000'000'000), Jitter::Decorrelated};
        std::vector<Histogram> waits(kLast);
        for (std::uint64_t run = 0; run < 100'000; ++run) {
            RandomStream draws(mixKey({17, run}));
            Duration previous{};
            for (std::uint32_t k = 0; k < kLast; ++k) {
                previous = backoffDelay(backoff, k, previous, draws.unit());
                waits[k].record(static_cast<std::uint64_t>(previous.count()));
            }
        }
        double mean = base;
        double square = base * base;
        for (int k = 0; k < kLast; ++k) {
            square = base * base / 3 + base * mean + 3 * square;
            mean = base / 2 + 1.5 * mean;
            EXPECT_TRUE(agrees(meanOf(waits[static_cast<std::size_t>(k)]), mean, 1e-6));
            EXPECT_TRUE(
                agrees(varianceOf(waits[static_cast<std::size_t>(k)]), square - mean * mean, 1e-6));
            if (base == 1.0) {
                const std::string suffix = "_s" + std::to_string(k + 1);
                EXPECT_NEAR(mean, closedForm("B03", "mean" + suffix), 1e-12);
                EXPECT_NEAR(square - mean * mean, closedForm("B03", "var" + suffix), 1e-9);
            }
        }
    }
}

TEST(Waits, AreDecorrelatedInTheSimulatorToo)
{
    double mean = 0.4;
    double sum = 0;
    for (int k = 0; k < 4; ++k) {
        mean = 0.2 + 1.5 * mean;
        sum += mean;
    }
    const Simulated told = onlyWaiting({0.4, 2, 100'000, 4}, "decorrelated");
    EXPECT_TRUE(agrees(meanOf(told.whole.failed), sum, 1e-5));
}

} // namespace
} // namespace understudy
