#include "tests/app/net/raw_server.h"
#include "tests/app/net/relay.h"
#include "tests/app/net/transport_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// The environment names the proxy, as it does for every program.
class TransportProxy : public testing::Test
{
protected:
    void TearDown() override
    {
        qunsetenv("http_proxy");
        qunsetenv("https_proxy");
        qunsetenv("no_proxy");
    }

    static void useProxy(const RawServer& proxy)
    {
        qunsetenv("no_proxy");
        qputenv("http_proxy", QByteArray::fromStdString(proxy.url()));
        qputenv("https_proxy", QByteArray::fromStdString(proxy.url()));
    }
};

TEST_F(TransportProxy, FailureNamesTheProxyAndDoesNotGoAround)
{
    RawServer proxy({{""}});
    useProxy(proxy);
    proxy.close();
    TransportBench bench;

    const Exchanged& seen = bench.exchange("http://provider.example/v1");

    EXPECT_EQ(faultOf(seen), "proxy");
    EXPECT_NE(seen.failure->message.find("127.0.0.1"), std::string::npos) << seen.failure->message;
    EXPECT_NE(seen.failure->message.find("provider.example:80"), std::string::npos);
}

TEST_F(TransportProxy, RefusalOfTheTunnelIsTheProxysFault)
{
    RawServer proxy({{"HTTP/1.1 407 Proxy Authentication Required\r\n"
                      "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"}});
    useProxy(proxy);
    TransportBench bench;

    const Exchanged& seen = bench.exchange("http://provider.example/v1");

    EXPECT_EQ(faultOf(seen), "proxy");
    ASSERT_GE(proxy.requests(), 1);
    EXPECT_EQ(proxy.heads[0].method, "CONNECT");
}

TEST_F(TransportProxy, WantsAPasswordThatItGetsAndThatNobodyElseSees)
{
    RawServer server({{okReply("x")}});
    Relay proxy({server.serverPort(), std::nullopt, "someone:hunter2"});
    qputenv("http_proxy", proxy.proxyUrl("someone:hunter2"));
    TransportBench bench;

    const Exchanged& seen = bench.exchange("http://provider.example/v1");

    EXPECT_EQ(seen.body, "x");
    ASSERT_EQ(server.requests(), 1);
    EXPECT_FALSE(findHeader(server.heads[0].headers, "proxy-authorization"));
    EXPECT_FALSE(proxy.proxyBytes().contains("do-not-tell"));
}

TEST_F(TransportProxy, RefusesAWrongPasswordWithoutTellingIt)
{
    Relay proxy({1, std::nullopt, "someone:hunter2"});
    qputenv("http_proxy", proxy.proxyUrl("someone:swordfish"));
    TransportBench bench;

    const Exchanged& seen = bench.exchange("http://provider.example/v1");

    EXPECT_EQ(faultOf(seen), "proxy");
    EXPECT_EQ(proxy.tunnels(), 0);
    ASSERT_TRUE(seen.failure);
    EXPECT_EQ(seen.failure->message.find("swordfish"), std::string::npos);
    EXPECT_NE(seen.failure->message.find("127.0.0.1:" + std::to_string(proxy.port())),
              std::string::npos)
        << seen.failure->message;
}

TEST_F(TransportProxy, ThatSpeaksForTheServerIsATlsFailureNotAnAnswer)
{
    RawServer proxy({{"HTTP/1.1 200 OK\r\n\r\n<html>Sign in</html>", After::Fin}});
    useProxy(proxy);
    TransportBench bench;

    const Exchanged& seen = bench.exchange("https://provider.example/v1");

    EXPECT_EQ(faultOf(seen), "tls");
    EXPECT_FALSE(seen.head) << "the page is not parsed as a reply";
    EXPECT_EQ(seen.body, "");
}

TEST_F(TransportProxy, IsLeftOutForLoopback)
{
    RawServer proxy({{okReply("proxy")}});
    RawServer server({{okReply("server")}});
    useProxy(proxy);
    TransportBench bench;

    EXPECT_EQ(bench.exchange(server.url()).body, "server");
    EXPECT_EQ(proxy.connections(), 0);
}

} // namespace
} // namespace understudy
