#include "app/cli/terminal_text.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <cstdint>

namespace understudy::cli {

namespace {

// The character that starts at `at` of valid UTF-8, and its length.
struct Character
{
    std::uint32_t code = 0;
    std::size_t length = 1;
};

Character characterAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 1) {
        return {first, 1};
    }
    std::uint32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        code = code << 6U | (byte(at + i) & 0x3FU);
    }
    return {code, length};
}

bool isUnsafe(std::uint32_t code)
{
    const bool isControl = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool turnsDirection = (code >= 0x202A && code <= 0x202E) ||
                                (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
                                code == 0x200F || code == 0x061C;
    return isControl || turnsDirection;
}

std::string escaped(std::string_view bytes, bool keepsLines)
{
    const std::string text = validUtf8(bytes);
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        const bool isLine = character.code == '\n' || character.code == '\t';
        const bool isBeforeBreak =
            character.code == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (!isUnsafe(character.code) || (isLine && keepsLines)) {
            result.append(text, at, character.length);
        } else if (!isBeforeBreak || !keepsLines) {
            result += fmt::format("\\u{:04x}", character.code);
        }
        at += character.length;
    }
    return result;
}

} // namespace

std::string terminalText(std::string_view text) { return escaped(text, true); }

std::string onOneLine(std::string_view text) { return escaped(text, false); }

} // namespace understudy::cli
