// One message of a table, good or bad, and what every such row must pass: it is read whole, byte by
// byte and cut once at every place, and the outcome is the same.
#pragma once

#include "tests/core/http/parsed_message.h"

#include <gtest/gtest.h>

#include <ostream>

namespace understudy {

inline constexpr HttpParser::Role kRequest = HttpParser::Role::Request;
inline constexpr HttpParser::Role kResponse = HttpParser::Role::Response;

struct MessageRow
{
    const char* title;
    HttpParser::Role role;
    std::string bytes;
    bool isEnded = false;
    HttpFault fault = HttpFault::None;
    std::string body = {};
    bool keepsAlive = true;
};

inline std::ostream& operator<<(std::ostream& out, const MessageRow& row)
{
    return out << row.title;
}

inline HttpLimits smallLimits()
{
    return HttpLimits{.headBytes = 300,
                      .headerCount = 4,
                      .chunkLineBytes = 20,
                      .bodyBytes = 40,
                      .interimResponses = 2};
}

// Rows are short, so the usual framing is spelt once.
inline std::string get(const std::string& headers)
{
    return "GET / HTTP/1.1\r\n" + headers + "\r\n";
}
inline std::string ok(const std::string& headers)
{
    return "HTTP/1.1 200 OK\r\n" + headers + "\r\n";
}
inline std::string chunked(const std::string& body)
{
    return ok("Transfer-Encoding: chunked\r\n") + body;
}

inline ParsedMessage parseRow(const MessageRow& row, const std::vector<std::string_view>& pieces)
{
    HttpParser parser(row.role, smallLimits());
    return parsePieces(parser, pieces, row.isEnded);
}

inline void expectRow(const MessageRow& row)
{
    const std::string_view bytes = row.bytes;
    const ParsedMessage whole = parseRow(row, {bytes});

    const bool isGood = row.fault == HttpFault::None;
    EXPECT_EQ(name(whole.fault), name(row.fault));
    EXPECT_EQ(whole.isComplete, isGood);
    EXPECT_EQ(whole.keepsAlive, isGood && row.keepsAlive);
    EXPECT_LE(whole.consumed, bytes.size());
    if (isGood) {
        EXPECT_EQ(whole.body, row.body);
        EXPECT_EQ(whole.heads, 1);
        EXPECT_EQ(whole.ends, 1);
    }
    EXPECT_EQ(parseRow(row, singleBytes(bytes)), whole) << "byte by byte";
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        EXPECT_EQ(parseRow(row, {bytes.substr(0, cut), bytes.substr(cut)}), whole)
            << "cut at " << cut;
    }
}

} // namespace understudy
