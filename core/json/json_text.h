// JSON that is handed on as text. For code that must not see nlohmann.
#pragma once

#include <string_view>

namespace understudy {

// True when the text is one strict JSON value.
bool isJsonText(std::string_view text);

} // namespace understudy
