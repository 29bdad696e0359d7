// What a parser made of some bytes, as one comparable value, and the ways to feed them.
#pragma once

#include "core/wire/http_parser.h"

#include <string>
#include <string_view>
#include <vector>

namespace understudy {

struct ParsedMessage
{
    RequestHead request;
    ResponseHead response;
    std::string body;
    int heads = 0;
    int ends = 0;
    bool isComplete = false;
    bool keepsAlive = false;
    HttpFault fault = HttpFault::None;
    std::size_t consumed = 0;

    bool operator==(const ParsedMessage&) const = default;
};

class ParsedMessageSink : public HttpParserSink
{
public:
    void onRequestHead(RequestHead&& head) override
    {
        message.request = std::move(head);
        ++message.heads;
    }
    void onResponseHead(ResponseHead&& head) override
    {
        message.response = std::move(head);
        ++message.heads;
    }
    void onBody(std::string_view bytes) override { message.body += bytes; }
    void onMessageEnd() override { ++message.ends; }

    ParsedMessage message;
};

// Feeds the pieces in order, then, if asked, the end of the file.
inline ParsedMessage parsePieces(HttpParser& parser, const std::vector<std::string_view>& pieces,
                                 bool isEnded)
{
    ParsedMessageSink sink;
    for (const std::string_view piece : pieces) {
        sink.message.consumed += parser.feed(piece, sink);
    }
    if (isEnded) {
        parser.feedEnd(sink);
    }
    sink.message.isComplete = parser.isComplete();
    sink.message.keepsAlive = parser.keepsAlive();
    sink.message.fault = parser.fault();
    return sink.message;
}

inline std::vector<std::string_view> singleBytes(std::string_view bytes)
{
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        pieces.push_back(bytes.substr(i, 1));
    }
    return pieces;
}

} // namespace understudy
