#include "core/plan/law_samples.h"

#include "core/base/check.h"
#include "core/plan/incomplete_gamma.h"
#include "core/plan/sampling_math.h"

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

constexpr double kSmallestUnit = 0x1p-54;
constexpr double kLargestUnit = 1 - 0x1p-53;

double uniformSample(const UniformLaw& law, double unit)
{
    return law.from + (law.to - law.from) * unit;
}

double exponentialSample(double mean, double unit) { return -mean * naturalLog(1 - unit); }

double lognormalSample(const LognormalLaw& law, double unit)
{
    const double deviate = normalQuantile(std::max(unit, kSmallestUnit));
    return law.median * exponential(law.sigma * deviate);
}

double powerOf(double base, double exponent)
{
    return base > 0 ? exponential(exponent * naturalLog(base)) : 0;
}

double shapeOf(const GammaLaw& law) { return 1 / (law.cv * law.cv); }

// A width of 0 is a constant.
double gammaSample(const GammaLaw& law, double unit)
{
    const double shape = law.cv > 0 ? shapeOf(law) : 0;
    return law.cv > 0 ? gammaQuantile(shape, unit) / shape * law.mean : law.mean;
}

double weibullSample(const WeibullLaw& law, double unit)
{
    return law.scale * powerOf(-naturalLog(1 - unit), 1 / law.shape);
}

// The place of `unit` among shares that add up to `total`: which share, and where in it.
struct Place
{
    std::size_t index = 0;
    double unit = 0;
};

template<class ShareOf>
Place placeAmong(std::size_t count, double unit, ShareOf shareOf)
{
    for (std::size_t i = 0; i + 1 < count; ++i) {
        const double share = shareOf(i);
        if (unit < share) {
            return {i, std::min(unit / share, kLargestUnit)};
        }
        unit -= share;
    }
    const double share = shareOf(count - 1);
    const double rest = share > 0 ? unit / share : 0;
    return {count - 1, std::clamp(rest, 0.0, kLargestUnit)};
}

double mixtureSample(const MixtureLaw& law, double unit)
{
    US_CHECK(!law.parts.empty());
    const Place place =
        placeAmong(law.parts.size(), unit, [&](std::size_t i) { return law.parts[i].share; });
    return sampleOf(law.parts[place.index].law, place.unit);
}

// Spells picked in proportion to their length, law by law.
struct LengthBiased
{
    double unit;

    double operator()(const ConstantLaw& law) const { return law.value; }
    double operator()(const UniformLaw& law) const
    {
        const double low = law.from * law.from;
        return std::sqrt(low + (law.to * law.to - low) * unit);
    }
    double operator()(const ExponentialLaw& law) const { return gammaQuantile(2, unit) * law.mean; }
    double operator()(const LognormalLaw& law) const
    {
        const double stretch = exponential(law.sigma * law.sigma);
        return lognormalSample({law.median * stretch, law.sigma}, unit);
    }
    double operator()(const GammaLaw& law) const
    {
        if (law.cv <= 0) {
            return law.mean;
        }
        const double shape = shapeOf(law);
        return gammaQuantile(shape + 1, unit) / shape * law.mean;
    }
    double operator()(const WeibullLaw& law) const
    {
        return law.scale * powerOf(gammaQuantile(1 + 1 / law.shape, unit), 1 / law.shape);
    }
    double operator()(const MixtureLaw& law) const;
    double operator()(const EmpiricalLaw& law) const;
};

double LengthBiased::operator()(const MixtureLaw& law) const
{
    const double mean = meanOf(TimeLaw(law));
    const Place place = placeAmong(law.parts.size(), unit, [&](std::size_t i) {
        return law.parts[i].share * meanOf(law.parts[i].law) / mean;
    });
    return std::visit(LengthBiased{place.unit}, law.parts[place.index].law);
}

// The law is flat below the first point, straight between two, and flat above the last.
double LengthBiased::operator()(const EmpiricalLaw& law) const
{
    const auto& points = law.points;
    const double mean = meanOf(TimeLaw(law));
    const auto from = [&](std::size_t i) { return points[i == 0 ? 0 : i - 1]; };
    const auto to = [&](std::size_t i) { return points[std::min(i, points.size() - 1)]; };
    const Place place = placeAmong(points.size() + 1, unit, [&](std::size_t i) {
        const double low = i == 0 ? 0 : from(i).probability;
        const double high = i == points.size() ? 1 : to(i).probability;
        return (high - low) * (from(i).value + to(i).value) / 2 / mean;
    });
    const UniformLaw piece{from(place.index).value, to(place.index).value};
    return LengthBiased{place.unit}(piece);
}

} // namespace

double sampleOf(const EmpiricalLaw& law, double unit)
{
    US_CHECK(!law.points.empty());
    const auto above = std::ranges::find_if(
        law.points, [unit](const auto& point) { return point.probability > unit; });
    if (above == law.points.begin()) {
        return law.points.front().value;
    }
    const auto below = above - 1;
    if (above == law.points.end()) {
        return below->value;
    }
    const double part = (unit - below->probability) / (above->probability - below->probability);
    return below->value + (above->value - below->value) * part;
}

// The laws that most attempts draw from come first: this is asked millions of times a second.
double sampleOf(const TimeLaw& law, double unit)
{
    if (const auto* constant = std::get_if<ConstantLaw>(&law)) {
        return constant->value;
    }
    if (const auto* lognormal = std::get_if<LognormalLaw>(&law)) {
        return lognormalSample(*lognormal, unit);
    }
    if (const auto* exponentialLaw = std::get_if<ExponentialLaw>(&law)) {
        return exponentialSample(exponentialLaw->mean, unit);
    }
    if (const auto* uniform = std::get_if<UniformLaw>(&law)) {
        return uniformSample(*uniform, unit);
    }
    if (const auto* gamma = std::get_if<GammaLaw>(&law)) {
        return gammaSample(*gamma, unit);
    }
    if (const auto* weibull = std::get_if<WeibullLaw>(&law)) {
        return weibullSample(*weibull, unit);
    }
    if (const auto* mixture = std::get_if<MixtureLaw>(&law)) {
        return mixtureSample(*mixture, unit);
    }
    return sampleOf(std::get<EmpiricalLaw>(law), unit);
}

double residualOf(const TimeLaw& law, double unit, double position)
{
    if (const auto* memoryless = std::get_if<ExponentialLaw>(&law)) {
        return exponentialSample(memoryless->mean, unit);
    }
    return std::visit(LengthBiased{unit}, law) * position;
}

} // namespace understudy
