// Laws of chance for times and counts. Sampled by inversion from one unit draw, with our own
// logarithm and normal quantile: std::log differs in the last bit between platforms.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

namespace understudy {

struct ConstantLaw
{
    double value = 0;
    bool operator==(const ConstantLaw&) const = default;
};
struct UniformLaw
{
    double from = 0;
    double to = 0;
    bool operator==(const UniformLaw&) const = default;
};
struct ExponentialLaw
{
    double mean = 0;
    bool operator==(const ExponentialLaw&) const = default;
};
struct LognormalLaw
{
    double median = 0;
    double sigma = 0;
    bool operator==(const LognormalLaw&) const = default;
};
struct GammaLaw
{
    double mean = 0;
    double cv = 1; // standard deviation / mean
    bool operator==(const GammaLaw&) const = default;
};
struct WeibullLaw
{
    double scale = 0;
    double shape = 1;
    bool operator==(const WeibullLaw&) const = default;
};
struct GeometricLaw // on {1, 2, ...}
{
    double mean = 1;
    bool operator==(const GeometricLaw&) const = default;
};
// Straight lines between given quantiles; the first value holds below its probability, the last one
// above its own.
struct EmpiricalLaw
{
    struct Point
    {
        double probability = 0; // 0..1, rising
        double value = 0;       // not falling
        bool operator==(const Point&) const = default;
    };
    std::vector<Point> points; // at least one
    bool operator==(const EmpiricalLaw&) const = default;
};

struct MixturePart;
// One of several laws, each with its share; shares add up to 1.
struct MixtureLaw
{
    std::vector<MixturePart> parts; // at least one
    bool operator==(const MixtureLaw& other) const;
};

using TimeLaw = std::variant<ConstantLaw, UniformLaw, ExponentialLaw, LognormalLaw, GammaLaw,
                             WeibullLaw, MixtureLaw, EmpiricalLaw>; // in ms
using CountLaw = std::variant<ConstantLaw, UniformLaw, GeometricLaw, EmpiricalLaw>;

struct MixturePart
{
    double share = 0;
    TimeLaw law;
    bool operator==(const MixturePart&) const = default;
};

// `unit` in [0, 1); the result is >= 0, rounded to a microsecond. Constant laws ignore `unit`.
Duration drawTime(const TimeLaw& law, double unit);
std::uint32_t drawCount(const CountLaw& law, double unit);

// True for a law that ignores its draw, so that a caller can spare it.
inline bool isConstant(const TimeLaw& law) { return std::holds_alternative<ConstantLaw>(law); }
inline bool isConstant(const CountLaw& law) { return std::holds_alternative<ConstantLaw>(law); }

// Of the law as written, in ms (times) or as a count.
double meanOf(const TimeLaw& law);
double meanOf(const CountLaw& law);
// P(X <= value): `value` in ms.
double probabilityBelow(const TimeLaw& law, double value);

// What is left of a spell of the law when it is looked at in the middle, at a random moment (the
// stationary residual: density (1 - F(x)) / mean). `unit` picks the length-biased spell, `position`
// the moment in it. The law's mean must be > 0.
Duration drawResidual(const TimeLaw& law, double unit, double position);

} // namespace understudy
