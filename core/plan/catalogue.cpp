#include "core/plan/catalogue.h"

#include "core/json/json_pointer.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"

namespace understudy {

namespace {

// The same vendor under the name of another dialect: same models, same prices.
std::string_view catalogueName(std::string_view provider)
{
    return provider == "openai-responses" ? "openai" : provider;
}

CatalogueModel readModel(ObjectReader& reader)
{
    CatalogueModel model;
    reader.require({"provider", "model"});
    readText(reader, "provider", model.provider);
    readText(reader, "model", model.model);
    readInteger(reader, "context", limits::kCount, model.context);
    readInteger(reader, "max_output", limits::kCount, model.maxOutput);
    readText(reader, "retires", model.retires);
    readText(reader, "note", model.note);
    if (reader.has("input_usd_per_mtok") && reader.has("output_usd_per_mtok")) {
        model.price = readPrice(reader, "cached_input_usd_per_mtok");
    }
    return model;
}

} // namespace

Catalogue::Catalogue(std::vector<CatalogueModel> models, std::string date)
    : m_models(std::move(models))
    , m_date(std::move(date))
{}

const CatalogueModel* Catalogue::find(std::string_view provider, std::string_view model) const
{
    const CatalogueModel* everyModel = nullptr;
    for (const CatalogueModel& entry : m_models) {
        if (entry.provider != catalogueName(provider)) {
            continue;
        }
        if (entry.model == model) {
            return &entry;
        }
        if (entry.model == "*") {
            everyModel = &entry;
        }
    }
    return everyModel;
}

Result<Catalogue, Problems> catalogueFromJson(std::string_view text)
{
    const Result<Json, Problems> json = parseStrictJson(text);
    if (!json) {
        return Failure{json.error()};
    }
    Problems problems;
    ObjectReader reader(*json, "", problems);
    reader.require({"date", "models"});
    std::string date;
    readText(reader, "date", date);
    std::vector<CatalogueModel> models;
    if (const Json* array = reader.array("models")) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            ObjectReader entry((*array)[i], pointerTo("/models", i), problems);
            models.push_back(readModel(entry));
        }
    }
    if (!problems.empty()) {
        return Failure{placedProblems(text, std::move(problems))};
    }
    return Catalogue(std::move(models), std::move(date));
}

} // namespace understudy
