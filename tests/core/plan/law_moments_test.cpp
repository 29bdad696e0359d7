#include "core/plan/law.h"
#include "core/plan/sampling_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace understudy {
namespace {

struct NamedLaw
{
    std::string name;
    TimeLaw law;
    double mean = 0;         // closed form
    double secondMoment = 0; // closed form
};

TimeLaw mixtureOf(double share, TimeLaw first, TimeLaw second)
{
    return MixtureLaw{{{share, std::move(first)}, {1 - share, std::move(second)}}};
}

std::vector<NamedLaw> laws()
{
    const double root = std::sqrt(std::numbers::pi);
    return {
        {"constant", ConstantLaw{12}, 12, 144},
        {"uniform", UniformLaw{10, 40}, 25, 700},
        {"exponential", ExponentialLaw{50}, 50, 5000},
        {"lognormal", LognormalLaw{100, 0.5}, 100 * std::exp(0.125), 10000 * std::exp(0.5)},
        {"narrow gamma", GammaLaw{80, 0.25}, 80, 6400 * 1.0625},
        {"wide gamma", GammaLaw{80, 1.5}, 80, 6400 * 3.25},
        {"gamma without width", GammaLaw{80, 0}, 80, 6400},
        {"weibull of shape 2", WeibullLaw{60, 2}, 30 * root, 3600},
        {"weibull of shape 1/2", WeibullLaw{10, 0.5}, 20, 2400},
        {"mixture", mixtureOf(0.25, ConstantLaw{8}, ExponentialLaw{20}), 17, 616},
        {"nested mixture",
         mixtureOf(0.5, mixtureOf(0.5, ConstantLaw{1}, ConstantLaw{3}), UniformLaw{0, 6}), 2.5,
         8.5},
        // 0.2 at 10, 0.5 from 10 to 20, 0.2 from 20 to 60, 0.1 at 60
        {"empirical", EmpiricalLaw{{{0.2, 10}, {0.7, 20}, {0.9, 60}}}, 23.5,
         20 + 0.5 * 700 / 3 + 0.2 * 5200 / 3 + 360},
        {"one quantile", EmpiricalLaw{{{0.5, 7}}}, 7, 49},
    };
}

// The mean of f over the unit, by midpoints.
template<class Function>
double unitMean(int steps, Function f)
{
    double sum = 0;
    for (int i = 0; i < steps; ++i) {
        sum += f((i + 0.5) / steps);
    }
    return sum / steps;
}

double drawnMs(const TimeLaw& law, double unit)
{
    return static_cast<double>(drawTime(law, unit).count()) / 1000;
}

TEST(LawMoments, KnowEachMeanInClosedForm)
{
    for (const NamedLaw& named : laws()) {
        EXPECT_NEAR(meanOf(named.law) / named.mean, 1, 1e-13) << named.name;
    }
    EXPECT_EQ(meanOf(CountLaw(ConstantLaw{400})), 400);
    EXPECT_EQ(meanOf(CountLaw(UniformLaw{40, 80})), 60);
    EXPECT_EQ(meanOf(CountLaw(GeometricLaw{220})), 220);
    EXPECT_EQ(meanOf(CountLaw(EmpiricalLaw{{{0, 10}, {1, 30}}})), 20);
}

TEST(LawMoments, AreThoseOfTheDraws)
{
    for (const NamedLaw& named : laws()) {
        const double mean = unitMean(20'000, [&](double u) { return drawnMs(named.law, u); });
        const double second = unitMean(
            20'000, [&](double u) { return drawnMs(named.law, u) * drawnMs(named.law, u); });
        EXPECT_NEAR(mean / named.mean, 1, 1e-3) << named.name;
        EXPECT_NEAR(second / named.secondMoment, 1, 0.02) << named.name;
    }
}

TEST(LawMoments, GiveTheProbabilityThatADrawStandsFor)
{
    const std::vector<TimeLaw> continuous{
        UniformLaw{1e5, 4e5},   ExponentialLaw{5e5},
        LognormalLaw{1e6, 0.5}, GammaLaw{8e5, 0.25},
        GammaLaw{8e5, 1.5},     WeibullLaw{6e5, 2},
        WeibullLaw{6e7, 0.8},   EmpiricalLaw{{{0, 1e5}, {0.7, 2e5}, {1, 6e5}}}};
    for (const TimeLaw& law : continuous) {
        for (int i = 1; i < 100; ++i) {
            const double unit = i / 100.0;
            // A draw is rounded to a microsecond, one part in 10^8 of these laws.
            EXPECT_NEAR(probabilityBelow(law, drawnMs(law, unit)), unit, 1e-8) << law.index();
        }
    }
}

TEST(LawMoments, StepWhereALawHasAnAtom)
{
    EXPECT_EQ(probabilityBelow(ConstantLaw{5}, 4.999), 0);
    EXPECT_EQ(probabilityBelow(ConstantLaw{5}, 5), 1);
    EXPECT_EQ(probabilityBelow(UniformLaw{5, 5}, 5), 1);
    EXPECT_EQ(probabilityBelow(ExponentialLaw{0}, 0), 1);
    EXPECT_EQ(probabilityBelow(LognormalLaw{5, 0}, 4), 0);
    EXPECT_EQ(probabilityBelow(LognormalLaw{5, 0}, 5), 1);
    EXPECT_EQ(probabilityBelow(GammaLaw{5, 0}, 5), 1);
    EXPECT_EQ(probabilityBelow(WeibullLaw{0, 1}, 0), 1);
    const TimeLaw empirical = EmpiricalLaw{{{0.2, 10}, {0.7, 20}, {0.9, 60}}};
    EXPECT_EQ(probabilityBelow(empirical, 9.9), 0);
    EXPECT_NEAR(probabilityBelow(empirical, 10), 0.2, 1e-15);
    EXPECT_NEAR(probabilityBelow(empirical, 15), 0.45, 1e-15);
    EXPECT_EQ(probabilityBelow(empirical, 60), 1);
    EXPECT_EQ(probabilityBelow(ExponentialLaw{5}, -1), 0);
    EXPECT_NEAR(probabilityBelow(mixtureOf(0.25, ConstantLaw{8}, ExponentialLaw{20}), 8),
                0.25 + 0.75 * (1 - std::exp(-0.4)), 1e-14);
}

TEST(LawMoments, FollowTheClosedFormOfEachDistribution)
{
    EXPECT_NEAR(probabilityBelow(LognormalLaw{100, 1}, 100 * std::exp(1.9599639845400542)), 0.975,
                1e-11);
    EXPECT_NEAR(probabilityBelow(WeibullLaw{60, 2}, 60), 1 - std::exp(-1), 1e-15);
    EXPECT_NEAR(probabilityBelow(GammaLaw{100, 1}, 50), 1 - std::exp(-0.5), 1e-14);
    // Erlang of two stages with mean 2: 1 - e^-x (1 + x)
    EXPECT_NEAR(probabilityBelow(GammaLaw{2, std::sqrt(0.5)}, 3), 1 - 4 * std::exp(-3), 1e-14);
}

// What is left of a spell seen in the middle: its mean is E[X^2] / (2 E[X]).
TEST(LawResidual, HasTheMeanOfRenewalTheory)
{
    for (const NamedLaw& named : laws()) {
        const double mean = unitMean(1000, [&](double unit) {
            return unitMean(10, [&](double position) {
                return static_cast<double>(drawResidual(named.law, unit, position).count()) / 1000;
            });
        });
        EXPECT_NEAR(mean / (named.secondMoment / (2 * named.mean)), 1, 0.01) << named.name;
    }
}

// P(residual <= t) = integral of 1 - F from 0 to t, over the mean.
TEST(LawResidual, HasTheDistributionOfRenewalTheory)
{
    for (const NamedLaw& named : laws()) {
        const double at = named.mean * 0.6;
        const double expected =
            unitMean(2000, [&](double u) { return 1 - probabilityBelow(named.law, u * at); }) * at /
            named.mean;
        const double share = unitMean(300, [&](double unit) {
            return unitMean(50, [&](double position) {
                const Duration left = drawResidual(named.law, unit, position);
                return static_cast<double>(left.count()) <= at * 1000 ? 1.0 : 0.0;
            });
        });
        EXPECT_NEAR(share, expected, 0.012) << named.name;
    }
}

TEST(TimeLaw, DrawsTheLongAndTheShortPartOfAMixture)
{
    const TimeLaw law = mixtureOf(0.99, ConstantLaw{5}, UniformLaw{1000, 2000});

    EXPECT_EQ(drawTime(law, 0.9899), 5_ms);
    EXPECT_EQ(drawTime(law, 0.9901), 1010_ms); // one hundredth into the rest
    EXPECT_EQ(drawTime(law, 0.995), 1500_ms);
}

TEST(TimeLaw, DrawsStraightLinesBetweenQuantiles)
{
    const TimeLaw law = EmpiricalLaw{{{0.5, 400}, {0.95, 900}}};

    EXPECT_EQ(drawTime(law, 0.1), 400_ms);
    EXPECT_EQ(drawTime(law, 0.5), 400_ms);
    EXPECT_EQ(drawTime(law, 0.725), 650_ms);
    EXPECT_EQ(drawTime(law, 0.99), 900_ms);
    EXPECT_EQ(drawCount(EmpiricalLaw{{{0, 10}, {1, 20}}}, 0.34), 13u);
    EXPECT_EQ(drawCount(EmpiricalLaw{{{0, 10}, {1, 20}}}, 0.36), 14u);
}

TEST(TimeLaw, NeverNeedsADrawForAConstant)
{
    EXPECT_TRUE(isConstant(TimeLaw(ConstantLaw{1})));
    EXPECT_FALSE(isConstant(TimeLaw(UniformLaw{1, 1})));
    EXPECT_TRUE(isConstant(CountLaw(ConstantLaw{1})));
    EXPECT_FALSE(isConstant(CountLaw(GeometricLaw{1})));
}

TEST(TimeLaw, StaysInItsRangeWhateverTheParameters)
{
    const Duration longest = milliseconds(1'000'000'000'000);
    for (const TimeLaw& law :
         {TimeLaw(GammaLaw{1e12, 100}), TimeLaw(GammaLaw{1, 1e-9}), TimeLaw(GammaLaw{0, 1}),
          TimeLaw(WeibullLaw{1e12, 0.01}), TimeLaw(WeibullLaw{1, 1000}),
          TimeLaw(LognormalLaw{1, 1e300}), TimeLaw(EmpiricalLaw{{{0, 0}, {1, 1e300}}}),
          mixtureOf(0, ConstantLaw{1}, ConstantLaw{1e300})}) {
        for (const double unit : {0.0, 1e-300, 0.3, 0.999, 1.0 - 0x1p-53}) {
            EXPECT_GE(drawTime(law, unit), 0_us);
            EXPECT_LE(drawTime(law, unit), longest);
        }
    }
}

} // namespace
} // namespace understudy
