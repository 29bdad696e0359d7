#include "core/plan/catalogue.h"

namespace understudy {

namespace {

// The same vendor under the name of another dialect: same models, same prices.
std::string_view catalogueName(std::string_view provider)
{
    return provider == "openai-responses" ? "openai" : provider;
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

} // namespace understudy
