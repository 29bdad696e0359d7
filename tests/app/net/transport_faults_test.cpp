// Every way in which a server can fail below the protocol, told apart, with exactly one request on
// the wire.
#include "tests/app/net/raw_server.h"
#include "tests/app/net/transport_bench.h"

#include <gtest/gtest.h>

#include <ostream>

namespace understudy {
namespace {

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

struct Misbehaviour
{
    const char* title;
    std::string bytes;
    After after;
    const char* fault;
};

std::ostream& operator<<(std::ostream& out, const Misbehaviour& row) { return out << row.title; }

class TransportFaults : public testing::TestWithParam<Misbehaviour>
{};

TEST_P(TransportFaults, AreToldApartAfterOneRequest)
{
    RawServer server({{GetParam().bytes, GetParam().after}});
    TransportBench bench;

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_EQ(faultOf(seen), GetParam().fault);
    ASSERT_TRUE(seen.failure);
    EXPECT_NE(seen.failure->message.find("127.0.0.1:" + std::to_string(server.serverPort())),
              std::string::npos)
        << seen.failure->message;
    EXPECT_EQ(seen.connected, 1);
    QTest::qWait(50); // a second request would arrive by now
    EXPECT_EQ(server.requests(), 1);
    EXPECT_EQ(server.connections(), 1);
}

const std::string kHead = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
const std::string kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    QtHttpTransport, TransportFaults,
    testing::Values(
        Misbehaviour{"FIN before the head", "", After::Fin, "reset before head"},
        Misbehaviour{"RST before the head", "", After::Rst, "reset before head"},
        Misbehaviour{"FIN in the head", "HTTP/1.1 200 OK\r\nX:", After::Fin, "reset before head"},
        Misbehaviour{"RST in the head", "HTTP/1.1 200 OK\r\nX:", After::Rst, "reset before head"},
        Misbehaviour{"FIN in a body of known length", kHead + "1234", After::Fin, "end in body"},
        Misbehaviour{"RST in a body of known length", kHead + "1234", After::Rst, "reset in body"},
        Misbehaviour{"FIN between chunks", kChunked + "3\r\nabc\r\n", After::Fin, "end in body"},
        Misbehaviour{"RST between chunks", kChunked + "3\r\nabc\r\n", After::Rst, "reset in body"},
        Misbehaviour{"RST in a body without length", "HTTP/1.1 200 OK\r\n\r\nabc", After::Rst,
                     "reset in body"},
        Misbehaviour{"garbage in place of a status line", "220 mail.example ESMTP\r\n", After::Stay,
                     "malformed"},
        Misbehaviour{"TLS in place of HTTP", std::string("\x15\x03\x01\0\x02\x02\x0a\r\n", 9),
                     After::Stay, "malformed"},
        Misbehaviour{"bad chunk size", kChunked + "ZZZ\r\n", After::Stay, "malformed"},
        Misbehaviour{"chunk longer than its size", kChunked + "1\r\nabc", After::Stay, "malformed"},
        Misbehaviour{"two lengths",
                     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                     After::Stay, "malformed"},
        Misbehaviour{"header without end", "HTTP/1.1 200 OK\r\nX: " + std::string(300'000, 'x'),
                     After::Stay, "malformed"},
        Misbehaviour{"storm of interim responses", repeated("HTTP/1.1 100 Continue\r\n\r\n", 100),
                     After::Stay, "malformed"},
        Misbehaviour{"unasked change of protocol", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                     After::Stay, "malformed"}));

TEST(TransportRefusals, NameThePlaceThatRefused)
{
    RawServer server({{""}});
    const std::string url = server.url();
    const std::string place = "127.0.0.1:" + std::to_string(server.serverPort());
    server.close();
    TransportBench bench;

    const Exchanged& plain = bench.exchange(url);
    const Exchanged& secure = bench.exchange("https" + url.substr(4));

    EXPECT_EQ(faultOf(plain), "refused");
    EXPECT_EQ(faultOf(secure), "refused");
    EXPECT_EQ(plain.connected, 0);
    EXPECT_NE(plain.failure->message.find(place), std::string::npos);
}

TEST(TransportRefusals, StayAtHomeWithWhatIsNotFitForTheWire)
{
    RawServer server({{okReply("x")}});
    TransportBench bench;
    HttpRequest request;
    request.url = *parseUrl(server.url());
    request.headers = {{"x-key", "a\r\nInjected: b"}};

    bench.transport.open(77, request, bench);

    EXPECT_TRUE(QTest::qWaitFor([&] { return bench.seen[77].isOver(); }, kPatience));
    EXPECT_EQ(faultOf(bench.seen[77]), "local");
    EXPECT_EQ(server.connections(), 0);
}

} // namespace
} // namespace understudy
