// JSON as the vendors' servers write it: compact, members in their order. Only for .cpp files.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace understudy {

using ServeJson = nlohmann::ordered_json;

// Never throws: bytes that are not UTF-8 become U+FFFD.
inline std::string written(const ServeJson& json)
{
    return json.dump(-1, ' ', false, ServeJson::error_handler_t::replace);
}

// The vendors say null where we have nothing to say.
inline ServeJson textOrNull(const std::string& text)
{
    return text.empty() ? ServeJson(nullptr) : ServeJson(text);
}

} // namespace understudy
