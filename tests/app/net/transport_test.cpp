#include "tests/app/net/raw_server.h"
#include "tests/app/net/transport_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(QtHttpTransport, SendsOneRequestAndReadsItsAnswer)
{
    RawServer server({{okReply("hello")}});
    TransportBench bench;

    const Exchanged& seen = bench.exchange(server.url("/v1/chat?x=1"), R"({"a":1})");

    EXPECT_TRUE(seen.isEnded);
    EXPECT_EQ(seen.connected, 1);
    EXPECT_EQ(seen.head->status, 200);
    EXPECT_EQ(seen.body, "hello");
    ASSERT_EQ(server.requests(), 1);
    EXPECT_EQ(server.heads[0].method, "POST");
    EXPECT_EQ(server.heads[0].target, "/v1/chat?x=1");
    EXPECT_EQ(server.bodies, R"({"a":1})");
    EXPECT_EQ(findHeader(server.heads[0].headers, "host"),
              "127.0.0.1:" + std::to_string(server.serverPort()));
    EXPECT_EQ(findHeader(server.heads[0].headers, "x-secret"), "do-not-tell");
    EXPECT_TRUE(findHeader(server.heads[0].headers, "user-agent")->starts_with("understudy/"));
}

TEST(QtHttpTransport, ReadsChunksDrippedByteByByte)
{
    RawServer server({{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                       After::Stay, true}});
    TransportBench bench;

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_TRUE(seen.isEnded);
    EXPECT_EQ(seen.body, "abcde");
}

TEST(QtHttpTransport, HandsAStreamOnBeforeItsEnd)
{
    RawServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst"}});
    TransportBench bench;

    const ExchangeId id = bench.open(server.url());

    EXPECT_TRUE(QTest::qWaitFor([&] { return bench.seen[id].body == "first"; }, kPatience));
    EXPECT_FALSE(bench.seen[id].isOver());
}

TEST(QtHttpTransport, TakesTheEndOfTheConnectionForTheEndOfABodyWithoutLength)
{
    RawServer server({{"HTTP/1.1 200 OK\r\n\r\nall of it", After::Fin}});
    TransportBench bench;

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_TRUE(seen.isEnded);
    EXPECT_EQ(seen.body, "all of it");
}

TEST(QtHttpTransport, SkipsInterimResponses)
{
    RawServer server({{"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + okReply("x")}});
    TransportBench bench;

    EXPECT_EQ(bench.exchange(server.url()).head->status, 200);
}

TEST(QtHttpTransport, FollowsNoRedirect)
{
    RawServer elsewhere({{okReply("stolen")}});
    RawServer server({{"HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere.url() +
                       "\r\nContent-Length: 0\r\n\r\n"}});
    TransportBench bench;

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_TRUE(seen.isEnded);
    EXPECT_EQ(seen.head->status, 307);
    EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(QtHttpTransport, RunsManyExchangesAtOnce)
{
    RawServer server({{okReply("x")}});
    TransportBench bench;

    for (int i = 0; i < 20; ++i) {
        bench.open(server.url());
    }

    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return bench.seen.size() == 20 &&
                   std::all_of(bench.seen.begin(), bench.seen.end(),
                               [](const auto& entry) { return entry.second.isEnded; });
        },
        kPatience));
    EXPECT_EQ(server.requests(), 20);
    EXPECT_EQ(server.connections(), 20);
}

TEST(QtHttpTransport, ClosesTheConnectionOfACancelledExchangeAndFallsSilent)
{
    RawServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nsome"}});
    TransportBench bench;
    const ExchangeId id = bench.open(server.url());
    ASSERT_TRUE(QTest::qWaitFor([&] { return bench.seen[id].body == "some"; }, kPatience));

    bench.transport.cancel(id);

    EXPECT_TRUE(QTest::qWaitFor([&] { return server.gone() == 1; }, kPatience));
    EXPECT_FALSE(bench.seen[id].isOver());
}

TEST(QtHttpTransport, CanBeCancelledFromWithinItsSink)
{
    RawServer server({{okReply("never told")}});
    TransportBench bench;
    bench.onHeadDo = [&](ExchangeId id) { bench.transport.cancel(id); };

    const ExchangeId id = bench.open(server.url());

    EXPECT_TRUE(QTest::qWaitFor([&] { return server.gone() == 1; }, kPatience));
    EXPECT_TRUE(bench.seen[id].head);
    EXPECT_EQ(bench.seen[id].body, "");
    EXPECT_FALSE(bench.seen[id].isOver());
}

TEST(QtHttpTransport, NeverConnectsWhenCancelledAtOnce)
{
    RawServer server({{okReply("x")}});
    TransportBench bench;

    bench.transport.cancel(bench.open(server.url()));
    bench.exchange(server.url());

    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(server.requests(), 1);
}

TEST(QtHttpTransport, DiesQuietlyWithExchangesInFlight)
{
    RawServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"}});
    auto bench = std::make_unique<TransportBench>();
    const ExchangeId id = bench->open(server.url());
    ASSERT_TRUE(QTest::qWaitFor([&] { return bench->seen[id].head.has_value(); }, kPatience));

    bench.reset();

    EXPECT_TRUE(QTest::qWaitFor([&] { return server.gone() == 1; }, kPatience));
}

} // namespace
} // namespace understudy
