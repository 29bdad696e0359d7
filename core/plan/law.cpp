#include "core/plan/law.h"

#include "core/base/check.h"
#include "core/plan/law_samples.h"
#include "core/plan/sampling_math.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr double kLongestMs = 1e12; // as long as any duration of a file

Duration durationOf(double ms)
{
    return Duration{static_cast<std::int64_t>(std::clamp(ms, 0.0, kLongestMs) * 1000 + 0.5)};
}

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
    double operator()(const EmpiricalLaw& law) const { return sampleOf(law, unit) + 0.5; }
};

} // namespace

bool MixtureLaw::operator==(const MixtureLaw& other) const { return parts == other.parts; }

Duration drawTime(const TimeLaw& law, double unit) { return durationOf(sampleOf(law, unit)); }

std::uint32_t drawCount(const CountLaw& law, double unit)
{
    const double count = std::visit(CountSampler{unit}, law);
    return static_cast<std::uint32_t>(std::clamp(count, 0.0, static_cast<double>(UINT32_MAX)));
}

Duration drawResidual(const TimeLaw& law, double unit, double position)
{
    US_CHECK(meanOf(law) > 0);
    return durationOf(residualOf(law, unit, position));
}

} // namespace understudy
