// Laws of chance for times and counts. Sampled by inversion from one unit draw, with our own
// logarithm and normal quantile: std::log differs in the last bit between platforms.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <variant>

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
struct GeometricLaw // on {1, 2, ...}
{
    double mean = 1;
    bool operator==(const GeometricLaw&) const = default;
};

using TimeLaw = std::variant<ConstantLaw, UniformLaw, ExponentialLaw, LognormalLaw>; // in ms
using CountLaw = std::variant<ConstantLaw, UniformLaw, GeometricLaw>;

// `unit` in [0, 1); the result is >= 0, rounded to a microsecond.
Duration drawTime(const TimeLaw& law, double unit);
std::uint32_t drawCount(const CountLaw& law, double unit);

} // namespace understudy
