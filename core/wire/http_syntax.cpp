#include "core/wire/http_syntax.h"

#include "core/base/text.h"

#include <algorithm>

namespace understudy {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isTokenCharacter(char c) // RFC 9110 5.6.2
{
    const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isLetter || isDigit(c) ||
           (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

std::optional<std::uint64_t> parseHex(std::string_view text)
{
    constexpr std::size_t kMostDigits = 15; // always below 2^60
    if (text.empty() || text.size() > kMostDigits) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : lowered(text)) {
        const bool isLetter = c >= 'a' && c <= 'f';
        if (!isLetter && !isDigit(c)) {
            return std::nullopt;
        }
        value = value * 16 + static_cast<std::uint64_t>(isLetter ? c - 'a' + 10 : c - '0');
    }
    return value;
}

} // namespace

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isFieldText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
    });
}

bool isTarget(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::optional<std::uint64_t> parseLength(std::string_view text)
{
    constexpr std::size_t kMostDigits = 18; // always below 2^63
    if (text.empty() || text.size() > kMostDigits ||
        !std::all_of(text.begin(), text.end(), isDigit)) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(*parseInteger(text));
}

std::optional<std::uint64_t> parseChunkSize(std::string_view line)
{
    const std::size_t extension = line.find(';');
    if (extension == std::string_view::npos) {
        return parseHex(line);
    }
    return isFieldText(line) ? parseHex(trimmed(line.substr(0, extension))) : std::nullopt;
}

BodyFraming framingOf(const HttpHeaders& headers, bool isHttp10)
{
    BodyFraming framing;
    for (const auto& [name, value] : headers) {
        if (equalsIgnoringCase(name, "content-length")) {
            const std::optional<std::uint64_t> length = parseLength(value);
            const bool differs = framing.length && framing.length != length;
            framing.isValid = framing.isValid && length && !differs;
            framing.length = length;
        } else if (equalsIgnoringCase(name, "transfer-encoding")) {
            const bool isPlain = equalsIgnoringCase(value, "chunked") && !framing.isChunked;
            framing.isValid = framing.isValid && isPlain && !isHttp10;
            framing.isChunked = true;
        }
    }
    framing.isValid = framing.isValid && !(framing.isChunked && framing.length);
    return framing;
}

bool hasConnectionOption(const HttpHeaders& headers, std::string_view option)
{
    for (const auto& [name, value] : headers) {
        std::string_view rest = value;
        while (equalsIgnoringCase(name, "connection") && !rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            if (equalsIgnoringCase(trimmed(rest.substr(0, comma)), option)) {
                return true;
            }
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return false;
}

} // namespace understudy
