#include "core/json/json_text.h"

#include "core/json/strict_json.h"

namespace understudy {

bool isJsonText(std::string_view text) { return parseStrictJson(text).has_value(); }

std::string textOfJson(std::string_view json)
{
    const auto value = parseStrictJson(json);
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

} // namespace understudy
