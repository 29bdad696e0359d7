#include "core/plan/law_json.h"

#include "core/json/json_pointer.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/sampling_math.h"

#include <cmath>

namespace understudy {

namespace {

constexpr std::string_view kTimeLaws =
    "constant, uniform, exponential, lognormal, gamma, weibull, mixture, empirical";
constexpr std::string_view kCountLaws = "constant, uniform, geometric, empirical";
constexpr double kPercentile = 0.95;

// Where a law's members are noted, and how many laws it is part of.
struct LawPlace
{
    FileMembers& kept;
    std::string pointer;
    std::size_t depth = 0;
};

std::optional<TimeLaw> readTimeLawAt(ObjectReader& owner, std::string_view name, LawPlace place);

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
        law.sigma = sigmaFromPercentile(law.median, percentile);
    }
    return law;
}

// One element of "quantiles": [probability, value].
std::optional<EmpiricalLaw::Point> readPoint(const Json& pair, const std::string& pointer,
                                             Problems& problems)
{
    const bool isPair =
        pair.is_array() && pair.size() == 2 && pair[0].is_number() && pair[1].is_number();
    if (!isPair) {
        problems.push_back({"type", pointer, "must be a pair: [probability, value]"});
        return std::nullopt;
    }
    const EmpiricalLaw::Point point{pair[0].get<double>(), pair[1].get<double>()};
    const std::size_t before = problems.size();
    if (!limits::kShare.holds(point.probability)) {
        problems.push_back({"range", pointerTo(pointer, 0), mustBe(limits::kShare)});
    }
    if (!limits::kLawParameter.holds(point.value)) {
        problems.push_back({"range", pointerTo(pointer, 1), mustBe(limits::kLawParameter)});
    }
    return problems.size() == before ? std::optional(point) : std::nullopt;
}

// The array `name` with as many elements as `range` allows; else nothing but Problems.
const Json* readList(ObjectReader& reader, const char* name, IntegerRange range)
{
    reader.require({name});
    const Json* array = reader.array(name);
    if (array != nullptr && !range.holds(static_cast<std::int64_t>(array->size()))) {
        reader.refuse(name, "size",
                      "must hold from " + std::to_string(range.low) + " to " +
                          std::to_string(range.high) + " elements");
        return nullptr;
    }
    return array;
}

EmpiricalLaw readEmpirical(ObjectReader& reader)
{
    EmpiricalLaw law;
    const Json* array = readList(reader, "quantiles", limits::kQuantiles);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const std::string pointer = pointerTo(pointerTo(reader.pointer(), "quantiles"), i);
        const auto point = readPoint((*array)[i], pointer, reader.problems());
        if (!point) {
            continue;
        }
        if (!law.points.empty() && (point->probability <= law.points.back().probability ||
                                    point->value < law.points.back().value)) {
            reader.problems().push_back(
                {"law.order", pointer,
                 "must have a higher probability than the pair before it and no lower value"});
        }
        law.points.push_back(*point);
    }
    return law;
}

MixtureLaw readMixture(ObjectReader& reader, const LawPlace& place)
{
    MixtureLaw law;
    const Json* array = readList(reader, "parts", limits::kMixtureParts);
    const std::size_t before = reader.problems().size();
    double sum = 0;
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        ObjectReader part((*array)[i], pointerTo(pointerTo(reader.pointer(), "parts"), i),
                          reader.problems());
        const std::string pointer = pointerTo(place.pointer + "/parts", i);
        part.require({"of"});
        MixturePart read{parameter(part, "share", limits::kShare), ConstantLaw{}};
        assignFound(readTimeLawAt(part, "of", {place.kept, pointer, place.depth + 1}), read.law);
        keepMembers(part, pointer, place.kept);
        sum += read.share;
        law.parts.push_back(std::move(read));
    }
    if (array != nullptr && reader.problems().size() == before &&
        std::abs(sum - 1) > limits::kShareTolerance) {
        reader.refuse("parts", "law.shares", "must have shares that add up to 1");
    }
    return law;
}

std::optional<TimeLaw> timeLaw(ObjectReader& reader, const std::string& law, const LawPlace& place)
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
    if (law == "gamma") {
        return GammaLaw{parameter(reader, "mean_ms"), parameter(reader, "cv", limits::kGammaCv)};
    }
    if (law == "weibull") {
        return WeibullLaw{parameter(reader, "scale_ms"),
                          parameter(reader, "shape", limits::kWeibullShape)};
    }
    if (law == "empirical") {
        return readEmpirical(reader);
    }
    if (law != "mixture") {
        reader.refuse("law", "word", "must be one of " + std::string(kTimeLaws));
        return std::nullopt;
    }
    if (place.depth >= limits::kMixtureDepth) {
        reader.refuse("law", "law.depth", "is a mixture in too many others; name its parts there");
        return std::nullopt;
    }
    return readMixture(reader, place);
}

std::optional<CountLaw> countLaw(ObjectReader& reader, const std::string& law,
                                 const LawPlace& /*place*/)
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
    if (law == "empirical") {
        return readEmpirical(reader);
    }
    reader.refuse("law", "word", "must be one of " + std::string(kCountLaws));
    return std::nullopt;
}

template<class Law>
std::optional<Law> readLaw(ObjectReader& owner, std::string_view name, LawPlace place,
                           std::optional<Law> (*read)(ObjectReader&, const std::string&,
                                                      const LawPlace&))
{
    const Json* object = owner.object(name);
    if (object == nullptr) {
        return std::nullopt;
    }
    place.pointer = pointerTo(place.pointer, name);
    ObjectReader reader(*object, pointerTo(owner.pointer(), name), owner.problems());
    reader.require({"law"});
    const auto word = reader.text("law");
    auto law = word ? read(reader, *word, place) : std::nullopt;
    keepMembers(reader, place.pointer, place.kept);
    return law;
}

std::optional<TimeLaw> readTimeLawAt(ObjectReader& owner, std::string_view name, LawPlace place)
{
    return readLaw<TimeLaw>(owner, name, std::move(place), &timeLaw);
}

} // namespace

std::optional<TimeLaw> readTimeLaw(ObjectReader& owner, std::string_view name, FileMembers& kept,
                                   const std::string& prefix)
{
    return readTimeLawAt(owner, name, {kept, prefix});
}

std::optional<CountLaw> readCountLaw(ObjectReader& owner, std::string_view name, FileMembers& kept,
                                     const std::string& prefix)
{
    return readLaw<CountLaw>(owner, name, {kept, prefix}, &countLaw);
}

double sigmaFromPercentile(double median, double percentile)
{
    return naturalLog(percentile / median) / normalQuantile(kPercentile);
}

} // namespace understudy
