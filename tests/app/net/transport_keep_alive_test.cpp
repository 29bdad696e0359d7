#include "tests/app/net/raw_server.h"
#include "tests/app/net/transport_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(TransportKeepAlive, UsesAConnectionAgain)
{
    RawServer server({{okReply("x")}});
    TransportBench bench;

    bench.exchange(server.url());
    const Exchanged& second = bench.exchange(server.url());

    EXPECT_TRUE(second.isEnded);
    EXPECT_EQ(second.connected, 1);
    EXPECT_EQ(server.requests(), 2);
    EXPECT_EQ(server.connections(), 1);
}

TEST(TransportKeepAlive, ObeysAServerThatWishesToClose)
{
    RawServer server({{"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"}});
    TransportBench bench;

    bench.exchange(server.url());
    bench.exchange(server.url());

    EXPECT_EQ(server.connections(), 2);
}

TEST(TransportKeepAlive, DropsAConnectionThatSaidMoreThanItsAnswer)
{
    RawServer server({{okReply("x") + "HTTP/1.1 200 OK\r\n"}});
    TransportBench bench;

    const Exchanged& first = bench.exchange(server.url());
    bench.exchange(server.url());

    EXPECT_TRUE(first.isEnded);
    EXPECT_EQ(server.connections(), 2);
}

TEST(TransportKeepAlive, DropsAConnectionThatTheServerEndedMeanwhile)
{
    RawServer server({{okReply("x")}});
    TransportBench bench;
    bench.exchange(server.url());

    server.closeAll(After::Fin);
    ASSERT_TRUE(QTest::qWaitFor([&] { return server.gone() == 1; }, kPatience));
    const Exchanged& second = bench.exchange(server.url());

    EXPECT_TRUE(second.isEnded);
    EXPECT_EQ(server.requests(), 2);
}

TEST(TransportKeepAlive, SendsOnceMoreWhenAKeptConnectionWasDyingAllAlong)
{
    for (const After how : {After::Fin, After::Rst}) {
        RawServer server({{okReply("x")}, {"", how}, {okReply("y")}});
        TransportBench bench;
        bench.exchange(server.url());

        const Exchanged& second = bench.exchange(server.url());

        EXPECT_TRUE(second.isEnded);
        EXPECT_EQ(second.body, "y");
        EXPECT_EQ(second.connected, 1) << "the caller is told once";
        EXPECT_EQ(server.requests(), 3);
        EXPECT_EQ(server.connections(), 2);
    }
}

TEST(TransportKeepAlive, DoesNotSendAThirdTime)
{
    RawServer server({{okReply("x")}, {"", After::Rst}});
    TransportBench bench;
    bench.exchange(server.url());

    const Exchanged& second = bench.exchange(server.url());

    EXPECT_EQ(faultOf(second), "reset before head");
    EXPECT_EQ(server.requests(), 3);
}

TEST(TransportKeepAlive, DoesNotSendAgainOnceAByteCameBack)
{
    RawServer server({{okReply("x")}, {"H", After::Rst}, {okReply("y")}});
    TransportBench bench;
    bench.exchange(server.url());

    const Exchanged& second = bench.exchange(server.url());

    EXPECT_EQ(faultOf(second), "reset before head");
    EXPECT_EQ(server.requests(), 2);
}

TEST(TransportKeepAlive, KeepsOriginsApart)
{
    RawServer one({{okReply("1")}});
    RawServer other({{okReply("2")}});
    TransportBench bench;

    bench.exchange(one.url());
    const Exchanged& seen = bench.exchange(other.url());

    EXPECT_EQ(seen.body, "2");
    EXPECT_EQ(one.connections(), 1);
    EXPECT_EQ(other.connections(), 1);
}

} // namespace
} // namespace understudy
