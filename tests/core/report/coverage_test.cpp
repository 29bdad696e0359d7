// Whether 95 % intervals hold the truth about 95 times in 100: many small simulations of runs whose
// law is known. Seeded, so it comes out the same every time.
#include "core/report/estimates.h"

#include "core/base/random.h"
#include "core/plan/sampling_math.h"
#include "core/report/unit_statistics.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace understudy {
namespace {

constexpr int kSimulations = 200;
constexpr std::uint64_t kRuns = 1'000;
constexpr double kMean = 400'000; // microseconds, of an exponential law
constexpr double kAnswered = 0.8;

// Runs whose fates come in stretches of `stretch` runs: 1 makes them independent.
std::vector<RunTotals> simulate(std::uint64_t seed, const Grouping& grouping, std::uint64_t stretch)
{
    UnitStatistics statistics(1, grouping);
    statistics.beginUnit(0);
    for (std::uint64_t run = 0; run < kRuns; ++run) {
        RandomStream fate(mixKey({seed, run / stretch}));
        RandomStream time(mixKey({seed, run, 1}));
        const Duration total{static_cast<std::int64_t>(-kMean * naturalLog(1 - time.unit()))};
        statistics.onRunEnd(
            run, {.outcome = fate.unit() < kAnswered ? RunOutcome::Answered : RunOutcome::Failed,
                  .servedBy = 0,
                  .attempts = 1 + static_cast<std::uint32_t>(time.below(3)),
                  .firstToken = total,
                  .total = total});
    }
    return statistics.groups();
}

// How often the interval of each metric held the truth.
std::map<std::string, double> coverages(bool isIsolated, std::uint64_t stretch)
{
    const std::map<std::string, double> truths{{"availability", kAnswered},
                                               {"total_ms.mean", 400},
                                               {"total_ms.p50", 400 * naturalLog(2)},
                                               {"total_ms.p95", 400 * naturalLog(20)},
                                               {"attempts.mean", 2}};
    const Grouping grouping = groupingOf(isIsolated, kRuns, 1);
    std::map<std::string, double> shares;
    for (int seed = 0; seed < kSimulations; ++seed) {
        const std::vector<RunTotals> groups =
            simulate(static_cast<std::uint64_t>(seed), grouping, stretch);
        RunTotals whole;
        for (const RunTotals& group : groups) {
            whole.add(group);
        }
        for (const auto& [metric, truth] : truths) {
            const Estimate found =
                *estimateOf({whole, groups, methodFor(isIsolated, 1)}, *metricFromName(metric));
            shares[metric] += (found.low <= truth && truth <= found.high ? 1.0 : 0) / kSimulations;
        }
    }
    return shares;
}

TEST(Coverage, OfIsolatedRunsIsWhatIsClaimed)
{
    for (const auto& [metric, share] : coverages(true, 1)) {
        EXPECT_GT(share, 0.90) << metric;
        EXPECT_LT(share, 0.99) << metric;
    }
}

TEST(Coverage, OfBatchesHoldsThoughRunsOfAnOutageFailTogether)
{
    for (const auto& [metric, share] : coverages(false, 20)) {
        EXPECT_GT(share, 0.88) << metric;
        EXPECT_LT(share, 0.99) << metric;
    }
}

TEST(Coverage, OfIndependentRunsWouldNotHoldThere)
{
    EXPECT_LT(coverages(true, 20).at("availability"), 0.6)
        << "an interval over runs claims far too much when they fail together";
}

} // namespace
} // namespace understudy
