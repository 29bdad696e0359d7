// JSON that is handed on as text. For code that must not see nlohmann.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

// True when the text is one strict JSON value.
bool isJsonText(std::string_view text);

// What a JSON string says; empty for every other text.
std::string textOfJson(std::string_view json);

} // namespace understudy
