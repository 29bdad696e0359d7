#include "core/report/intervals.h"

#include "core/plan/sampling_math.h"
#include "core/report/beta_law.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace understudy {
namespace {

constexpr double kTolerance = 1e-9;

struct ShareRow
{
    std::uint64_t count;
    std::uint64_t total;
    double wilsonLow;
    double wilsonHigh;
    double exactLow;
    double exactHigh;
};

// Vectors of the simulation's contract (25 digits there).
constexpr ShareRow kShares[] = {
    {0, 1000, 0, 0.003826758485555124131767997, 0, 0.003682083896865672086051229},
    {10, 1000, 0.005440754445529248351663689, 0.01830946887031477329746895,
     0.004805510691049307191620364, 0.01831324305511245222314389},
    {990, 1000, 0.9816905311296852267025311, 0.9945592455544707516483363,
     0.9816867569448875477768561, 0.9951944893089506928083796},
};

TEST(Intervals, OfSharesAreThoseOfTheContract)
{
    for (const ShareRow& row : kShares) {
        const Estimate score = wilson(row.count, row.total);
        const Estimate exact = clopperPearson(row.count, row.total);
        EXPECT_NEAR(score.low, row.wilsonLow, kTolerance) << row.count;
        EXPECT_NEAR(score.high, row.wilsonHigh, kTolerance) << row.count;
        EXPECT_NEAR(exact.low, row.exactLow, kTolerance) << row.count;
        EXPECT_NEAR(exact.high, row.exactHigh, kTolerance) << row.count;
    }
    EXPECT_EQ(wilson(0, 7).low, 0.0);
    EXPECT_EQ(wilson(7, 7).high, 1.0);
}

TEST(Intervals, OfRareEventsAmongManyKeepTheirDigits)
{
    // Two events: the exact bounds are close to those of a Poisson count.
    const Estimate exact = clopperPearson(2, 1'000'000'000);
    EXPECT_NEAR(exact.low * 1e9, 0.242209, 1e-5);
    EXPECT_NEAR(exact.high * 1e9, 7.224688, 1e-5);
}

TEST(Intervals, FindTheRanksOfTheContract)
{
    const RankInterval high = quantileRanks(1000, 0.99);
    EXPECT_EQ(high.low, 983u);
    EXPECT_EQ(high.high, 997u);
    EXPECT_NEAR(high.coverage, 0.9760947634979771131396904, kTolerance);

    const RankInterval rare = quantileRanks(10'000, 0.999);
    EXPECT_EQ(rare.low, 9983u);
    EXPECT_EQ(rare.high, 9997u);

    const RankInterval middle = quantileRanks(1000, 0.5);
    EXPECT_EQ(middle.low, 469u);
    EXPECT_EQ(middle.high, 532u);
    EXPECT_NEAR(middle.coverage, 0.9537088026395018475654726, kTolerance);
}

TEST(Intervals, FindRanksByTheirDefinitionForEverySmallCount)
{
    for (std::uint64_t total = 1; total < 80; ++total) {
        for (const double quantile : {0.1, 0.5, 0.9, 0.99}) {
            std::vector<double> atMost;
            double term = 1;
            for (std::uint64_t i = 0; i < total; ++i) {
                term *= 1 - quantile;
            }
            double sum = 0;
            for (std::uint64_t k = 0; k <= total; ++k) {
                sum += term;
                atMost.push_back(sum);
                term *= static_cast<double>(total - k) / static_cast<double>(k + 1) * quantile /
                        (1 - quantile);
            }
            std::uint64_t low = 0;
            while (low < total && atMost[low] <= 0.025) {
                ++low;
            }
            std::uint64_t high = 1;
            while (high <= total && atMost[high - 1] < 0.975) {
                ++high;
            }
            const RankInterval ranks = quantileRanks(total, quantile);
            ASSERT_EQ(ranks.low, low) << total << " " << quantile;
            ASSERT_EQ(ranks.high, high) << total << " " << quantile;
        }
    }
}

TEST(Intervals, SayWhenAQuantileMayLieBeyondAllValues)
{
    EXPECT_EQ(quantileRanks(100, 0.999).high, 101u);
    EXPECT_EQ(quantileRanks(3, 0.5).low, 0u);
}

TEST(Intervals, OfABillionRunsAreFoundToo)
{
    const RankInterval ranks = quantileRanks(1'000'000'000, 0.5);
    EXPECT_NEAR(static_cast<double>(ranks.high - ranks.low), 2 * 1.959964 * 15811.388, 3);
    EXPECT_NEAR(ranks.coverage, 0.95, 1e-4);
}

TEST(Intervals, EstimateAQuantileByTheRankThatIsMeant)
{
    EXPECT_EQ(quantileRank(100, 0.95), 95u);
    EXPECT_EQ(quantileRank(1000, 0.999), 999u);
    EXPECT_EQ(quantileRank(101, 0.95), 96u);
    EXPECT_EQ(quantileRank(1, 0.5), 1u);
}

TEST(Intervals, KnowStudentsQuantiles)
{
    EXPECT_NEAR(studentQuantile(0.975, 1), 12.706204736432095, 1e-9);
    EXPECT_NEAR(studentQuantile(0.975, 2), 4.302652729911275, kTolerance);
    EXPECT_NEAR(studentQuantile(0.975, 19), 2.093024054408263, kTolerance);
    EXPECT_NEAR(studentQuantile(0.975, 31), 2.039513446396408, kTolerance);
    EXPECT_NEAR(studentQuantile(0.025, 29), -2.045229642132703, kTolerance);
    EXPECT_NEAR(studentQuantile(0.975, 1e6), normalQuantile(0.975), 1e-5);
}

TEST(Intervals, FollowTheRuleOfThree)
{
    EXPECT_NEAR(mostWithoutFailure(1'000'000), 2.995727786352544406135698e-6, 1e-18);
    EXPECT_NEAR(mostWithoutFailure(300'000), 9.985724387502288104324243e-6, 1e-17);
    EXPECT_NEAR(mostWithoutFailure(1), 0.95, 1e-15);
}

TEST(Intervals, SayHowMuchMustBeSimulated)
{
    EXPECT_NEAR(runsNeeded(1e-3, 0.1) / 383761.7361873431832403014, 1, 1e-12);
    EXPECT_NEAR(runsNeeded(1e-5, 0.1) / 38414204.06105919017101792, 1, 1e-12);
    EXPECT_NEAR(runsNeeded(1e-7, 0.1) / 3841458436.548243888948780, 1, 1e-12);
    const double down = exponential(1.165 * 1.165) - 1;
    const double cycles = outageCyclesNeeded(down, 2.165 * 2.165, 0.05);
    EXPECT_NEAR(cycles / 11635.96523702277944465930, 1, 1e-12);
    EXPECT_NEAR(cycles * 5.64 / 365.25 / 179.6765063293866559011046, 1, 1e-12);
}

TEST(Intervals, OverGroupsWeighThem)
{
    const std::vector<GroupValue> equal{{1, 1}, {2, 1}, {3, 1}};
    EXPECT_NEAR(halfWidthOver(equal), 4.302652729911275 / std::sqrt(3.0), kTolerance);
    EXPECT_EQ(halfWidthOver(std::vector<GroupValue>{{7.1, 3}, {7.1, 1}, {7.1, 5}}), 0.0);
    EXPECT_EQ(halfWidthOver(std::vector<GroupValue>{{1, 1}}), kUnbounded);
}

TEST(BetaLaw, AgreesWithClosedForms)
{
    EXPECT_NEAR(betaTails(1, 3, 0.2).below, 1 - 0.8 * 0.8 * 0.8, 1e-14);
    EXPECT_NEAR(betaTails(3, 1, 0.2).below, 0.008, 1e-15);
    EXPECT_NEAR(betaTails(0.5, 0.5, 0.5).below, 0.5, 1e-14);
    EXPECT_NEAR(betaTails(2, 2, 0.9).above, 1 - (3 * 0.81 - 2 * 0.729), 1e-14);
    EXPECT_NEAR(betaQuantile(1, 1, 0.3), 0.3, 1e-15);
    EXPECT_NEAR(betaQuantile(5, 0.001, 0.5), 1.0, 1e-9);
}

} // namespace
} // namespace understudy
