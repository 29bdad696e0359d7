// Strict JSON for files of ours: one document, no duplicate keys, limits on size and depth, and the
// line and column of everything that is wrong. Include it from .cpp files only: it pulls in
// nlohmann.
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace understudy {

using Json = nlohmann::ordered_json; // members stay in file order

inline constexpr std::size_t kMostJsonBytes = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kMostJsonDepth = 256;

// Problems carry codes json.size, json.syntax, json.depth, json.duplicate, json.name (a NUL in
// one), with line and column. A byte-order mark is skipped. Never throws.
Result<Json, Problems> parseStrictJson(std::string_view text);

// Fills line and column of problems found later in `text`, which must have passed parseStrictJson:
// those of the value at the problem's pointer, or of the nearest value around it.
void addPlaces(std::string_view text, Problems& problems);

// 2-space indented with a final newline; what is not UTF-8 is replaced.
std::string jsonText(const Json& value);
// On one line.
std::string compactJsonText(const Json& value);

} // namespace understudy
