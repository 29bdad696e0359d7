// Messages that only a server sends: statuses with and without bodies, interim responses, bytes
// that are no HTTP, broken framing; and how far the parser reads what has no end.
#include "tests/core/http/message_row.h"

namespace understudy {
namespace {

using Row = MessageRow;

constexpr HttpFault kNone = HttpFault::None;

std::vector<Row> accepted()
{
    const std::string chunkedHeader = "Transfer-Encoding: chunked\r\n";
    return {
        {"lowest final status", kResponse, "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"},
        {"highest status", kResponse, "HTTP/1.1 599 x\r\nContent-Length: 0\r\n\r\n"},
        {"error with body", kResponse, "HTTP/1.1 429 Slow\r\nContent-Length: 2\r\n\r\n{}", false,
         kNone, "{}"},
        {"reset content with body", kResponse, "HTTP/1.1 205 x\r\nContent-Length: 1\r\n\r\na",
         false, kNone, "a"},
        {"no content in chunks", kResponse, "HTTP/1.1 204 x\r\n" + chunkedHeader + "\r\n"},
        {"no content that promises a body", kResponse,
         "HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\n"},
        {"not modified in chunks", kResponse, "HTTP/1.1 304 x\r\n" + chunkedHeader + "\r\n"},
        {"interim response with headers", kResponse,
         "HTTP/1.1 103 Early\r\nLink: a\r\nLink: b\r\n\r\n" + ok("Content-Length: 0\r\n")},
        {"processing before the answer", kResponse,
         "HTTP/1.1 102 Wait\r\n\r\n" + ok("Content-Length: 1\r\n") + "a", false, kNone, "a"},
        {"former version to the end", kResponse, "HTTP/1.0 200 OK\r\n\r\nabc", true, kNone, "abc",
         false},
        {"former version kept alive", kResponse,
         "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na", false, kNone,
         "a"},
        {"close with length", kResponse, ok("Connection: close\r\nContent-Length: 1\r\n") + "a",
         false, kNone, "a", false},
        {"headers that nobody reads", kResponse,
         ok("Upgrade: h2c\r\nTrailer: x\r\nContent-Length: 0\r\n")},
        {"chunks of one byte", kResponse, chunked("1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n"), false,
         kNone, "abc"},
        {"chunk size with leading zeros", kResponse, chunked("0003\r\nabc\r\n0\r\n\r\n"), false,
         kNone, "abc"},
        {"chunk that looks like the last one", kResponse, chunked("5\r\n0\r\n\r\n\r\n0\r\n\r\n"),
         false, kNone, "0\r\n\r\n"},
        {"extension on the last chunk", kResponse, chunked("1\r\na\r\n0;a=b;c\r\n\r\n"), false,
         kNone, "a"},
        {"trailer that looks like framing", kResponse,
         chunked("1\r\na\r\n0\r\nContent-Length: 9\r\n\r\n"), false, kNone, "a"},
        {"body as long as allowed", kResponse, ok("Content-Length: 40\r\n") + std::string(40, 'x'),
         false, kNone, std::string(40, 'x')},
        {"body to the end as long as allowed", kResponse, ok("") + std::string(40, 'x'), true,
         kNone, std::string(40, 'x'), false},
        {"more than the promised body is left alone", kResponse,
         ok("Content-Length: 2\r\n") + "abcdef", false, kNone, "ab"},
    };
}

std::vector<Row> refused()
{
    constexpr HttpFault startLine = HttpFault::BadStartLine;
    constexpr HttpFault chunk = HttpFault::BadChunk;
    constexpr HttpFault large = HttpFault::TooLarge;
    return {
        {"answer of the first version", kResponse, "<html>Hello</html>", true, startLine},
        {"JSON without a head", kResponse, "{\"error\":\"no\"}", false, startLine},
        {"event without a head", kResponse, "data: {}\n\n", false, startLine},
        {"alert of TLS", kResponse, std::string("\x15\x03\x03\0\x02\x02\x28", 7), false, startLine},
        {"frame of the next version", kResponse, std::string("\0\0\x12\x04\0\0\0\0\0", 9), false,
         startLine},
        {"small letters", kResponse, "http/1.1 200 OK\r\n", false, startLine},
        {"next version", kResponse, "HTTP/2 200\r\n", false, startLine},
        {"radio protocol", kResponse, "ICY 200 OK\r\n", false, startLine},
        {"blank in front", kResponse, " HTTP/1.1 200 OK\r\n", false, startLine},
        {"empty line in front", kResponse, "\r\nHTTP/1.1 200 OK\r\n\r\n", false, startLine},
        {"two blanks before the status", kResponse, "HTTP/1.1  200 OK\r\n", false, startLine},
        {"status of letters", kResponse, "HTTP/1.1 2xx OK\r\n", false, startLine},
        {"status with a fraction", kResponse, "HTTP/1.1 200.5 OK\r\n", false, startLine},
        {"status below zero", kResponse, "HTTP/1.1 -20 OK\r\n", false, startLine},
        {"no status", kResponse, "HTTP/1.1\r\n", false, startLine},
        {"bare line feed after the status", kResponse, "HTTP/1.1 200 OK\n\n", false, startLine},
        {"zero byte in the reason", kResponse, std::string("HTTP/1.1 200 O\0\r\n", 17), false,
         startLine},
        {"garbage after an interim response", kResponse, "HTTP/1.1 100 x\r\n\r\nnonsense", false,
         startLine},
        {"change of protocol after an interim response", kResponse,
         "HTTP/1.1 100 x\r\n\r\nHTTP/1.1 101 x\r\n\r\n", false, startLine},
        {"bad header of an interim response", kResponse, "HTTP/1.1 103 x\r\nX : y\r\n\r\n", false,
         HttpFault::BadHeader},
        {"fold in an error", kResponse, "HTTP/1.1 500 x\r\nX: y\r\n\tz\r\n\r\n", false,
         HttpFault::BadHeader},
        {"lengths that differ on an error", kResponse,
         "HTTP/1.1 500 x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", false,
         HttpFault::BadLength},
        {"chunk size with a plus", kResponse, chunked("+1\r\na\r\n"), false, chunk},
        {"chunk size with a fraction", kResponse, chunked("1.0\r\na\r\n"), false, chunk},
        {"zero byte in a chunk size", kResponse, chunked(std::string("1\0\r\na\r\n", 7)), false,
         chunk},
        {"control character in an extension", kResponse, chunked("1;\x01\r\na\r\n"), false, chunk},
        {"sixteen digits", kResponse, chunked("0000000000000001\r\na\r\n"), false, chunk},
        {"empty line between chunks", kResponse, chunked("1\r\na\r\n\r\n"), false, chunk},
        {"carriage return after a chunk without its pair", kResponse, chunked("1\r\na\rb"), false,
         chunk},
        {"fold in a trailer", kResponse, chunked("0\r\nX: y\r\n z\r\n\r\n"), false,
         HttpFault::BadHeader},
        {"end inside a chunk size", kResponse, chunked("3"), true, HttpFault::EndInBody},
        {"end inside the trailers", kResponse, chunked("0\r\nX: y\r\n"), true,
         HttpFault::EndInBody},
        {"end before the first chunk", kResponse, chunked(""), true, HttpFault::EndInBody},
        {"end right after the head", kResponse, ok("Content-Length: 1\r\n"), true,
         HttpFault::EndInBody},
        {"end after the status line", kResponse, "HTTP/1.1 200 OK\r\n", true, HttpFault::EndInHead},
        {"end in the first letters", kResponse, "HTT", true, HttpFault::EndInHead},
        {"body one byte too long", kResponse, ok("") + std::string(41, 'x'), false, large},
        {"trailer too long", kResponse, chunked("0\r\nX: " + std::string(300, 'y')), false, large},
        {"interim response without end", kResponse, "HTTP/1.1 103 x\r\nX: " + std::string(300, 'y'),
         false, large},
    };
}

class HttpResponseRows : public testing::TestWithParam<Row>
{};

TEST_P(HttpResponseRows, AreReadTheSameHoweverTheyAreCut) { expectRow(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Accepted, HttpResponseRows, testing::ValuesIn(accepted()));
INSTANTIATE_TEST_SUITE_P(Refused, HttpResponseRows, testing::ValuesIn(refused()));

// Bytes read until the parser gave up on a message that never ends.
std::size_t readOf(std::string_view bytes)
{
    HttpParser parser(HttpParser::Role::Response);
    const ParsedMessage message = parsePieces(parser, {bytes}, false);
    EXPECT_EQ(name(message.fault), name(HttpFault::TooLarge));
    EXPECT_LE(message.body.size(), HttpLimits{}.bodyBytes);
    return message.consumed;
}

std::string repeated(const std::string& part, std::size_t times)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += part;
    }
    return text;
}

TEST(HttpParserLimits, StopAtTheFirstByteOfAHeaderBlockAboveTheLimit)
{
    const std::string head = "HTTP/1.1 200 OK\r\n";

    EXPECT_EQ(readOf(head + "X: " + std::string(1'000'000, 'y')), HttpLimits{}.headBytes + 1);
    EXPECT_EQ(readOf(head + repeated("X: " + std::string(5'000, 'y') + "\r\n", 100)),
              HttpLimits{}.headBytes + 1);
}

TEST(HttpParserLimits, StopAtTheFirstHeaderTooMany)
{
    const std::string head = "HTTP/1.1 200 OK\r\n";
    const std::string header = "X: y\r\n";

    const std::size_t read = readOf(head + repeated(header, 10'000));

    EXPECT_EQ(read, head.size() + (HttpLimits{}.headerCount + 1) * header.size());
    EXPECT_EQ(HttpLimits{}.headerCount, 1'000U);
}

TEST(HttpParserLimits, StopInsideAChunkExtensionOfAHundredThousandBytes)
{
    const std::string head = chunked("1;x=");

    const std::size_t read = readOf(head + std::string(100'000, 'y') + "\r\na\r\n0\r\n\r\n");

    EXPECT_LE(read, ok("Transfer-Encoding: chunked\r\n").size() + HttpLimits{}.chunkLineBytes + 2);
}

TEST(HttpParserLimits, StopAfterThirtyTwoInterimResponses)
{
    const std::string interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
    HttpParser parser(HttpParser::Role::Response);

    const ParsedMessage calm =
        parsePieces(parser, {repeated(interim, 32) + ok("Content-Length: 0\r\n")}, false);

    EXPECT_TRUE(calm.isComplete);
    EXPECT_EQ(readOf(repeated(interim, 1'000)), 33 * interim.size());
}

TEST(HttpParserLimits, TellABadChunkSizeBeforeAnythingIsReservedForIt)
{
    HttpParser parser(HttpParser::Role::Response, {.bodyBytes = 1024});

    const ParsedMessage message = parsePieces(parser, {chunked("FFFFFFFFFFFFFFF\r\nabc")}, false);

    EXPECT_EQ(name(message.fault), name(HttpFault::TooLarge));
    EXPECT_EQ(message.body, "");
}

TEST(HttpParserLimits, GarbageIsRecognisedAtItsFirstByte)
{
    HttpParser parser(HttpParser::Role::Response);

    const ParsedMessage message = parsePieces(parser, {"SSH-2.0-x without any line end"}, false);

    EXPECT_EQ(name(message.fault), name(HttpFault::BadStartLine));
    EXPECT_EQ(message.consumed, 1U);
}

} // namespace
} // namespace understudy
