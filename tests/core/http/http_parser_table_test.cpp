// One table of messages, good and bad. http_request_rows_test and http_response_rows_test go on
// with what only one side says.
#include "tests/core/http/message_row.h"

namespace understudy {
namespace {

using Row = MessageRow;

std::vector<Row> wellFormed()
{
    constexpr HttpFault none = HttpFault::None;
    const std::string interim = "HTTP/1.1 100 Continue\r\n\r\n";
    return {
        {"request without body", kRequest, get("Host: a\r\n")},
        {"request without headers", kRequest, get("")},
        {"request with body", kRequest, get("Content-Length: 3\r\n") + "abc", false, none, "abc"},
        {"request with empty body", kRequest, get("Content-Length: 0\r\n")},
        {"request in chunks", kRequest,
         get("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n", false, none, "abc"},
        {"request that closes", kRequest, get("Connection: close\r\n"), false, none, "", false},
        {"request of the former version", kRequest, "GET / HTTP/1.0\r\n\r\n", false, none, "",
         false},
        {"former version kept alive", kRequest, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"},
        {"request target in absolute form", kRequest, "GET http://a/b HTTP/1.1\r\n\r\n"},
        {"empty header value", kRequest, get("X:\r\n")},
        {"blanks around a value", kRequest, get("Content-Length: \t 2 \t\r\n") + "ab", false, none,
         "ab"},
        {"same length twice", kRequest, get("Content-Length: 2\r\nContent-Length: 2\r\n") + "ab",
         false, none, "ab"},
        {"response with length", kResponse, ok("content-length: 2\r\n") + "ab", false, none, "ab"},
        {"response with empty body", kResponse, ok("Content-Length: 0\r\n")},
        {"response without reason", kResponse, "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"},
        {"response without blank after status", kResponse,
         "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"},
        {"reason outside ASCII", kResponse,
         "HTTP/1.1 404 Pas trouv\xC3\xA9\r\nContent-Length: 0\r\n\r\n"},
        {"body up to the end", kResponse, ok("") + "abc", true, none, "abc", false},
        {"empty body up to the end", kResponse, ok(""), true, none, "", false},
        {"one chunk", kResponse, chunked("3\r\nabc\r\n0\r\n\r\n"), false, none, "abc"},
        {"chunks in both cases of hex", kResponse,
         chunked("0A\r\n0123456789\r\nb\r\n0123456789a\r\n0\r\n\r\n"), false, none,
         "01234567890123456789a"},
        {"chunk with line ends inside", kResponse, chunked("4\r\n\r\n\r\n\r\n0\r\n\r\n"), false,
         none, "\r\n\r\n"},
        {"chunk extension", kResponse, chunked("3;x=\"y\"\r\nabc\r\n0;z\r\n\r\n"), false, none,
         "abc"},
        {"blank before the extension", kResponse, chunked("3 ;x\r\nabc\r\n0\r\n\r\n"), false, none,
         "abc"},
        {"last chunk of many zeros", kResponse, chunked("3\r\nabc\r\n000\r\n\r\n"), false, none,
         "abc"},
        {"trailers are dropped", kResponse, chunked("3\r\nabc\r\n0\r\nX: y\r\nZ: w\r\n\r\n"), false,
         none, "abc"},
        {"encoding in capitals", kResponse,
         ok("TRANSFER-ENCODING: Chunked\r\n") + "1\r\na\r\n0\r\n\r\n", false, none, "a"},
        {"close among options", kResponse, ok("Content-Length: 0\r\nConnection: x, Close\r\n"),
         false, none, "", false},
        {"no content", kResponse, "HTTP/1.1 204 No Content\r\n\r\n"},
        {"not modified has no body", kResponse,
         "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"},
        {"interim response first", kResponse, interim + ok("Content-Length: 2\r\n") + "ab", false,
         none, "ab"},
        {"as many interim responses as allowed", kResponse,
         interim + interim + ok("Content-Length: 0\r\n")},
        {"next message is left alone", kResponse,
         ok("Content-Length: 2\r\n") + "abHTTP/1.1 500 No\r\n", false, none, "ab"},
    };
}

std::vector<Row> badHeads()
{
    constexpr HttpFault startLine = HttpFault::BadStartLine;
    constexpr HttpFault header = HttpFault::BadHeader;
    return {
        {"empty line first", kRequest, "\r\nGET / HTTP/1.1\r\n\r\n", false, startLine},
        {"bare line feed in the start line", kRequest, "GET / HTTP/1.1\n\n", false, startLine},
        {"lone carriage return", kRequest, "GET /\rx HTTP/1.1\r\n\r\n", false, startLine},
        {"two words only", kRequest, "GET /\r\n\r\n", false, startLine},
        {"two blanks", kRequest, "GET  / HTTP/1.1\r\n\r\n", false, startLine},
        {"method that is no token", kRequest, "G(T / HTTP/1.1\r\n\r\n", false, startLine},
        {"target outside ASCII", kRequest, "GET /\xC3\xA9 HTTP/1.1\r\n\r\n", false, startLine},
        {"version in small letters", kRequest, "GET / http/1.1\r\n\r\n", false, startLine},
        {"version of the future", kRequest, "GET / HTTP/2.0\r\n\r\n", false, startLine},
        {"greeting of TLS", kRequest, std::string("\x16\x03\x01\x02\0\x01\r\n", 8), false,
         startLine},
        {"response to a server", kRequest, "HTTP/1.1 200 OK\r\n\r\n", false, startLine},
        {"another protocol", kResponse, "SSH-2.0-OpenSSH_9.2\r\n", false, startLine},
        {"status of two digits", kResponse, "HTTP/1.1 20 OK\r\n\r\n", false, startLine},
        {"status of four digits", kResponse, "HTTP/1.1 2000 OK\r\n\r\n", false, startLine},
        {"status below 100", kResponse, "HTTP/1.1 099 Odd\r\n\r\n", false, startLine},
        {"status above 599", kResponse, "HTTP/1.1 600 Odd\r\n\r\n", false, startLine},
        {"status with a sign", kResponse, "HTTP/1.1 +20 OK\r\n\r\n", false, startLine},
        {"control character in the reason", kResponse, "HTTP/1.1 200 O\x01K\r\n\r\n", false,
         startLine},
        {"unasked change of protocol", kResponse,
         "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", false, startLine},
        {"bare line feed in a header", kRequest, "GET / HTTP/1.1\r\nX: y\n\r\n", false, header},
        {"lone carriage return in a header", kRequest, get("X: a\rb\r\n"), false, header},
        {"folded line", kRequest, get("X: y\r\n z\r\n"), false, header},
        {"blank before the colon", kRequest, get("X : y\r\n"), false, header},
        {"no colon", kRequest, get("Nonsense\r\n"), false, header},
        {"no name", kRequest, get(": y\r\n"), false, header},
        {"control character in a value", kRequest, get("X: a\x01\r\n"), false, header},
        {"zero byte in a value", kRequest, get(std::string("X: a\0b\r\n", 8)), false, header},
        {"name outside ASCII", kResponse, ok("\xC3\xA9: y\r\n"), false, header},
    };
}

std::vector<Row> badBodies()
{
    constexpr HttpFault length = HttpFault::BadLength;
    constexpr HttpFault chunk = HttpFault::BadChunk;
    return {
        {"lengths that differ", kRequest, get("Content-Length: 2\r\nContent-Length: 3\r\n"), false,
         length},
        {"lengths in a list", kRequest, get("Content-Length: 2, 2\r\n"), false, length},
        {"length below zero", kRequest, get("Content-Length: -1\r\n"), false, length},
        {"length with a sign", kRequest, get("Content-Length: +1\r\n"), false, length},
        {"length in hex", kResponse, ok("Content-Length: 0x1\r\n"), false, length},
        {"length of nothing", kResponse, ok("Content-Length:\r\n"), false, length},
        {"length beyond all numbers", kResponse, ok("Content-Length: 99999999999999999999\r\n"),
         false, length},
        {"length and chunks", kRequest, get("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
         false, length},
        {"chunks and length", kResponse, ok("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"),
         false, length},
        {"chunked twice", kRequest,
         get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), false, length},
        {"unknown encoding", kResponse, ok("Transfer-Encoding: gzip, chunked\r\n"), false, length},
        {"disguised encoding", kRequest, get("Transfer-Encoding: \vchunked\r\n"), false,
         HttpFault::BadHeader},
        {"chunks in the former version", kResponse,
         "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false, length},
        {"chunk size of nothing", kResponse, chunked("\r\n"), false, chunk},
        {"chunk size that is no number", kResponse, chunked("zz\r\n"), false, chunk},
        {"chunk size below zero", kResponse, chunked("-1\r\n"), false, chunk},
        {"chunk size with prefix", kResponse, chunked("0x1\r\n"), false, chunk},
        {"blank after the chunk size", kResponse, chunked("1 \r\n"), false, chunk},
        {"extension without size", kResponse, chunked(";x\r\n"), false, chunk},
        {"chunk size beyond all numbers", kResponse, chunked("FFFFFFFFFFFFFFFFF\r\n"), false,
         chunk},
        {"bare line feed after the chunk size", kResponse, chunked("1\na\r\n"), false, chunk},
        {"chunk longer than its size", kResponse, chunked("1\r\nab"), false, chunk},
        {"chunk without line end", kResponse, chunked("1\r\na1\r\n"), false, chunk},
        {"bare line feed after a chunk", kResponse, chunked("1\r\na\n"), false, chunk},
        {"bad trailer", kResponse, chunked("0\r\nno trailer\r\n\r\n"), false, HttpFault::BadHeader},
    };
}

std::vector<Row> endsAndLimits()
{
    constexpr HttpFault inHead = HttpFault::EndInHead;
    constexpr HttpFault inBody = HttpFault::EndInBody;
    constexpr HttpFault large = HttpFault::TooLarge;
    const std::string interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
    return {
        {"end before anything", kResponse, "", true, inHead},
        {"end in the start line", kResponse, "HTTP/1.1 20", true, inHead},
        {"end in the headers", kResponse, "HTTP/1.1 200 OK\r\nX: y\r\n", true, inHead},
        {"end after an interim response", kResponse, interim, true, inHead},
        {"end in a body of known length", kResponse, ok("Content-Length: 5\r\n") + "abc", true,
         inBody},
        {"end in a chunk", kResponse, chunked("5\r\nabc"), true, inBody},
        {"end after a chunk", kResponse, chunked("3\r\nabc\r\n"), true, inBody},
        {"end before the last empty line", kResponse, chunked("3\r\nabc\r\n0\r\n"), true, inBody},
        {"bytes after a closing message", kResponse,
         ok("Content-Length: 1\r\nConnection: close\r\n") + "ab", false, HttpFault::Trailing},
        {"start line too long", kRequest, "GET /" + std::string(400, 'x'), false, large},
        {"head too long", kRequest, get("X: " + std::string(300, 'x') + "\r\n"), false, large},
        {"too many headers", kRequest, get("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n"), false,
         large},
        {"too many trailers", kResponse, chunked("0\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n"),
         false, large},
        {"chunk line too long", kResponse, chunked("1;" + std::string(30, 'x') + "\r\n"), false,
         large},
        {"announced body too long", kResponse, ok("Content-Length: 41\r\n"), false, large},
        {"chunks too long together", kResponse,
         chunked("20\r\n" + std::string(32, 'x') + "\r\n9\r\n"), false, large},
        {"huge chunk", kResponse, chunked("FFFFFFFFFFFFFFF\r\n"), false, large},
        {"endless body too long", kResponse, ok("") + std::string(41, 'x'), true, large},
        {"too many interim responses", kResponse, interim + interim + interim, false, large},
    };
}

class HttpParserTable : public testing::TestWithParam<Row>
{};

TEST_P(HttpParserTable, IsReadTheSameHoweverItIsCut) { expectRow(GetParam()); }

INSTANTIATE_TEST_SUITE_P(WellFormed, HttpParserTable, testing::ValuesIn(wellFormed()));
INSTANTIATE_TEST_SUITE_P(BadHeads, HttpParserTable, testing::ValuesIn(badHeads()));
INSTANTIATE_TEST_SUITE_P(BadBodies, HttpParserTable, testing::ValuesIn(badBodies()));
INSTANTIATE_TEST_SUITE_P(EndsAndLimits, HttpParserTable, testing::ValuesIn(endsAndLimits()));

} // namespace
} // namespace understudy
