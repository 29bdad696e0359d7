#include "tests/app/net/raw_server.h"
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
        qunsetenv("no_proxy");
    }

    static void useProxy(const RawServer& proxy)
    {
        qunsetenv("no_proxy");
        qputenv("http_proxy", QByteArray::fromStdString(proxy.url()));
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
