// The five state colours stay apart for eyes that see fewer hues. Simulation after Machado,
// Oliveira and Fernandes (2009), severity 1; distance CIEDE2000 (Sharma, Wu and Dalal 2005).
#include "ui/style/colours.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string>

using namespace understudy;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr Matrix kNormal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtan{{{0.152286, 1.052583, -0.204868},
                          {0.114503, 0.786281, 0.099216},
                          {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan{{{0.367322, 0.860646, -0.227968},
                          {0.280085, 0.672501, 0.047413},
                          {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritan{{{1.255528, -0.076749, -0.178779},
                          {-0.078411, 0.930809, 0.147602},
                          {0.004733, 0.691367, 0.303900}}};
constexpr Matrix kToXyz{{{0.4124564, 0.3575761, 0.1804375},
                         {0.2126729, 0.7151522, 0.0721750},
                         {0.0193339, 0.1191920, 0.9503041}}};
constexpr Triple kWhite{0.95047, 1.0, 1.08883};

Triple times(const Matrix& m, const Triple& v)
{
    Triple result{};
    for (std::size_t row = 0; row < 3; ++row) {
        result[row] = m[row][0] * v[0] + m[row][1] * v[1] + m[row][2] * v[2];
    }
    return result;
}

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

Triple labOf(const QColor& colour, const Matrix& vision)
{
    Triple rgb{linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
    rgb = times(vision, rgb);
    for (double& channel : rgb) {
        channel = std::min(std::max(channel, 0.0), 1.0);
    }
    const Triple xyz = times(kToXyz, rgb);
    const auto f = [&](std::size_t i) {
        const double t = xyz[i] / kWhite[i];
        return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16) / 116;
    };
    return {116 * f(1) - 16, 500 * (f(0) - f(1)), 200 * (f(1) - f(2))};
}

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

double hueOf(double a, double b)
{
    const double degrees = std::atan2(b, a) * 180 / std::numbers::pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

// One published formula, kept in one piece so that it can be checked against the paper.
double ciede2000(const Triple& x, const Triple& y)
{
    const double meanC = (std::hypot(x[1], x[2]) + std::hypot(y[1], y[2])) / 2;
    const double c7 = std::pow(meanC, 7);
    const double g = 0.5 * (1 - std::sqrt(c7 / (c7 + std::pow(25.0, 7))));
    const double a1 = x[1] * (1 + g);
    const double a2 = y[1] * (1 + g);
    const double c1 = std::hypot(a1, x[2]);
    const double c2 = std::hypot(a2, y[2]);
    const double h1 = hueOf(a1, x[2]);
    const double h2 = hueOf(a2, y[2]);
    double dh = h2 - h1;
    dh = dh > 180 ? dh - 360 : dh < -180 ? dh + 360 : dh;
    const double dl = y[0] - x[0];
    const double dc = c2 - c1;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(radians(dh / 2));
    const double l = (x[0] + y[0]) / 2;
    const double c = (c1 + c2) / 2;
    double h = (h1 + h2) / 2;
    if (std::abs(h1 - h2) > 180) {
        h += h < 180 ? 180 : -180;
    }
    const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h)) +
                     0.32 * std::cos(radians(3 * h + 6)) - 0.20 * std::cos(radians(4 * h - 63));
    const double sl = 1 + 0.015 * std::pow(l - 50, 2) / std::sqrt(20 + std::pow(l - 50, 2));
    const double sc = 1 + 0.045 * c;
    const double sh = 1 + 0.015 * c * t;
    const double mc7 = std::pow(c, 7);
    const double rt = -2 * std::sqrt(mc7 / (mc7 + std::pow(25.0, 7))) *
                      std::sin(radians(60 * std::exp(-std::pow((h - 275) / 25, 2))));
    return std::sqrt(std::pow(dl / sl, 2) + std::pow(dc / sc, 2) + std::pow(dH / sh, 2) +
                     rt * dc / sc * dH / sh);
}

double smallestDistance(const Colours& c, const Matrix& vision)
{
    const std::array states{c.accent, c.succeeded, c.failed, c.neutral, c.injected};
    double smallest = 1e9;
    for (std::size_t i = 0; i < states.size(); ++i) {
        for (std::size_t j = i + 1; j < states.size(); ++j) {
            smallest = std::min(smallest,
                                ciede2000(labOf(states[i], vision), labOf(states[j], vision)));
        }
    }
    return smallest;
}

} // namespace

TEST(ColourVision, TheDistanceAgreesWithThePublishedPairs)
{
    EXPECT_NEAR(ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425, 1e-4);
    EXPECT_NEAR(ciede2000({50, 2.5, 0}, {73, 25, -18}), 27.1492, 1e-4);
    EXPECT_NEAR(ciede2000({2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}), 0.9082, 1e-4);
}

TEST(ColourVision, StateColoursStayApartForEveryEye)
{
    for (const Colours& colours : {lightColours(), darkColours()}) {
        for (const Matrix& vision : {kNormal, kProtan, kDeutan, kTritan}) {
            EXPECT_GE(smallestDistance(colours, vision), 13.0)
                << (colours.isDark ? "dark" : "light");
        }
    }
}
