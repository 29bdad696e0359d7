#include "core/wire/http_parser.h"

#include "tests/core/http/parsed_message.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using Role = HttpParser::Role;

TEST(HttpParser, GivesTheRequestHeadAsItWasSent)
{
    HttpParser parser(Role::Request);

    const ParsedMessage message = parsePieces(
        parser, {"POST /v1/messages?x=1 HTTP/1.1\r\nHost: a:1\r\nX-Key:  some value \r\n\r\n"},
        false);

    EXPECT_EQ(
        message.request,
        (RequestHead{"POST", "/v1/messages?x=1", {{"Host", "a:1"}, {"X-Key", "some value"}}}));
}

TEST(HttpParser, GivesTheFinalResponseHeadOnly)
{
    HttpParser parser(Role::Response);

    const ParsedMessage message = parsePieces(
        parser,
        {"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 429 Too Many\r\nA: 1\r\n\r\n"}, true);

    EXPECT_EQ(message.response, (ResponseHead{429, "Too Many", {{"A", "1"}}}));
    EXPECT_EQ(message.heads, 1);
}

TEST(HttpParser, ReadsSeveralMessagesFromOneConnection)
{
    const std::string first = "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nab";
    const std::string second = "POST /b HTTP/1.1\r\nContent-Length: 1\r\n\r\nc";
    const std::string bytes = first + second;
    HttpParser parser(Role::Request);
    ParsedMessageSink sink;

    const std::size_t consumed = parser.feed(bytes, sink);
    parser.reset();
    parser.feed(std::string_view(bytes).substr(consumed), sink);

    EXPECT_EQ(consumed, first.size());
    EXPECT_EQ(sink.message.request.target, "/b");
    EXPECT_EQ(sink.message.body, "abc");
    EXPECT_EQ(sink.message.ends, 2);
}

TEST(HttpParser, TellsHowFarItIs)
{
    HttpParser parser(Role::Response);
    ParsedMessageSink sink;

    EXPECT_FALSE(parser.hasStarted());
    parser.feed("H", sink);
    EXPECT_TRUE(parser.hasStarted());
    EXPECT_FALSE(parser.headDone());
    parser.feed("TTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", sink);
    EXPECT_TRUE(parser.headDone());
    EXPECT_FALSE(parser.isComplete());
    parser.feed("x", sink);
    EXPECT_TRUE(parser.isComplete());
    parser.reset();
    EXPECT_FALSE(parser.hasStarted());
}

TEST(HttpParser, HasStartedOnceAnInterimResponseCame)
{
    HttpParser parser(Role::Response);
    ParsedMessageSink sink;

    parser.feed("HTTP/1.1 100 Continue\r\n\r\n", sink);

    EXPECT_TRUE(parser.hasStarted());
    EXPECT_FALSE(parser.headDone());
}

TEST(HttpParser, ReadsNothingAfterAFault)
{
    HttpParser parser(Role::Request);
    ParsedMessageSink sink;
    parser.feed("nonsense\r\n", sink);

    const std::size_t consumed = parser.feed("GET / HTTP/1.1\r\n\r\n", sink);

    EXPECT_EQ(consumed, 0U);
    EXPECT_EQ(sink.message.heads, 0);
    EXPECT_EQ(parser.fault(), HttpFault::BadStartLine);
}

TEST(HttpParser, HandsBodiesOnAsTheyCome)
{
    HttpParser parser(Role::Response);
    ParsedMessageSink sink;
    parser.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", sink);

    EXPECT_EQ(sink.message.body, "ab");
    parser.feed("cde\r\n0\r\n", sink);
    EXPECT_EQ(sink.message.body, "abcde");
    EXPECT_EQ(sink.message.ends, 0);
    parser.feed("\r\n", sink);
    EXPECT_EQ(sink.message.ends, 1);
}

TEST(HttpParser, HasANameForEveryFault)
{
    EXPECT_EQ(name(HttpFault::None), "none");
    EXPECT_EQ(name(HttpFault::BadStartLine), "bad_start_line");
    EXPECT_EQ(name(HttpFault::Trailing), "trailing");
}

} // namespace
} // namespace understudy
