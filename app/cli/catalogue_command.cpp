#include "app/cli/catalogue_command.h"

#include "app/built_in.h"
#include "app/cli/exit_code.h"
#include "app/cli/model_table.h"
#include "app/cli/terminal_text.h"

#include <fmt/format.h>

#include <set>
#include <string>

namespace understudy::cli {

namespace {

// A provider that the catalogue does not know is a slip of the pen, not an empty answer.
bool isInCatalogue(const Catalogue& catalogue, const std::string& provider)
{
    std::set<std::string> names;
    for (const CatalogueModel& model : catalogue.models()) {
        names.insert(model.provider);
    }
    if (names.contains(provider)) {
        return true;
    }
    std::string known;
    for (const std::string& name : names) {
        known += (known.empty() ? "" : ", ") + name;
    }
    fmt::print(stderr, "understudy-cli: --provider {}: the catalogue has {}\n", onOneLine(provider),
               known);
    return false;
}

} // namespace

int catalogueCommand(const ModelsOptions& options)
{
    const Catalogue catalogue = builtInCatalogue();
    if (!options.provider.empty() && !isInCatalogue(catalogue, options.provider)) {
        return kBadInput;
    }
    const auto models = chosenModels(catalogue, options.provider, options.filter);
    if (models.empty()) {
        fmt::print(stderr, "understudy-cli: no model's name holds '{}'\n",
                   onOneLine(options.filter));
    }
    const bool isJson = options.format == OutputFormat::Json;
    fmt::print("{}",
               isJson ? modelJson(models, catalogue.date()) : modelTable(models, catalogue.date()));
    return models.empty() ? kFailed : kDone;
}

} // namespace understudy::cli
