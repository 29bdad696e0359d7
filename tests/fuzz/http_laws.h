// What holds for any bytes given to the HTTP parser, in either role: the same reading however they
// are cut, nothing beyond the limits, nothing after a fault.
#pragma once

#include "core/base/check.h"
#include "tests/core/http/parsed_message.h"

#include <cstdint>

namespace understudy {

inline constexpr HttpLimits kFuzzHttpLimits{.headBytes = 300,
                                            .headerCount = 6,
                                            .chunkLineBytes = 20,
                                            .bodyBytes = 100,
                                            .interimResponses = 3};

inline std::vector<std::string_view> piecesOf(std::string_view bytes, std::size_t size)
{
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        pieces.push_back(bytes.substr(at, size));
    }
    return pieces;
}

inline void checkHeaders(const HttpHeaders& headers)
{
    US_CHECK(headers.size() <= kFuzzHttpLimits.headerCount);
    for (const auto& [name, value] : headers) {
        US_CHECK(!name.empty() && name.find_first_of(" :\r\n") == std::string::npos);
        US_CHECK(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    }
}

inline void checkMessage(const ParsedMessage& message, std::string_view bytes)
{
    US_CHECK(message.consumed <= bytes.size());
    US_CHECK(message.heads <= 1 && message.ends <= message.heads);
    US_CHECK(message.isComplete == (message.ends == 1 && message.fault == HttpFault::None));
    US_CHECK(!message.keepsAlive || message.fault == HttpFault::None);
    US_CHECK(message.body.size() <= kFuzzHttpLimits.bodyBytes);
    US_CHECK(message.response.status == 0 || message.response.status >= 200);
    checkHeaders(message.request.headers);
    checkHeaders(message.response.headers);
}

// The first byte says whether the peer closes at the end.
inline int checkHttpLaws(HttpParser::Role role, const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const bool isEnded = (data[0] & 1) != 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto parse = [&](std::size_t pieceSize) {
        HttpParser parser(role, kFuzzHttpLimits);
        const ParsedMessage message = parsePieces(parser, piecesOf(bytes, pieceSize), isEnded);
        ParsedMessageSink after;
        US_CHECK(parser.fault() == HttpFault::None || parser.feed("x", after) == 0);
        US_CHECK(after.message.heads == 0 && after.message.body.empty());
        return message;
    };
    const ParsedMessage whole = parse(bytes.size() + 1);
    checkMessage(whole, bytes);
    US_CHECK(parse(1) == whole);
    US_CHECK(parse(7) == whole);
    return 0;
}

} // namespace understudy
