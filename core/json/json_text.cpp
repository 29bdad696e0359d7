#include "core/json/json_text.h"

#include "core/json/strict_json.h"

namespace understudy {

bool isJsonText(std::string_view text) { return parseStrictJson(text).has_value(); }

} // namespace understudy
