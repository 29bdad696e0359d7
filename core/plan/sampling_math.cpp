#include "core/plan/sampling_math.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace understudy {

namespace {

// ln 2 in two parts: the product of the high part with any exponent is exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kTwosPerUnit = 1.44269504088896340736; // 1 / ln 2
constexpr double kSqrt2 = 1.4142135623730951;
constexpr std::uint64_t kFractionBits = 0x000FFFFFFFFFFFFFULL;
constexpr std::uint64_t kExponentOfOne = 0x3FF0000000000000ULL;

double powerOfTwo(int exponent) // -1022..1023
{
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

using Coefficients = std::array<double, 8>; // of the constant term first

// By halves, so that a processor works on several terms at once.
double polynomial(const Coefficients& c, double x)
{
    const double square = x * x;
    const double low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * square;
    const double high = (c[4] + c[5] * x) + (c[6] + c[7] * x) * square;
    return low + high * (square * square);
}

// 2/3, 2/5, ... 2/23: of artanh, after its first term.
constexpr Coefficients kArtanh{2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,
                               2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17};
constexpr std::array<double, 3> kArtanhTail{2.0 / 19, 2.0 / 21, 2.0 / 23};

// 1/n!
constexpr Coefficients kFactorials{1.0,      1.0,       1.0 / 2,   1.0 / 6,
                                   1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040};
constexpr std::array<double, 6> kFactorialTail{1.0 / 40320,    1.0 / 362880,    1.0 / 3628800,
                                               1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};

// Wichura's tables: numerator and denominator for the centre, the shoulders and the far tails.
constexpr Coefficients kCentreTop{3.3871328727963666080e0,  1.3314166789178437745e+2,
                                  1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                  4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                  3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr Coefficients kCentreBottom{1.0,
                                     4.2313330701600911252e+1,
                                     6.8718700749205790830e+2,
                                     5.3941960214247511077e+3,
                                     2.1213794301586595867e+4,
                                     3.9307895800092710610e+4,
                                     2.8729085735721942674e+4,
                                     5.2264952788528545610e+3};
constexpr Coefficients kShoulderTop{1.42343711074968357734e0,  4.63033784615654529590e0,
                                    5.76949722146069140550e0,  3.64784832476320460504e0,
                                    1.27045825245236838258e0,  2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients kShoulderBottom{1.0,
                                       2.05319162663775882187e0,
                                       1.67638483018380384940e0,
                                       6.89767334985100004550e-1,
                                       1.48103976427480074590e-1,
                                       1.51986665636164571966e-2,
                                       5.47593808499534494600e-4,
                                       1.05075007164441684324e-9};
constexpr Coefficients kTailTop{6.65790464350110377720e0,  5.46378491116411436990e0,
                                1.78482653991729133580e0,  2.96560571828504891230e-1,
                                2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients kTailBottom{1.0,
                                   5.99832206555887937690e-1,
                                   1.36929880922735805310e-1,
                                   1.48753612908506148525e-2,
                                   7.86869131145613259100e-4,
                                   1.84631831751005468180e-5,
                                   1.42151175831644588870e-7,
                                   2.04426310338993978564e-15};

double ratio(const Coefficients& top, const Coefficients& bottom, double x)
{
    return polynomial(top, x) / polynomial(bottom, x);
}

} // namespace

double naturalLog(double value)
{
    int exponent = 0;
    if (value < std::numeric_limits<double>::min()) { // subnormal: scale it up first, exactly
        value *= 0x1p54;
        exponent = -54;
    }
    const auto bits = std::bit_cast<std::uint64_t>(value);
    exponent += static_cast<int>(bits >> 52) - 1023;
    double mantissa = std::bit_cast<double>((bits & kFractionBits) | kExponentOfOne);
    if (mantissa > kSqrt2) {
        mantissa /= 2;
        ++exponent;
    }
    // ln m = 2 artanh(s) with |s| < 0.1716: s^23 is the last power that shows.
    const double s = (mantissa - 1) / (mantissa + 1);
    const double square = s * s;
    const double fourth = square * square;
    const double eighth = fourth * fourth;
    const double rest =
        polynomial(kArtanh, square) +
        ((kArtanhTail[0] + kArtanhTail[1] * square) + kArtanhTail[2] * fourth) * (eighth * eighth);
    const double fraction = 2 * s + s * square * rest;
    const double whole = exponent;
    return whole * kLn2High + (fraction + whole * kLn2Low);
}

double exponential(double exponent)
{
    if (exponent > 709.0) {
        return std::numeric_limits<double>::max();
    }
    if (exponent < -708.0) {
        return 0;
    }
    const double scaled = exponent * kTwosPerUnit;
    const int twos = static_cast<int>(scaled + (scaled < 0 ? -0.5 : 0.5));
    const double rest = (exponent - twos * kLn2High) - twos * kLn2Low; // |rest| < 0.347
    const double square = rest * rest;
    const double fourth = square * square;
    const double tail = (kFactorialTail[0] + kFactorialTail[1] * rest) +
                        (kFactorialTail[2] + kFactorialTail[3] * rest) * square +
                        (kFactorialTail[4] + kFactorialTail[5] * rest) * fourth;
    return (polynomial(kFactorials, rest) + tail * (fourth * fourth)) * powerOfTwo(twos);
}

double normalQuantile(double probability)
{
    const double offset = probability - 0.5;
    if (offset >= -0.425 && offset <= 0.425) {
        return offset * ratio(kCentreTop, kCentreBottom, 0.180625 - offset * offset);
    }
    const double tail = offset < 0 ? probability : 1 - probability;
    const double depth = std::sqrt(-naturalLog(tail));
    const double size = depth <= 5 ? ratio(kShoulderTop, kShoulderBottom, depth - 1.6)
                                   : ratio(kTailTop, kTailBottom, depth - 5);
    return offset < 0 ? -size : size;
}

} // namespace understudy
