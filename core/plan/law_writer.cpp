#include "core/json/json_pointer.h"
#include "core/plan/law_json.h"
#include "core/plan/member_writer.h"
#include "core/plan/sampling_math.h"

#include <cmath>

namespace understudy {

namespace {

// The 95th percentile as it was written, if it can be told from the width: the nearest short
// decimal that reads back as the same width.
std::optional<double> percentileOf(const LognormalLaw& law)
{
    const double raw = law.median * exponential(law.sigma * normalQuantile(0.95));
    for (const double scale : {1.0, 1e3, 1e6}) {
        const double rounded = std::floor(raw * scale + 0.5) / scale;
        if (law.median > 0 && rounded >= law.median &&
            sigmaFromPercentile(law.median, rounded) == law.sigma) {
            return rounded;
        }
    }
    return std::nullopt;
}

struct LawWriter
{
    const FileMembers& kept;
    const std::string& pointer;
    bool isCount = false;

    Json operator()(const ConstantLaw& law) const
    {
        return written("constant", {{isCount ? "n" : "ms", law.value}});
    }
    Json operator()(const UniformLaw& law) const
    {
        return written("uniform", {{isCount ? "from" : "from_ms", law.from},
                                   {isCount ? "to" : "to_ms", law.to}});
    }
    Json operator()(const ExponentialLaw& law) const
    {
        return written("exponential", {{"mean_ms", law.mean}});
    }
    Json operator()(const LognormalLaw& law) const
    {
        const auto percentile =
            kept.isWritten(pointerTo(pointer, "p95_ms")) ? percentileOf(law) : std::nullopt;
        return percentile
                   ? written("lognormal", {{"median_ms", law.median}, {"p95_ms", *percentile}})
                   : written("lognormal", {{"median_ms", law.median}, {"sigma", law.sigma}});
    }
    Json operator()(const GammaLaw& law) const
    {
        return written("gamma", {{"mean_ms", law.mean}, {"cv", law.cv}});
    }
    Json operator()(const WeibullLaw& law) const
    {
        return written("weibull", {{"scale_ms", law.scale}, {"shape", law.shape}});
    }
    Json operator()(const GeometricLaw& law) const
    {
        return written("geometric", {{"mean", law.mean}});
    }
    Json operator()(const EmpiricalLaw& law) const
    {
        Json quantiles = Json::array();
        for (const EmpiricalLaw::Point& point : law.points) {
            quantiles.push_back(
                Json::array({plainNumber(point.probability), plainNumber(point.value)}));
        }
        MemberWriter writer = begun("empirical");
        writer.always("quantiles", std::move(quantiles));
        return writer.take();
    }
    Json operator()(const MixtureLaw& law) const
    {
        Json parts = Json::array();
        for (std::size_t i = 0; i < law.parts.size(); ++i) {
            const std::string place = pointerTo(pointer + "/parts", i);
            MemberWriter part(kept, place);
            part.always("share", plainNumber(law.parts[i].share));
            part.always("of", lawToJson(law.parts[i].law, kept, place + "/of"));
            parts.push_back(part.take());
        }
        MemberWriter writer = begun("mixture");
        writer.always("parts", std::move(parts));
        return writer.take();
    }

    MemberWriter begun(const char* name) const
    {
        MemberWriter writer(kept, pointer);
        writer.always("law", name);
        return writer;
    }

    Json written(const char* name,
                 std::initializer_list<std::pair<const char*, double>> parameters) const
    {
        MemberWriter writer = begun(name);
        for (const auto& [parameter, value] : parameters) {
            writer.always(parameter, plainNumber(value));
        }
        return writer.take();
    }
};

} // namespace

Json lawToJson(const TimeLaw& law, const FileMembers& kept, const std::string& pointer)
{
    return std::visit(LawWriter{kept, pointer, false}, law);
}

Json lawToJson(const CountLaw& law, const FileMembers& kept, const std::string& pointer)
{
    return std::visit(LawWriter{kept, pointer, true}, law);
}

Json plainNumber(double value)
{
    constexpr double kExact = 9007199254740992.0; // 2^53
    const bool isWhole = value >= 0 && value < kExact &&
                         static_cast<double>(static_cast<std::int64_t>(value)) == value;
    return isWhole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

} // namespace understudy
