#include "core/report/beta_law.h"

#include "core/base/check.h"
#include "core/plan/sampling_math.h"

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

constexpr double kHalfLogTwoPi = 0.91893853320467274178;
constexpr double kTwoPi = 6.28318530717958647693;

// ln gamma(x + 1) less Stirling's formula, as in C. Loader, "Fast and accurate computation of
// binomial probabilities" (2000): keeps the digits that large logarithms of gamma would lose.
double stirlingError(double x)
{
    constexpr double kSeriesFrom = 16;
    if (x >= kSeriesFrom) {
        const double s = 1 / (x * x);
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - s / 1188) * s) * s) * s) / x;
    }
    double shifted = x;
    double factors = 1;
    while (shifted < kSeriesFrom) {
        shifted += 1;
        factors *= shifted;
    }
    const auto stirling = [](double y) { return (y + 0.5) * naturalLog(y) - y + kHalfLogTwoPi; };
    return stirlingError(shifted) + stirling(shifted) - naturalLog(factors) - stirling(x);
}

// x ln(x / mean) + mean - x, where the two are close without cancellation.
double deviance(double x, double mean)
{
    if (std::abs(x - mean) >= 0.1 * (x + mean)) {
        return x * naturalLog(x / mean) + mean - x;
    }
    const double v = (x - mean) / (x + mean);
    double sum = (x - mean) * v;
    double term = 2 * x * v;
    for (int i = 1; i < 1000; ++i) {
        term *= v * v;
        const double next = sum + term / (2 * i + 1);
        if (next == sum) {
            break;
        }
        sum = next;
    }
    return sum;
}

// x^a (1-x)^b gamma(a+b+1) / (gamma(a+1) gamma(b+1))
double binomialWeight(double a, double b, double x)
{
    const double n = a + b;
    const double exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) -
                            deviance(a, n * x) - deviance(b, n * (1 - x));
    return exponential(exponent) * std::sqrt(n / (kTwoPi * a * b));
}

// The continued fraction of I_x(a, b), by Lentz's method; it converges fast for x below the mean.
double continuedFraction(double a, double b, double x)
{
    constexpr double kTiny = 1e-300;
    constexpr double kClose = 1e-16;
    constexpr int kMostTerms = 1'000'000;
    const auto nonZero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m < kMostTerms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / nonZero(1 + even * d);
        c = nonZero(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / nonZero(1 + odd * d);
        c = nonZero(1 + odd / c);
        result *= d * c;
        if (std::abs(d * c - 1) < kClose) {
            break;
        }
    }
    return result;
}

} // namespace

BetaTails betaTails(double a, double b, double x)
{
    US_CHECK(a > 0 && b > 0 && x >= 0 && x <= 1);
    if (x <= 0 || x >= 1) {
        return x <= 0 ? BetaTails{0, 1} : BetaTails{1, 0};
    }
    const double weight = binomialWeight(a, b, x);
    if (x < (a + 1) / (a + b + 2)) {
        const double below = std::min(1.0, weight * b / (a + b) * continuedFraction(a, b, x));
        return {below, 1 - below};
    }
    const double above = std::min(1.0, weight * a / (a + b) * continuedFraction(b, a, 1 - x));
    return {1 - above, above};
}

double betaQuantile(double a, double b, double probability)
{
    US_CHECK(probability > 0 && probability < 1);
    double low = 0;
    double high = 1;
    double x = a / (a + b);
    // Newton's steps, halved into the bracket where they leave it.
    for (int i = 0; i < 500 && high > low; ++i) {
        const BetaTails tails = betaTails(a, b, x);
        const double error =
            probability < 0.5 ? tails.below - probability : (1 - probability) - tails.above;
        (error < 0 ? low : high) = x;
        const double density = binomialWeight(a, b, x) * a * b / ((a + b) * x * (1 - x));
        double next = density > 0 ? x - error / density : low;
        if (!(next > low && next < high)) {
            next = low + (high - low) / 2;
        }
        if (error == 0 || std::abs(next - x) <= 1e-16 * x || next == low || next == high) {
            return next;
        }
        x = next;
    }
    return x;
}

} // namespace understudy
