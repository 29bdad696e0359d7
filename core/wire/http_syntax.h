// The grammar of HTTP/1.1 heads as pure functions: what is a token, a length, a chunk size, and how
// a body is delimited. http_parser.h uses them piece by piece.
#pragma once

#include "core/wire/http_message.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy {

bool isToken(std::string_view text);     // RFC 9110 5.6.2
bool isFieldText(std::string_view text); // visible characters, blanks, bytes above ASCII
bool isTarget(std::string_view text);    // a request target: visible ASCII

// Digits only, below 10^18.
std::optional<std::uint64_t> parseLength(std::string_view text);
// RFC 9112 7.1.1: "SIZE" in hex, or "SIZE;extension", which means nothing to us.
std::optional<std::uint64_t> parseChunkSize(std::string_view line);

// What the headers say about the body's length.
struct BodyFraming
{
    bool isValid = true;
    bool isChunked = false;
    std::optional<std::uint64_t> length;
};

// Anything two readers could understand differently is invalid (RFC 9112 6.3): both headers at
// once, differing lengths, encodings other than plain "chunked".
BodyFraming framingOf(const HttpHeaders& headers, bool isHttp10);

bool hasConnectionOption(const HttpHeaders& headers, std::string_view option);

} // namespace understudy
