// The catalogue of models as text or JSON.
#pragma once

#include "core/plan/catalogue.h"

#include <string>
#include <string_view>
#include <vector>

namespace understudy::cli {

// Those whose provider is `provider` (empty: any) and whose provider or model holds `filter`, ASCII
// case ignored.
std::vector<CatalogueModel> chosenModels(const Catalogue& catalogue, std::string_view provider,
                                         std::string_view filter);

// What a provider serves now, with what the catalogue knows of it.
std::vector<CatalogueModel> servedModels(const Catalogue& catalogue, std::string_view provider,
                                         const std::vector<std::string>& names);

// Aligned columns with a heading, prices in US dollars per million tokens, and the date of the data
// below. What is not known is "-".
std::string modelTable(const std::vector<CatalogueModel>& models, const std::string& date);

// {"date", "models": [{"provider", "model", "context", ...}]}; what is not known is null.
std::string modelJson(const std::vector<CatalogueModel>& models, const std::string& date);

} // namespace understudy::cli
