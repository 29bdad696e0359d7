// Known models: context windows and prices, with the date of the data. A seed that people edit.
#pragma once

#include "core/base/result.h"
#include "core/plan/price.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

struct CatalogueModel
{
    std::string provider;
    std::string model;
    std::optional<std::uint32_t> context; // tokens
    std::optional<std::uint32_t> maxOutput;
    std::optional<Price> price;
    std::string retires; // a date such as 2026-11-30; empty when unknown
    std::string note;

    bool operator==(const CatalogueModel&) const = default;
};

class Catalogue
{
public:
    Catalogue() = default;
    explicit Catalogue(std::vector<CatalogueModel> models, std::string date);

    const std::vector<CatalogueModel>& models() const { return m_models; }
    const std::string& date() const { return m_date; }
    // Null when unknown.
    const CatalogueModel* find(std::string_view provider, std::string_view model) const;

private:
    std::vector<CatalogueModel> m_models;
    std::string m_date;
};

// Reads resources/models.json: an object {"date", "models": [...]}.
Result<Catalogue, Problems> catalogueFromJson(std::string_view text);

} // namespace understudy
