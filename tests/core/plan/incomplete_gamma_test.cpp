#include "core/plan/incomplete_gamma.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace understudy {
namespace {

void expectRelative(double actual, double expected, double tolerance)
{
    EXPECT_NEAR(actual / expected, 1.0, tolerance) << actual << " for " << expected;
}

TEST(IncompleteGamma, ComputesTheLogarithmOfTheGammaFunction)
{
    for (const auto& [x, expected] :
         std::vector<std::pair<double, double>>{{1e-8, 18.420680738180208884},
                                                {0.1, 2.252712651734205902},
                                                {0.5, 0.57236494292470008707},
                                                {1.5, -0.12078223763524522235},
                                                {3.7, 1.4280723266653881292},
                                                {10, 12.801827480081469611},
                                                {55.5, 166.32150615984036914},
                                                {1e6, 12815504.56914761166}}) {
        expectRelative(lnGamma(x), expected, 2e-14);
    }
    EXPECT_NEAR(lnGamma(1), 0, 1e-14);
    EXPECT_NEAR(lnGamma(2), 0, 1e-14);
}

TEST(IncompleteGamma, ComputesTheNormalDistributionInBothTails)
{
    for (const auto& [z, expected] :
         std::vector<std::pair<double, double>>{{-10, 7.619853024160526066e-24},
                                                {-3, 0.0013498980316300945267},
                                                {-0.5, 0.30853753872598689636},
                                                {0.001, 0.50039894221391106259},
                                                {1.5, 0.933192798731141934},
                                                {6, 0.99999999901341235496}}) {
        expectRelative(normalCumulative(z), expected, 1e-13);
    }
    EXPECT_EQ(normalCumulative(0), 0.5);
}

struct QuantileRow
{
    double shape;
    double probability;
    double quantile; // computed to 50 digits
};

TEST(IncompleteGamma, InvertsGammaLawsOfEveryShape)
{
    for (const QuantileRow& row :
         std::vector<QuantileRow>{{0.0625, 0.0009765625, 4.0382323634178235856e-49},
                                  {0.0625, 0.25, 1.3741392669782708324e-10},
                                  {0.0625, 0.953125, 0.3804923628017244613},
                                  {0.5, 0.0009765625, 7.4901443059973318791e-7},
                                  {0.5, 0.5, 0.22746821155978637597},
                                  {0.5, 0.953125, 1.974934800885887698},
                                  {1, 0.5, 0.69314718055994530942},
                                  {1, 0.953125, 3.0602707946915621651},
                                  {2.5, 0.0009765625, 0.10408370235700555547},
                                  {2.5, 0.5, 2.1757300955477636586},
                                  {2.5, 0.953125, 5.618589879095834856},
                                  {11, 0.0009765625, 3.4810094273014965109},
                                  {11, 0.25, 8.6198097023795288743},
                                  {11, 0.953125, 17.09982553571482024},
                                  {100, 0.0009765625, 71.865082018604220467},
                                  {100, 0.953125, 117.34248684111590811},
                                  {10000, 0.0009765625, 9693.1351791746141117},
                                  {10000, 0.953125, 10168.194942391706595},
                                  {1000000, 0.0009765625, 996905.59505688199385}}) {
        expectRelative(gammaQuantile(row.shape, row.probability), row.quantile, 1e-13);
    }
}

TEST(IncompleteGamma, ComesBackToTheProbabilityItStartedFrom)
{
    for (const double shape :
         {1e-4, 0.01, 0.1, 0.5, 0.99, 1.0, 1.5, 3.0, 9.99, 10.0, 77.0, 1e3, 9.9e4, 1e5, 1e8}) {
        for (int i = 1; i < 400; ++i) {
            const double probability = i / 400.0;
            const double x = gammaQuantile(shape, probability);
            if (x > 1e-290) { // the smallest doubles end before the smallest shapes do
                EXPECT_NEAR(gammaTails(shape, x).below, probability, 1e-11) << shape;
            }
        }
    }
}

TEST(IncompleteGamma, StaysFiniteAtTheEndsOfTheUnit)
{
    for (const double shape : {1e-4, 0.1, 1.0, 50.0, 1e6, 1e12}) {
        EXPECT_EQ(gammaQuantile(shape, 0), 0);
        EXPECT_TRUE(std::isfinite(gammaQuantile(shape, 0x1p-60)));
        EXPECT_TRUE(std::isfinite(gammaQuantile(shape, 1 - 0x1p-53)));
        EXPECT_LE(gammaQuantile(shape, 0.1), gammaQuantile(shape, 0.2));
    }
}

TEST(IncompleteGamma, MeetsTheExpansionForLargeShapesWithoutAStep)
{
    for (const double probability : {1e-9, 0.1, 0.5, 0.9, 1 - 1e-9}) {
        const double below = gammaQuantile(99'999.999999, probability);
        const double above = gammaQuantile(100'000, probability);
        EXPECT_NEAR((above - below) / below, 1e-11, 1e-12);
    }
}

} // namespace
} // namespace understudy
