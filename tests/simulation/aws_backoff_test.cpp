#include "tests/simulation/aws_backoff_model.h"

#include "core/base/random.h"
#include "tests/simulation/agreement.h"
#include "tests/simulation/closed_forms.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace understudy {
namespace {

constexpr std::uint64_t kRuns = 100;

const std::map<std::string, std::optional<Jitter>>& strategies()
{
    static const std::map<std::string, std::optional<Jitter>> all{{"None", std::nullopt},
                                                                  {"Exponential", Jitter::None},
                                                                  {"Decorr", Jitter::Decorrelated},
                                                                  {"EqualJitter", Jitter::Equal},
                                                                  {"FullJitter", Jitter::Full}};
    return all;
}

struct Cell
{
    Measured time; // milliseconds
    Measured calls;
};

Cell played(const BackoffExperiment& experiment, std::uint64_t cell)
{
    std::vector<double> times;
    std::vector<double> calls;
    for (std::uint64_t run = 0; run < kRuns; ++run) {
        const BackoffOutcome outcome = playBackoff(experiment, mixKey({4711, cell, run}));
        times.push_back(static_cast<double>(outcome.lastEnd.count()) / 1000);
        calls.push_back(static_cast<double>(outcome.writes));
    }
    return {meanOf(times), meanOf(calls)};
}

// Both are measurements: their errors add up.
testing::AssertionResult agreesWith(Measured measured, const nlohmann::json& row, const char* what)
{
    const std::string name(what);
    measured.error = std::hypot(measured.error, row.at(name + "_se").get<double>());
    return agrees(measured, row.at(name + "_mean").get<double>());
}

TEST(BackoffExperiment, ComesToAllThirtyPublishedCells)
{
    const nlohmann::json& rows = closedForms().at("aws_backoff_simulator").at("rows");
    ASSERT_EQ(rows.size(), 30U);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const nlohmann::json& row = rows[i];
        const BackoffExperiment experiment{row.at("clients"),
                                           strategies().at(row.at("alg").get<std::string>())};
        const Cell cell = played(experiment, i);
        EXPECT_TRUE(agreesWith(cell.time, row, "time")) << row;
        EXPECT_TRUE(agreesWith(cell.calls, row, "calls")) << row;
    }
}

TEST(BackoffExperiment, ShowsThatJitterFinishesManyTimesSooner)
{
    for (const std::uint32_t clients : {20U, 50U}) {
        const double unjittered = played({clients, Jitter::None}, clients).time.value;
        for (const Jitter jitter : {Jitter::Full, Jitter::Equal, Jitter::Decorrelated}) {
            EXPECT_GT(unjittered / played({clients, jitter}, clients).time.value, 5);
        }
    }
}

} // namespace
} // namespace understudy
