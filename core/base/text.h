// ASCII helpers for protocol text. Locale never matters here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy {

std::string_view trimmed(std::string_view text); // spaces and tabs at both ends
std::string lowered(std::string_view text);      // A-Z only
bool equalsIgnoringCase(std::string_view a, std::string_view b);
bool containsIgnoringCase(std::string_view text, std::string_view part);

// The whole text must be the number; no sign but '-', no blanks. Empty on anything else.
std::optional<std::int64_t> parseInteger(std::string_view text);
// Decimal notation only ("1", "-0.5", "2e3"); no inf, no nan, no blanks.
std::optional<double> parseDecimal(std::string_view text);

// True when the text holds a byte below 0x20 or 0x7F: refused in names, models, URLs, headers.
bool hasControlCharacter(std::string_view text);

bool isValidUtf8(std::string_view bytes);
// Replaces bytes that are not UTF-8 by U+FFFD.
std::string validUtf8(std::string_view bytes);

} // namespace understudy
