// An overload that feeds itself: servers for 300 answers a second, a short stall, and clients that
// try again when they have waited too long.
#include "tests/simulation/closed_forms.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace understudy {
namespace {

using Json = nlohmann::json;

constexpr std::uint32_t kServers = 30;
constexpr double kServiceMs = 100;
constexpr std::uint64_t kStallAtSecond = 20;

struct Clients
{
    double perSecond;
    std::uint32_t tries;
    double budget = 0; // none
};

// All servers stall for 10 s; whoever asked is gone long before, but they work on.
Json stalledScenario(const Clients& clients, std::uint64_t stallMs)
{
    const Json capacity{{"concurrent", kServers}, {"on_abandon", "finish"}};
    const Json twin{{"first_token", {{"law", "constant"}, {"ms", kServiceMs}}},
                    {"capacity", capacity}};
    const Json stall{{"id", "stall"},
                     {"target", {{"provider", "openai"}}},
                     {"fault", {{"kind", "slow_first_token"}, {"add_ms", stallMs}}},
                     {"window", {{"from_ms", kStallAtSecond * 1000}}},
                     {"count", kServers}};
    const Json arrivals{{"law", "poisson"}, {"rate_per_s", clients.perSecond}};
    Json scenario{{"twins", {{"*", twin}}}, {"workload", {{"arrivals", arrivals}}}};
    scenario["outages"] = stallMs > 0 ? Json::array({stall}) : Json::array();
    return scenario;
}

struct Goodput
{
    double before = 0;
    double after = 0;    // in the last minute
    double attempts = 0; // per run, then
};

// 30 batches of four seconds each.
Goodput goodputOf(const Clients& clients, std::uint64_t stallMs = 10'000)
{
    const Json candidate{
        {"model", "a"}, {"tries", clients.tries}, {"timeouts", {{"first_token_ms", 1000}}}};
    Json members{{"deadline_ms", 30'000}};
    if (clients.budget > 0) {
        members["retry_budget"] = {
            {"ratio", clients.budget}, {"window_ms", 10'000}, {"floor_per_s", 0}};
    }
    const auto chain =
        chainOf(Json{{{"id", "s"}, {"candidates", {candidate}}}}.dump(), members.dump());
    const auto runs = static_cast<std::uint64_t>(clients.perSecond * 120);
    const Simulated told =
        simulated(chain, scenarioOf(stalledScenario(clients, stallMs).dump()), {.runs = runs});
    RunTotals before;
    RunTotals after;
    for (std::size_t i = 0; i < told.groups().size(); ++i) {
        if (i < kStallAtSecond / 4) {
            before.add(told.groups()[i]);
        } else if (i >= told.groups().size() - 15) {
            after.add(told.groups()[i]);
        }
    }
    const auto share = [](const RunTotals& totals) {
        return static_cast<double>(totals.answered) / static_cast<double>(totals.runs);
    };
    return {share(before), share(after),
            static_cast<double>(after.attempts) / static_cast<double>(after.runs)};
}

TEST(RetryStorm, KeepsAServerDownLongAfterItsStall)
{
    for (const std::uint32_t tries : {2U, 1000U}) {
        const Goodput told = goodputOf({280, tries});
        EXPECT_GT(told.before, 0.999);
        EXPECT_LT(told.after, 0.05) << tries;
        EXPECT_GT(told.attempts, 1.9) << "the overload is made of retries";
    }
}

TEST(RetryStorm, DoesNotBeginWithoutAStall) { EXPECT_GT(goodputOf({280, 2}, 0).after, 0.999); }

TEST(RetryStorm, DiesDownWhereAllTriesTogetherStayWithinTheServers)
{
    const double low = closedForm("G14", "vulnerable_low");
    EXPECT_EQ(low, kServers * 1000 / kServiceMs / 2);

    EXPECT_GT(goodputOf({140, 2}).after, 0.999);
    EXPECT_GT(goodputOf({280, 1}).after, 0.999) << "no retry, no storm";
}

TEST(RetryStorm, IsEndedByARetryBudget)
{
    EXPECT_LT(goodputOf({260, 2}).after, 0.05);
    EXPECT_GT(goodputOf({260, 2, 0.1}).after, 0.999);
}

// Three tries: vulnerable from a third of what the servers can do.
TEST(RetryStorm, IsPossibleFromCapacityOverTries)
{
    EXPECT_LT(goodputOf({120, 3}).after, 0.05);
    EXPECT_GT(goodputOf({90, 3}).after, 0.999);
}

} // namespace
} // namespace understudy
