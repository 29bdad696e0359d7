#include "core/plan/incomplete_gamma.h"

#include "core/plan/sampling_math.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace understudy {

namespace {

constexpr double kTwoPi = 6.283185307179586477;
constexpr double kHalfLnTwoPi = 0.91893853320467274178;
constexpr double kTiny = 1e-300;
constexpr double kHuge = 1e300;
constexpr double kRelative = 1e-16;
// Series and fraction take some 6 sqrt(shape) terms; above, the expansion in 1/shape is exact to
// 1e-13 and quick.
constexpr double kLargeShape = 1e5;
// Stirling's series below is good to the last digit from here on.
constexpr double kStirlingFrom = 10;

// ln Gamma(x) = (x - 1/2) ln x - x + ln(2 pi)/2 + stirlingRest(x); x >= kStirlingFrom.
double stirlingRest(double x)
{
    constexpr std::array<double, 8> kTerms{1.0 / 12,    -1.0 / 360,      1.0 / 1260,
                                           -1.0 / 1680, 1.0 / 1188,      -691.0 / 360360,
                                           1.0 / 156,   -3617.0 / 122400};
    const double square = 1 / (x * x);
    double sum = 0;
    for (auto term = kTerms.rbegin(); term != kTerms.rend(); ++term) {
        sum = sum * square + *term;
    }
    return sum / x;
}

// r - 1 - ln r without cancellation near r = 1: with s = (r - 1) / (r + 1) it is
// s (r - 1) - 2 (s^3/3 + s^5/5 + ...).
double logarithmicGap(double r)
{
    if (r < 0.5 || r > 2) {
        return r - 1 - naturalLog(r);
    }
    const double s = (r - 1) / (r + 1);
    const double square = s * s;
    double series = 0;
    for (int odd = 37; odd >= 3; odd -= 2) {
        series = (series + 1.0 / odd) * square;
    }
    return s * (r - 1) - 2 * s * series;
}

// x^shape e^-x / Gamma(shape + 1), by the distance of x from the shape: the powers alone would
// cancel digits away.
double leadingTerm(double shape, double x)
{
    if (x <= 0) {
        return 0;
    }
    if (shape < kStirlingFrom) {
        return exponential(shape * naturalLog(x) - x - lnGamma(shape + 1));
    }
    return exponential(-shape * logarithmicGap(x / shape) - stirlingRest(shape)) /
           std::sqrt(kTwoPi * shape);
}

// P by its power series: for x below the shape.
double belowBySeries(double shape, double x)
{
    double term = 1;
    double sum = 1;
    for (double n = shape + 1; term > sum * kRelative; n += 1) {
        term *= x / n;
        sum += term;
    }
    return leadingTerm(shape, x) * sum;
}

// Q by its continued fraction (modified Lentz): for x above the shape.
double aboveByFraction(double shape, double x)
{
    double b = x + 1 - shape;
    double c = 1 / kTiny;
    double d = 1 / b;
    double fraction = d;
    for (int i = 1; i < 100'000; ++i) {
        const double a = -i * (i - shape);
        b += 2;
        d = a * d + b;
        d = 1 / (std::abs(d) < kTiny ? kTiny : d);
        c = b + a / c;
        c = std::abs(c) < kTiny ? kTiny : c;
        const double step = c * d;
        fraction *= step;
        if (std::abs(step - 1) <= kRelative * 4) {
            break;
        }
    }
    return leadingTerm(shape, x) * shape * fraction;
}

// The Cornish-Fisher expansion of the chi-square quantile with `freedom` degrees at a normal
// deviate (Abramowitz and Stegun, 26.4.14 with 26.2.49), and its slope.
struct Expansion
{
    double value;
    double slope;
};

Expansion chiSquareAt(double freedom, double z)
{
    constexpr double kSqrt2 = 1.4142135623730951;
    const double root = std::sqrt(freedom);
    const double z2 = z * z;
    const double third = (z2 - 7) * z / (9 * kSqrt2 * root);
    const double fourth = ((6 * z2 + 14) * z2 - 32) / (405 * freedom);
    const double fifth = ((9 * z2 + 256) * z2 - 433) * z / (4860 * kSqrt2 * freedom * root);
    const double value =
        freedom + kSqrt2 * root * z + (z2 - 1) * (2.0 / 3) + third - fourth + fifth;
    const double slope = kSqrt2 * root + z * (4.0 / 3) + (3 * z2 - 7) / (9 * kSqrt2 * root);
    return {value, slope};
}

// The normal deviate at which the expansion reaches x.
double deviateAt(double shape, double x)
{
    double z = (x - shape) / std::sqrt(shape);
    z = std::clamp(z, -40.0, 40.0);
    for (int i = 0; i < 20; ++i) {
        const Expansion at = chiSquareAt(2 * shape, z);
        const double step = (at.value - 2 * x) / at.slope;
        z = std::clamp(z - step, -40.0, 40.0);
        if (std::abs(step) < 1e-14) {
            break;
        }
    }
    return z;
}

// Wilson and Hilferty's cube, or the first term of the power series where that one is far off.
double firstGuess(double shape, double probability)
{
    const double power = exponential((naturalLog(probability) + lnGamma(shape + 1)) / shape);
    if (shape < 1 && power < 0.1) {
        return power;
    }
    const double ninth = 1 / (9 * shape);
    const double root = 1 - ninth + normalQuantile(probability) * std::sqrt(ninth);
    const double cube = shape * root * root * root;
    if (shape < 1) {
        return std::max(cube, -naturalLog(1 - probability) * shape);
    }
    return root > 0.3 ? cube : power;
}

// Halley's step of `x` towards the root, from the excess of P over what is wanted.
double halleyStep(double shape, double x, double excess)
{
    const double density = leadingTerm(shape, x) * shape / x;
    if (density <= 0) {
        return 0;
    }
    const double newton = excess / density;
    const double bend = newton * ((shape - 1) / x - 1);
    return newton / (1 - 0.5 * std::min(1.0, bend));
}

} // namespace

double lnGamma(double x)
{
    double product = 1; // Gamma(x) = Gamma(x + n) / (x (x + 1) ... (x + n - 1))
    for (; x < kStirlingFrom; x += 1) {
        product *= x;
    }
    return (x - 0.5) * naturalLog(x) - x + kHalfLnTwoPi + stirlingRest(x) - naturalLog(product);
}

GammaTails gammaTails(double shape, double x)
{
    if (x <= 0) {
        return {0, 1};
    }
    if (shape >= kLargeShape) {
        const double deviate = deviateAt(shape, x);
        return {normalCumulative(deviate), normalCumulative(-deviate)};
    }
    if (x < shape + 1) {
        const double below = belowBySeries(shape, x);
        return {below, 1 - below};
    }
    const double above = aboveByFraction(shape, x);
    return {1 - above, above};
}

double gammaQuantile(double shape, double probability)
{
    if (probability <= 0) {
        return 0;
    }
    if (shape >= kLargeShape) {
        return std::max(chiSquareAt(2 * shape, normalQuantile(probability)).value / 2, 0.0);
    }
    double x = firstGuess(shape, probability);
    double low = 0;
    double high = kHuge;
    // Convergence is cubic, from a guess that is seldom off by more than a tenth; the bracket is
    // for the rest.
    for (int i = 0; i < 200 && x > kTiny; ++i) {
        const GammaTails tails = gammaTails(shape, x);
        const double excess =
            tails.below < 0.5 ? tails.below - probability : (1 - probability) - tails.above;
        (excess > 0 ? high : low) = x;
        const double step = halleyStep(shape, x, excess);
        const bool isKnown = step != 0 || excess == 0; // no density can be told far out
        if (isKnown && std::abs(step) <= 1e-6 * x) {   // its cube is below the last digit
            return x - step;
        }
        const double next = x - step;
        const bool isInside = isKnown && next > low && next < high;
        x = isInside ? next : high < kHuge ? (low + high) / 2 : x * 2;
    }
    return x;
}

double normalCumulative(double deviate)
{
    // Phi(z) = (1 + P(1/2, z^2/2)) / 2 for z > 0, and its complement.
    const GammaTails tails = gammaTails(0.5, deviate * deviate / 2);
    return deviate < 0 ? tails.above / 2 : 0.5 + tails.below / 2;
}

} // namespace understudy
