#include "core/plan/law.h"
#include "core/plan/sampling_math.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace understudy {
namespace {

using Vectors = std::vector<std::pair<double, double>>; // argument, value computed to 40 digits

void expectRelative(double actual, double expected)
{
    EXPECT_NEAR(actual / expected, 1.0, 1e-13) << actual << " for " << expected;
}

TEST(SamplingMath, ComputesLogarithmsToTheLastDigits)
{
    for (const auto& vector : Vectors{{0.1, -2.3025850929940456285},
                                      {0.5, -0.69314718055994530942},
                                      {0.7, -0.35667494393873244235},
                                      {1.4, 0.33647223662121286706},
                                      {3, 1.0986122886681096914},
                                      {10, 2.302585092994045684},
                                      {1e-300, -690.77552789821370518},
                                      {5e-324, -744.44007192138126231},
                                      {1e300, 690.77552789821370526}}) {
        expectRelative(naturalLog(vector.first), vector.second);
    }
    EXPECT_EQ(naturalLog(1), 0);
}

TEST(SamplingMath, ComputesExponentialsAndSaturates)
{
    for (const auto& vector : Vectors{{-700, 9.8596765437597708567e-305},
                                      {-20.5, 1.2501528663867426289e-9},
                                      {-1, 0.3678794411714423216},
                                      {0.3, 1.349858807576003089},
                                      {1, 2.7182818284590452354},
                                      {20.5, 799902177.4755054067},
                                      {700, 1.0142320547350045095e+304}}) {
        expectRelative(exponential(vector.first), vector.second);
    }
    EXPECT_EQ(exponential(0), 1);
    EXPECT_EQ(exponential(-1e9), 0);
    EXPECT_GT(exponential(1e300), 1e308);
}

TEST(SamplingMath, ComputesNormalQuantilesInTheCentreAndInBothTails)
{
    for (const auto& vector : Vectors{{1e-300, -37.0470962993612},
                                      {1e-9, -5.9978070150076868614},
                                      {0.001, -3.0902323061678135354},
                                      {0.025, -1.9599639845400542118},
                                      {0.075, -1.4395314709384559349},
                                      {0.3, -0.52440051270804081597},
                                      {0.9, 1.2815515655446005935},
                                      {0.99, 2.3263478740408407676},
                                      {0.9999, 3.7190164854557083867}}) {
        expectRelative(normalQuantile(vector.first), vector.second);
    }
    EXPECT_EQ(normalQuantile(0.5), 0);
}

TEST(TimeLaw, InvertsEachDistribution)
{
    EXPECT_EQ(drawTime(ConstantLaw{12.5}, 0.9), 12500_us);
    EXPECT_EQ(drawTime(UniformLaw{10, 20}, 0.25), 12500_us);
    EXPECT_EQ(drawTime(ExponentialLaw{100}, 0.5), 69315_us);
    EXPECT_EQ(drawTime(LognormalLaw{350, 0.3}, 0.5), 350_ms);
    EXPECT_EQ(drawTime(LognormalLaw{100, 1}, 0.975), 709907_us); // 100 * exp(1.959964)
}

TEST(TimeLaw, StaysFiniteAndPositiveAtBothEndsOfTheUnit)
{
    for (const double unit : {0.0, 1.0 - 0x1p-53}) {
        for (const TimeLaw& law : {TimeLaw(ExponentialLaw{1e12}), TimeLaw(LognormalLaw{1e12, 50}),
                                   TimeLaw(UniformLaw{0, 1e12}), TimeLaw(ConstantLaw{1e300})}) {
            EXPECT_GE(drawTime(law, unit), 0_us);
            EXPECT_LE(drawTime(law, unit), milliseconds(1'000'000'000'000));
        }
    }
}

TEST(CountLaw, CoversItsWholeRangeEvenly)
{
    EXPECT_EQ(drawCount(UniformLaw{40, 80}, 0.0), 40u);
    EXPECT_EQ(drawCount(UniformLaw{40, 80}, 0.9999999), 80u);
    EXPECT_EQ(drawCount(UniformLaw{1, 2}, 0.499), 1u);
    EXPECT_EQ(drawCount(UniformLaw{1, 2}, 0.5), 2u);
    EXPECT_EQ(drawCount(ConstantLaw{400}, 0.3), 400u);
}

TEST(CountLaw, DrawsGeometricCountsFromOneUp)
{
    // Mean 4: the success share is 1/4, so P(1) = 0.25 and P(<= 2) = 0.4375.
    EXPECT_EQ(drawCount(GeometricLaw{4}, 0.0), 1u);
    EXPECT_EQ(drawCount(GeometricLaw{4}, 0.2499), 1u);
    EXPECT_EQ(drawCount(GeometricLaw{4}, 0.2501), 2u);
    EXPECT_EQ(drawCount(GeometricLaw{4}, 0.4376), 3u);
    EXPECT_EQ(drawCount(GeometricLaw{1}, 0.999), 1u);
}

} // namespace
} // namespace understudy
