#include "core/plan/law_json.h"

#include "core/json/json_pointer.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/sampling_math.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

constexpr std::string_view kTimeLaws = "constant, uniform, exponential, lognormal";
constexpr std::string_view kCountLaws = "constant, uniform, geometric";
constexpr std::array<std::string_view, 4> kPlannedTimeLaws{"gamma", "weibull", "mixture",
                                                           "empirical"};
constexpr std::array<std::string_view, 1> kPlannedCountLaws{"empirical"};
constexpr double kPercentile = 0.95;

double parameter(ObjectReader& reader, const char* name, NumberRange range = limits::kLawParameter)
{
    reader.require({name});
    return reader.number(name, range).value_or(range.low);
}

UniformLaw readUniform(ObjectReader& reader, const char* fromName, const char* toName)
{
    const UniformLaw law{parameter(reader, fromName), parameter(reader, toName)};
    if (law.to < law.from && reader.has(toName)) {
        reader.refuse(toName, "range", "must be at least " + std::string(fromName));
    }
    return law;
}

// The width may be given as the 95th percentile instead.
LognormalLaw readLognormal(ObjectReader& reader)
{
    LognormalLaw law{parameter(reader, "median_ms"), 0};
    if (!reader.has("p95_ms")) {
        law.sigma = parameter(reader, "sigma");
        return law;
    }
    const double percentile = parameter(reader, "p95_ms");
    if (reader.has("sigma")) {
        reader.refuse("p95_ms", "law", "stands in place of sigma; give one of the two");
    } else if (percentile < law.median || law.median <= 0) {
        reader.refuse("p95_ms", "range", "must be at least median_ms, and that above 0");
    } else {
        law.sigma = naturalLog(percentile / law.median) / normalQuantile(kPercentile);
    }
    return law;
}

template<std::size_t N>
void refuseLaw(ObjectReader& reader, const std::string& law, std::string_view drawn,
               const std::array<std::string_view, N>& planned)
{
    if (std::ranges::find(planned, law) != planned.end()) {
        reader.refuse("law", "unsupported",
                      "this version does not draw from the law " + law + "; it draws from " +
                          std::string(drawn));
    } else {
        reader.refuse("law", "word", "must be one of " + std::string(drawn));
    }
}

std::optional<TimeLaw> timeLaw(ObjectReader& reader, const std::string& law)
{
    if (law == "constant") {
        return ConstantLaw{parameter(reader, "ms")};
    }
    if (law == "uniform") {
        return readUniform(reader, "from_ms", "to_ms");
    }
    if (law == "exponential") {
        return ExponentialLaw{parameter(reader, "mean_ms")};
    }
    if (law == "lognormal") {
        return readLognormal(reader);
    }
    refuseLaw(reader, law, kTimeLaws, kPlannedTimeLaws);
    return std::nullopt;
}

std::optional<CountLaw> countLaw(ObjectReader& reader, const std::string& law)
{
    if (law == "constant") {
        return ConstantLaw{parameter(reader, "n")};
    }
    if (law == "uniform") {
        return readUniform(reader, "from", "to");
    }
    if (law == "geometric") {
        return GeometricLaw{parameter(reader, "mean", {1, limits::kMostCount})};
    }
    refuseLaw(reader, law, kCountLaws, kPlannedCountLaws);
    return std::nullopt;
}

template<class Law>
std::optional<Law> readLaw(ObjectReader& owner, std::string_view name,
                           std::optional<Law> (*read)(ObjectReader&, const std::string&))
{
    const Json* object = owner.object(name);
    if (object == nullptr) {
        return std::nullopt;
    }
    ObjectReader reader(*object, pointerTo(owner.pointer(), name), owner.problems());
    reader.require({"law"});
    const auto law = reader.text("law");
    return law ? read(reader, *law) : std::nullopt;
}

} // namespace

std::optional<TimeLaw> readTimeLaw(ObjectReader& owner, std::string_view name)
{
    return readLaw<TimeLaw>(owner, name, &timeLaw);
}

std::optional<CountLaw> readCountLaw(ObjectReader& owner, std::string_view name)
{
    return readLaw<CountLaw>(owner, name, &countLaw);
}

} // namespace understudy
