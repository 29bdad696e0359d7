#include "tests/simulation/closed_forms.h"

#include "core/base/check.h"

#include <fstream>
#include <string>

namespace understudy {

const nlohmann::json& closedForms()
{
    static const nlohmann::json document = [] {
        std::ifstream file(UNDERSTUDY_TEST_DATA "/closed_forms.json");
        nlohmann::json read = nlohmann::json::parse(file, nullptr, false);
        US_CHECK(read.is_object());
        return read;
    }();
    return document;
}

const nlohmann::json& closedFormCase(std::string_view id)
{
    for (const nlohmann::json& each : closedForms().at("cases")) {
        if (each.at("id") == id) {
            return each;
        }
    }
    US_UNREACHABLE();
}

double closedForm(std::string_view id, std::string_view name)
{
    return closedFormCase(id).at("expected_f64").at(std::string(name)).get<double>();
}

} // namespace understudy
