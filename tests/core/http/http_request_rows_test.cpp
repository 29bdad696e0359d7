// Messages that only a client sends: methods, targets, versions, keep-alive, and requests that two
// readers could understand differently.
#include "tests/core/http/message_row.h"

namespace understudy {
namespace {

using Row = MessageRow;

constexpr HttpFault kNone = HttpFault::None;

std::string line(const std::string& start) { return start + "\r\nHost: a\r\n\r\n"; }

std::vector<Row> accepted()
{
    const std::string post = "POST / HTTP/1.1\r\n";
    return {
        {"HEAD", kRequest, line("HEAD / HTTP/1.1")},
        {"OPTIONS of the whole server", kRequest, line("OPTIONS * HTTP/1.1")},
        {"CONNECT names an authority", kRequest, line("CONNECT a.example:443 HTTP/1.1")},
        {"method that nobody knows", kRequest, line("BREW /pot HTTP/1.1")},
        {"method in small letters", kRequest, line("get / HTTP/1.1")},
        {"absolute target with a query", kRequest, line("GET http://a.example/b?c=d HTTP/1.1")},
        {"target with percent signs", kRequest, line("GET /%2e%2E/%00 HTTP/1.1")},
        {"offer to change the protocol", kRequest,
         get("Connection: upgrade\r\nUpgrade: websocket\r\n")},
        {"request for permission to continue", kRequest,
         post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nab", false, kNone, "ab"},
        {"empty body in chunks", kRequest, post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"trailers after chunks", kRequest,
         post + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nDigest: x\r\n\r\n", false, kNone,
         "ab"},
        {"next request is left alone", kRequest, get("") + "GET /next HTTP/1.1\r\n\r\n"},
        {"body of a GET", kRequest, get("Content-Length: 1\r\n") + "x", false, kNone, "x"},
        {"close beside keep-alive", kRequest, get("Connection: keep-alive, close\r\n"), false,
         kNone, "", false},
        {"close in a second header", kRequest,
         get("Connection: keep-alive\r\nConnection: CLOSE\r\n"), false, kNone, "", false},
        {"option that only looks like close", kRequest, get("Connection: closed\r\n")},
        {"close as a value of another header", kRequest, get("X-Connection: close\r\n")},
        {"former version that asks for both", kRequest,
         "GET / HTTP/1.0\r\nConnection: close, keep-alive\r\n\r\n", false, kNone, "", false},
        {"former version with body", kRequest, "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nab",
         false, kNone, "ab", false},
        {"length with leading zeros", kRequest, post + "Content-Length: 0003\r\n\r\nabc", false,
         kNone, "abc"},
        {"value with tabs inside", kRequest, get("X: a\tb\r\n")},
        {"value outside ASCII", kRequest, get("X: \xC3\xA9\xFF\r\n")},
        {"every sign that a name may hold", kRequest, get("!#$%&'*+-.^_`|~09azAZ: x\r\n")},
    };
}

std::vector<Row> refused()
{
    constexpr HttpFault startLine = HttpFault::BadStartLine;
    constexpr HttpFault header = HttpFault::BadHeader;
    constexpr HttpFault length = HttpFault::BadLength;
    const std::string post = "POST / HTTP/1.1\r\n";
    return {
        {"request of the first version", kRequest, "GET /\r\n", false, startLine},
        {"no version", kRequest, "GET / \r\n\r\n", false, startLine},
        {"no target", kRequest, "GET HTTP/1.1\r\n\r\n", false, startLine},
        {"no method", kRequest, " / HTTP/1.1\r\n\r\n", false, startLine},
        {"version with a blank behind", kRequest, "GET / HTTP/1.1 \r\n\r\n", false, startLine},
        {"version with two digits", kRequest, "GET / HTTP/1.10\r\n\r\n", false, startLine},
        {"version between", kRequest, "GET / HTTP/1.2\r\n\r\n", false, startLine},
        {"tab in place of a blank", kRequest, "GET\t/\tHTTP/1.1\r\n\r\n", false, startLine},
        {"blank inside the target", kRequest, "GET /a b HTTP/1.1\r\n\r\n", false, startLine},
        {"zero byte in the target", kRequest, std::string("GET /\0 HTTP/1.1\r\n\r\n", 19), false,
         startLine},
        {"zero byte in the method", kRequest, std::string("GE\0T / HTTP/1.1\r\n\r\n", 19), false,
         startLine},
        {"preface of the next version", kRequest, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false,
         startLine},
        {"fold before the first header", kRequest, get(" X: y\r\n"), false, header},
        {"zero byte in a name", kRequest, get(std::string("X\0: a\r\n", 7)), false, header},
        {"tab before the colon", kRequest, get("X\t: y\r\n"), false, header},
        {"delete character in a value", kRequest, get("X: \x7F\r\n"), false, header},
        {"brackets in a name", kRequest, get("X[0]: y\r\n"), false, header},
        {"line that only holds a blank", kRequest, get("X: y\r\n \r\n"), false, header},
        {"two carriage returns", kRequest, get("X: y\r\r\n"), false, header},
        {"same length spelt differently", kRequest,
         post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", false, length},
        {"length with a blank inside", kRequest, post + "Content-Length: 1 2\r\n\r\n", false,
         length},
        {"length with a fraction", kRequest, post + "Content-Length: 1.0\r\n\r\n", false, length},
        {"length with letters behind", kRequest, post + "Content-Length: 1a\r\n\r\n", false,
         length},
        {"bad length hidden behind a good one", kRequest,
         post + "Content-Length: 1\r\nContent-Length: x\r\n\r\na", false, length},
        {"encoding of nothing", kRequest, post + "Transfer-Encoding:\r\n\r\n", false, length},
        {"encoding that means nothing", kRequest, post + "Transfer-Encoding: identity\r\n\r\n",
         false, length},
        {"chunked before another encoding", kRequest,
         post + "Transfer-Encoding: chunked, gzip\r\n\r\n", false, length},
        {"chunked in quotes", kRequest, post + "Transfer-Encoding: \"chunked\"\r\n\r\n", false,
         length},
        {"chunked with a parameter", kRequest, post + "Transfer-Encoding: chunked;q=1\r\n\r\n",
         false, length},
        {"chunked twice in one header", kRequest,
         post + "Transfer-Encoding: chunked, chunked\r\n\r\n", false, length},
        {"length of nothing beside chunks", kRequest,
         post + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n", false, length},
        {"end inside the body", kRequest, post + "Content-Length: 5\r\n\r\nab", true,
         HttpFault::EndInBody},
        {"end after the method", kRequest, "GET", true, HttpFault::EndInHead},
    };
}

class HttpRequestRows : public testing::TestWithParam<Row>
{};

TEST_P(HttpRequestRows, AreReadTheSameHoweverTheyAreCut) { expectRow(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Accepted, HttpRequestRows, testing::ValuesIn(accepted()));
INSTANTIATE_TEST_SUITE_P(Refused, HttpRequestRows, testing::ValuesIn(refused()));

} // namespace
} // namespace understudy
