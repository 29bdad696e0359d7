// What the simulator must come to, by mathematics: the cases of tests/data/closed_forms.json, each
// with its parameters and its expected values. Times there are in seconds.
#pragma once

#include <nlohmann/json.hpp>

#include <string_view>

namespace understudy {

// The whole document. A broken one ends the program.
const nlohmann::json& closedForms();
const nlohmann::json& closedFormCase(std::string_view id);
// One expected value of a case.
double closedForm(std::string_view id, std::string_view name);

} // namespace understudy
