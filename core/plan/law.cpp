#include "core/plan/law.h"

#include "core/plan/sampling_math.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr double kLongestMs = 1e12; // as long as any duration of a file
constexpr double kSmallestUnit = 0x1p-54;

struct TimeSampler
{
    double unit;

    double operator()(const ConstantLaw& law) const { return law.value; }
    double operator()(const UniformLaw& law) const { return law.from + (law.to - law.from) * unit; }
    double operator()(const ExponentialLaw& law) const { return -law.mean * naturalLog(1 - unit); }
    double operator()(const LognormalLaw& law) const
    {
        const double deviate = normalQuantile(std::max(unit, kSmallestUnit));
        return law.median * exponential(law.sigma * deviate);
    }
};

struct CountSampler
{
    double unit;

    double operator()(const ConstantLaw& law) const { return law.value + 0.5; }
    double operator()(const UniformLaw& law) const
    {
        return law.from + (law.to - law.from + 1) * unit;
    }
    double operator()(const GeometricLaw& law) const
    {
        if (law.mean <= 1) {
            return 1;
        }
        return 1 + naturalLog(1 - unit) / naturalLog(1 - 1 / law.mean);
    }
};

} // namespace

Duration drawTime(const TimeLaw& law, double unit)
{
    const double ms = std::clamp(std::visit(TimeSampler{unit}, law), 0.0, kLongestMs);
    return Duration{static_cast<std::int64_t>(ms * 1000 + 0.5)};
}

std::uint32_t drawCount(const CountLaw& law, double unit)
{
    const double count = std::visit(CountSampler{unit}, law);
    return static_cast<std::uint32_t>(std::clamp(count, 0.0, static_cast<double>(UINT32_MAX)));
}

} // namespace understudy
