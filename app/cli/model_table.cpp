#include "app/cli/model_table.h"

#include "app/cli/terminal_text.h"
#include "core/base/text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace understudy::cli {

namespace {

constexpr double kNanoPerUsd = 1e9;
constexpr std::size_t kColumns = 8;
using Row = std::array<std::string, kColumns>;

const Row kHeading{"PROVIDER", "MODEL", "CONTEXT", "INPUT", "CACHED", "OUTPUT", "RETIRES", "NOTE"};

std::string dollars(NanoUsd perMtok)
{
    return fmt::format("{:g}", static_cast<double>(perMtok) / kNanoPerUsd);
}

Row rowOf(const CatalogueModel& model)
{
    const auto price = [&](NanoUsd Price::*part) {
        return model.price ? dollars((*model.price).*part) : std::string("-");
    };
    return {onOneLine(model.provider),
            onOneLine(model.model),
            model.context ? std::to_string(*model.context) : "-",
            price(&Price::inputPerMtok),
            price(&Price::cachedPerMtok),
            price(&Price::outputPerMtok),
            model.retires.empty() ? "-" : onOneLine(model.retires),
            onOneLine(model.note)};
}

std::string lineOf(const Row& row, const std::array<std::size_t, kColumns>& widths)
{
    std::string line;
    for (std::size_t i = 0; i < kColumns; ++i) {
        line += fmt::format("{:<{}}  ", row[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

template<class Number>
nlohmann::ordered_json numberOrNull(const std::optional<Number>& value)
{
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json usdOrNull(const CatalogueModel& model, NanoUsd Price::*part)
{
    return model.price
               ? nlohmann::ordered_json(static_cast<double>((*model.price).*part) / kNanoPerUsd)
               : nlohmann::ordered_json(nullptr);
}

} // namespace

std::vector<CatalogueModel> chosenModels(const Catalogue& catalogue, std::string_view provider,
                                         std::string_view filter)
{
    std::vector<CatalogueModel> chosen;
    std::ranges::copy_if(catalogue.models(), std::back_inserter(chosen),
                         [&](const CatalogueModel& model) {
                             return (provider.empty() || model.provider == provider) &&
                                    (containsIgnoringCase(model.provider, filter) ||
                                     containsIgnoringCase(model.model, filter));
                         });
    return chosen;
}

std::vector<CatalogueModel> servedModels(const Catalogue& catalogue, std::string_view provider,
                                         const std::vector<std::string>& names)
{
    std::vector<CatalogueModel> served;
    for (const std::string& name : names) {
        const CatalogueModel* known = catalogue.find(provider, name);
        CatalogueModel model = known == nullptr ? CatalogueModel{} : *known;
        model.provider = std::string(provider);
        model.model = name;
        served.push_back(std::move(model));
    }
    return served;
}

std::string modelTable(const std::vector<CatalogueModel>& models, const std::string& date)
{
    std::vector<Row> rows{kHeading};
    std::ranges::transform(models, std::back_inserter(rows), rowOf);
    std::array<std::size_t, kColumns> widths{};
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < kColumns; ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    std::string text;
    for (const Row& row : rows) {
        text += lineOf(row, widths);
    }
    return text +
           fmt::format("\n{} model{}. Prices in US dollars per million tokens; data of {}.\n",
                       models.size(), models.size() == 1 ? "" : "s", date);
}

std::string modelJson(const std::vector<CatalogueModel>& models, const std::string& date)
{
    auto list = nlohmann::ordered_json::array();
    for (const CatalogueModel& model : models) {
        list.push_back({{"provider", model.provider},
                        {"model", model.model},
                        {"context", numberOrNull(model.context)},
                        {"max_output", numberOrNull(model.maxOutput)},
                        {"input_usd_per_mtok", usdOrNull(model, &Price::inputPerMtok)},
                        {"cached_usd_per_mtok", usdOrNull(model, &Price::cachedPerMtok)},
                        {"output_usd_per_mtok", usdOrNull(model, &Price::outputPerMtok)},
                        {"retires", model.retires.empty() ? nlohmann::ordered_json(nullptr)
                                                          : nlohmann::ordered_json(model.retires)},
                        {"note", model.note}});
    }
    const nlohmann::ordered_json json{{"date", date}, {"models", std::move(list)}};
    using Handler = nlohmann::ordered_json::error_handler_t;
    return json.dump(2, ' ', false, Handler::replace) + '\n';
}

} // namespace understudy::cli
