// Servers, queues and limits of simulated models, against queueing theory. Runs of one world hang
// together, so errors come from 30 batches in order of arrival.
#include "tests/simulation/agreement.h"
#include "tests/simulation/closed_forms.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace understudy {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kOneModel = R"([{"id": "s", "candidates": [{"model": "a"}]}])";

struct Servers
{
    Json service; // law
    std::uint32_t count = 1;
    const char* whenFull = "queue";
    double ratePerSecond = 1;
};

Simulated served(const Servers& servers, std::uint64_t runs, std::string_view steps = kOneModel)
{
    const Json capacity{{"concurrent", servers.count}, {"when_full", servers.whenFull}};
    const Json twin{{"first_token", servers.service}, {"capacity", capacity}};
    const Json arrivals{{"law", "poisson"}, {"rate_per_s", servers.ratePerSecond}};
    const Json scenario{{"twins", {{"*", twin}}}, {"workload", {{"arrivals", arrivals}}}};
    return simulated(steps, scenario.dump(), {.runs = runs});
}

Json constant(double ms) { return {{"law", "constant"}, {"ms", ms}}; }
Json exponential(double ms) { return {{"law", "exponential"}, {"mean_ms", ms}}; }

double erlangB(double offered, std::uint32_t servers)
{
    double blocked = 1;
    for (std::uint32_t k = 1; k <= servers; ++k) {
        blocked = offered * blocked / (k + offered * blocked);
    }
    return blocked;
}

// The share is the same for every law of service with that mean.
TEST(ConcurrencyLimit, RejectsErlangsShareWhateverTheLawOfService)
{
    const double sigma = 1.1;
    const Json laws[] = {exponential(1000),
                         constant(1000),
                         {{"law", "lognormal"},
                          {"median_ms", 1000 * std::exp(-sigma * sigma / 2)},
                          {"sigma", sigma}}};
    struct Limit
    {
        std::uint32_t servers;
        double offered;
    };
    for (const Limit limit : {Limit{20, 15}, Limit{5, 10}, Limit{3, 1.5}}) {
        const double rejected = erlangB(limit.offered, limit.servers);
        for (const Json& law : laws) {
            const Simulated told = served({law, limit.servers, "reject", limit.offered}, 40'000);
            EXPECT_TRUE(agrees(answeredShare(told.groups()), 1 - rejected)) << law;
            EXPECT_EQ(told.candidate(0).rejectedByLimit, told.failed());
        }
    }
    EXPECT_NEAR(erlangB(15, 20), closedForm("E03", "p_reject"), 1e-15);
    EXPECT_NEAR(erlangB(10, 5), closedForm("E04", "p_reject"), 1e-15);
}

Measured answeredIn(const Simulated& told, double seconds)
{
    const auto within = [seconds](const RunTotals& group) {
        double count = 0;
        group.total.forEachBucket([&](std::size_t, const Histogram::Bucket& bucket) {
            count += static_cast<double>(bucket.greatest) <= seconds * 1e6
                         ? static_cast<double>(bucket.count)
                         : 0;
        });
        return count;
    };
    return ratioOver(told.groups(), within,
                     [](const RunTotals& group) { return static_cast<double>(group.answered); });
}

// M/M/1: the time in the system is exponential with rate mu - lambda.
TEST(Queue, OfExponentialServiceKeepsAnExponentialTime)
{
    for (const double load : {0.7, 0.4}) {
        const Simulated told = served({exponential(1000), 1, "queue", load}, 200'000);

        EXPECT_EQ(told.whole.answered, told.whole.runs);
        EXPECT_TRUE(agrees(meanSeconds(told.groups()), 1 / (1 - load)));
        // A bucket is 0.4 % wide, and the limit falls somewhere into it.
        for (const double quantile : {0.5, 0.99}) {
            const double time = -std::log(1 - quantile) / (1 - load);
            EXPECT_TRUE(agrees(answeredIn(told, time), quantile, 0.004 * (1 - quantile) * 5));
            if (load == 0.7) {
                EXPECT_NEAR(time, closedForm("E01", quantile == 0.5 ? "p50" : "p99"), 1e-13);
            }
        }
        const double idle = 1 - load; // Little: lambda W = rho / (1 - rho)
        EXPECT_TRUE(agrees(meanSeconds(told.groups()), load / idle / load));
    }
    EXPECT_NEAR(1 / 0.3, closedForm("E01", "mean_sojourn"), 1e-14);
}

// Pollaczek and Khinchin: the wait is rho (1 + cv^2) / (2 (1 - rho)) services.
TEST(Queue, WaitsAsLongAsTheSpreadOfItsServiceSays)
{
    struct Row
    {
        Json law;
        double load;
        double variation; // squared
    };
    const Row rows[] = {{constant(1000), 0.8, 0},
                        {constant(1000), 0.5, 0},
                        {{{"law", "gamma"}, {"mean_ms", 1000}, {"cv", 1.5}}, 0.5, 2.25}};
    for (const Row& row : rows) {
        const Simulated told = served({row.law, 1, "queue", row.load}, 100'000);
        const double wait = row.load * (1 + row.variation) / (2 * (1 - row.load));
        EXPECT_TRUE(agrees(meanSeconds(told.groups()), 1 + wait)) << row.law;
    }
    EXPECT_NEAR(1 + 0.8 / 2 / 0.2, closedForm("E06", "mean_sojourn"), 1e-13);
}

// M/M/c: Erlang's second formula, from the first.
TEST(Queue, OfSeveralServersFollowsErlangC)
{
    constexpr std::uint32_t kServers = 4;
    constexpr double kOffered = 3;
    const Simulated told = served({exponential(1000), kServers, "queue", kOffered}, 100'000);

    const double blocked = erlangB(kOffered, kServers);
    const double waits = blocked / (1 - kOffered / kServers * (1 - blocked));
    EXPECT_TRUE(agrees(meanSeconds(told.groups()), 1 + waits / (kServers - kOffered)));
}

TEST(Balance, ToTheShorterOfTwoQueuesTakesTheExactTime)
{
    const Simulated told = served({exponential(1000), 1, "queue", 1.0}, 100'000, R"([{
        "id": "s", "selection": {"kind": "balance", "strategy": "least_outstanding"},
        "candidates": [{"model": "a"}, {"model": "b"}]}])");

    EXPECT_TRUE(agrees(meanSeconds(told.groups()), closedForm("E13", "mean_time")));
    EXPECT_TRUE(shareAgrees(told.candidate(0).served, told.whole.runs, 0.5)) << "ties at random";
}

// A stream of arrivals thinned by weights is Poisson again: each queue by itself.
TEST(Balance, ByWeightLeavesIndependentQueues)
{
    const Simulated told = served({exponential(1000), 1, "queue", 1.0}, 100'000, R"([{
        "id": "s", "selection": {"kind": "balance", "strategy": "weighted"},
        "candidates": [{"model": "a", "weight": 3}, {"model": "b", "weight": 1}]}])");

    EXPECT_TRUE(shareAgrees(told.candidate(0).served, told.whole.runs, 0.75));
    EXPECT_TRUE(agrees(meanSeconds(told.groups()), 0.75 / (1 - 0.75) + 0.25 / (1 - 0.25)));
}

} // namespace
} // namespace understudy
