#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <locale>
#include <sstream>

namespace understudy {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

struct Sequence
{
    std::size_t length = 1;
    bool isWhole = false;
};

// The longest start of a well-formed sequence at the front (Unicode table 3-7). What cannot be
// completed counts as one unit, so a cut sequence becomes one replacement, as browsers do it.
Sequence sequenceAt(std::string_view bytes)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = at(0);
    const std::size_t needed = first < 0x80                    ? 1
                               : first >= 0xC2 && first < 0xE0 ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    // No overlong forms, no surrogates, nothing beyond U+10FFFF.
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (std::size_t i = 1; i < needed; ++i) {
        if (i == bytes.size() || at(i) < low || at(i) > high) {
            return {i, false};
        }
        low = 0x80;
        high = 0xBF;
    }
    return {needed == 0 ? 1 : needed, needed != 0};
}

// How many bytes at the front are ASCII; eight at a time, for whole streams pass through here.
std::size_t asciiLength(std::string_view bytes)
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::size_t length = 0;
    std::uint64_t word = 0;
    while (length + sizeof(word) <= bytes.size()) {
        std::memcpy(&word, bytes.data() + length, sizeof(word));
        if ((word & kHighBits) != 0) {
            break;
        }
        length += sizeof(word);
    }
    while (length < bytes.size() && static_cast<unsigned char>(bytes[length]) < 0x80) {
        ++length;
    }
    return length;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool containsIgnoringCase(std::string_view text, std::string_view part)
{
    const auto found = std::search(text.begin(), text.end(), part.begin(), part.end(),
                                   [](char x, char y) { return lower(x) == lower(y); });
    return part.empty() || found != text.end();
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<double> parseDecimal(std::string_view text)
{
    if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos ||
        text.front() == '+') {
        return std::nullopt;
    }
    std::istringstream stream{std::string(text)}; // Apple's library has no floating from_chars
    stream.imbue(std::locale::classic());
    double value = 0;
    stream >> value;
    if (stream.fail() || stream.peek() != std::istringstream::traits_type::eof() ||
        !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

bool hasControlCharacter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

bool isValidUtf8(std::string_view bytes)
{
    for (;;) {
        bytes.remove_prefix(asciiLength(bytes));
        if (bytes.empty()) {
            return true;
        }
        const Sequence sequence = sequenceAt(bytes);
        if (!sequence.isWhole) {
            return false;
        }
        bytes.remove_prefix(sequence.length);
    }
}

std::string validUtf8(std::string_view bytes)
{
    std::string result;
    result.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t ascii = asciiLength(bytes);
        result += bytes.substr(0, ascii);
        bytes.remove_prefix(ascii);
        if (!bytes.empty()) {
            const Sequence sequence = sequenceAt(bytes);
            result += sequence.isWhole ? bytes.substr(0, sequence.length) : "\xEF\xBF\xBD";
            bytes.remove_prefix(sequence.length);
        }
    }
    return result;
}

} // namespace understudy
