#include "core/plan/incomplete_gamma.h"
#include "core/plan/law.h"
#include "core/plan/sampling_math.h"

#include <algorithm>

namespace understudy {

namespace {

double empiricalMean(const EmpiricalLaw& law)
{
    EmpiricalLaw::Point before{0, law.points.front().value};
    double mean = 0;
    for (const EmpiricalLaw::Point& point : law.points) {
        mean += (point.probability - before.probability) * (point.value + before.value) / 2;
        before = point;
    }
    return mean + (1 - before.probability) * before.value;
}

double empiricalBelow(const EmpiricalLaw& law, double value)
{
    const auto above = std::ranges::find_if(
        law.points, [value](const auto& point) { return point.value > value; });
    if (above == law.points.begin()) {
        return 0;
    }
    if (above == law.points.end()) {
        return 1;
    }
    const auto below = above - 1;
    const double part = (value - below->value) / (above->value - below->value);
    return below->probability + (above->probability - below->probability) * part;
}

struct Mean
{
    double operator()(const ConstantLaw& law) const { return law.value; }
    double operator()(const UniformLaw& law) const { return (law.from + law.to) / 2; }
    double operator()(const ExponentialLaw& law) const { return law.mean; }
    double operator()(const LognormalLaw& law) const
    {
        return law.median * exponential(law.sigma * law.sigma / 2);
    }
    double operator()(const GammaLaw& law) const { return law.mean; }
    double operator()(const WeibullLaw& law) const
    {
        return law.scale * exponential(lnGamma(1 + 1 / law.shape));
    }
    double operator()(const GeometricLaw& law) const { return law.mean; }
    double operator()(const MixtureLaw& law) const
    {
        double mean = 0;
        for (const MixturePart& part : law.parts) {
            mean += part.share * meanOf(part.law);
        }
        return mean;
    }
    double operator()(const EmpiricalLaw& law) const { return empiricalMean(law); }
};

struct Below
{
    double value; // >= 0

    double step(double at) const { return value >= at ? 1 : 0; }

    double operator()(const ConstantLaw& law) const { return step(law.value); }
    double operator()(const UniformLaw& law) const
    {
        const bool isWide = law.to > law.from;
        return isWide ? std::clamp((value - law.from) / (law.to - law.from), 0.0, 1.0)
                      : step(law.to);
    }
    double operator()(const ExponentialLaw& law) const
    {
        return law.mean > 0 ? 1 - exponential(-value / law.mean) : 1;
    }
    double operator()(const LognormalLaw& law) const
    {
        if (value <= 0 || law.median <= 0 || law.sigma <= 0) {
            return step(law.median);
        }
        return normalCumulative(naturalLog(value / law.median) / law.sigma);
    }
    double operator()(const GammaLaw& law) const
    {
        if (law.cv <= 0 || law.mean <= 0) {
            return step(law.mean);
        }
        const double shape = 1 / (law.cv * law.cv);
        return gammaTails(shape, value / law.mean * shape).below;
    }
    double operator()(const WeibullLaw& law) const
    {
        if (value <= 0 || law.scale <= 0) {
            return step(law.scale);
        }
        return 1 - exponential(-exponential(law.shape * naturalLog(value / law.scale)));
    }
    double operator()(const MixtureLaw& law) const
    {
        double sum = 0;
        for (const MixturePart& part : law.parts) {
            sum += part.share * probabilityBelow(part.law, value);
        }
        return sum;
    }
    double operator()(const EmpiricalLaw& law) const { return empiricalBelow(law, value); }
};

} // namespace

double meanOf(const TimeLaw& law) { return std::visit(Mean{}, law); }

double meanOf(const CountLaw& law) { return std::visit(Mean{}, law); }

double probabilityBelow(const TimeLaw& law, double value)
{
    return value < 0 ? 0 : std::visit(Below{value}, law);
}

} // namespace understudy
