#include "app/net/loopback_server.h"

#include "app/net/socket_reset.h"
#include "core/serve/http_reply.h"

#include <QHostAddress>
#include <QTest>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace understudy {
namespace {

constexpr int kPatience = 5'000; // ms

// Answers with what it was asked, unless told what else to do.
class EchoService final : public HttpService
{
public:
    struct Session final : HttpSession
    {
        EchoService& service;
        ReplyChannel& channel;

        Session(EchoService& theService, ReplyChannel& theChannel)
            : service(theService)
            , channel(theChannel)
        {}
        ~Session() override { ++service.gone; }

        void onRequest(const RequestHead& head, std::string_view body) override
        {
            ++service.requests;
            if (service.instead) {
                service.instead(channel);
                return;
            }
            channel.write(wholeReply(200, {}, head.target + '|' + std::string(body)));
            channel.endReply();
        }
    };

    std::unique_ptr<HttpSession> open(ReplyChannel& channel) override
    {
        return std::make_unique<Session>(*this, channel);
    }

    int requests = 0;
    int gone = 0;
    std::function<void(ReplyChannel&)> instead;
};

class LoopbackServerTest : public testing::Test
{
protected:
    explicit LoopbackServerTest(LoopbackLimits limits = {})
        : m_server(m_service, limits)
    {
        const Result<std::uint16_t> port = m_server.listen(0);
        EXPECT_TRUE(port);
        m_port = *port;
    }

    void connectClient()
    {
        m_client = std::make_unique<QTcpSocket>();
        m_received.clear();
        QObject::connect(m_client.get(), &QIODevice::readyRead, m_client.get(),
                         [this] { m_received += m_client->readAll().toStdString(); });
        m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        ASSERT_TRUE(
            waitFor([this] { return m_client->state() == QAbstractSocket::ConnectedState; }));
    }

    void send(const std::string& bytes) { m_client->write(QByteArray::fromStdString(bytes)); }

    std::string request(const std::string& target, const std::string& body = {}) const
    {
        return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_port) +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    static bool waitFor(const std::function<bool()>& isTrue)
    {
        return QTest::qWaitFor(isTrue, kPatience);
    }

    bool receives(const std::string& text)
    {
        return waitFor([&] { return m_received.find(text) != std::string::npos; });
    }

    // Connects, sends and waits for the status of the answer.
    std::string statusFor(const std::string& bytes)
    {
        connectClient();
        send(bytes);
        EXPECT_TRUE(receives("\r\n\r\n")) << bytes.substr(0, 60);
        return m_received.substr(9, 3);
    }

    bool isClosed() const { return m_client->state() == QAbstractSocket::UnconnectedState; }

    EchoService m_service;
    LoopbackServer m_server;
    std::uint16_t m_port = 0;
    std::unique_ptr<QTcpSocket> m_client;
    std::string m_received;
};

TEST_F(LoopbackServerTest, AnswersRequestsOnOneConnection)
{
    connectClient();

    send(request("/a", "one"));
    EXPECT_TRUE(receives("/a|one"));
    send(request("/b", "two"));
    EXPECT_TRUE(receives("/b|two"));

    EXPECT_EQ(m_server.connections(), 1U);
}

TEST_F(LoopbackServerTest, AnswersPipelinedRequestsInOrder)
{
    connectClient();

    send(request("/a") + request("/b") + request("/c"));

    EXPECT_TRUE(receives("/c|"));
    EXPECT_LT(m_received.find("/a|"), m_received.find("/b|"));
    EXPECT_LT(m_received.find("/b|"), m_received.find("/c|"));
}

TEST_F(LoopbackServerTest, LetsTheNextRequestWaitForTheEndOfTheReply)
{
    ReplyChannel* held = nullptr;
    m_service.instead = [&](ReplyChannel& channel) { held = &channel; };
    connectClient();

    send(request("/a") + request("/b"));
    ASSERT_TRUE(waitFor([&] { return held != nullptr; }));
    QTest::qWait(50);
    EXPECT_EQ(m_service.requests, 1);
    m_service.instead = nullptr;
    held->write(wholeReply(200, {}, "first"));
    held->endReply();

    EXPECT_TRUE(receives("/b|"));
    EXPECT_LT(m_received.find("first"), m_received.find("/b|"));
}

TEST_F(LoopbackServerTest, ReadsARequestByteByByte)
{
    connectClient();

    for (const char c : request("/slow", "body")) {
        send(std::string(1, c));
        m_client->flush();
        QTest::qWait(0);
    }

    EXPECT_TRUE(receives("/slow|body"));
}

TEST_F(LoopbackServerTest, RefusesWhatIsNotHttp)
{
    EXPECT_EQ(statusFor("hello\r\n\r\n"), "400");
    EXPECT_TRUE(waitFor([this] { return isClosed(); }));
    EXPECT_EQ(
        statusFor("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        "400");
    EXPECT_EQ(statusFor("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"), "505");
    EXPECT_EQ(m_service.requests, 0);
}

TEST_F(LoopbackServerTest, RefusesOtherHostsAndPages)
{
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\n\r\n"), "403");
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"), "403");
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n"), "403");
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n"), "403");
    EXPECT_EQ(
        statusFor("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n"),
        "403");
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n\r\n"), "403");
    EXPECT_EQ(m_service.requests, 0);
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n"), "200");
}

TEST_F(LoopbackServerTest, RefusesBodiesAndHeadsBeyondItsLimits)
{
    EXPECT_EQ(statusFor("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16777217\r\n\r\n"),
              "413");
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nX: " + std::string(300'000, 'x')), "431");
}

TEST_F(LoopbackServerTest, EncouragesClientsThatAskBeforeTheySend)
{
    connectClient();

    send("POST /big HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
         "Content-Length: 4\r\n\r\n");
    ASSERT_TRUE(receives("HTTP/1.1 100 Continue\r\n\r\n"));
    send("data");

    EXPECT_TRUE(receives("/big|data"));
}

TEST_F(LoopbackServerTest, ClosesAfterTheReplyWhenTheClientWishesIt)
{
    connectClient();

    send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    EXPECT_TRUE(receives("/|"));
    EXPECT_TRUE(waitFor([this] { return isClosed(); }));
    EXPECT_TRUE(waitFor([this] { return m_server.connections() == 0; }));
}

TEST_F(LoopbackServerTest, TellsItsSessionWhenTheClientIsGone)
{
    m_service.instead = [](ReplyChannel& channel) { channel.write("HTTP/1.1 200 OK\r\n\r\n"); };
    connectClient();
    send(request("/"));
    ASSERT_TRUE(receives("200 OK"));

    m_client->abort();

    EXPECT_TRUE(waitFor([this] { return m_service.gone == 1; }));
    EXPECT_EQ(m_server.connections(), 0U);
}

TEST_F(LoopbackServerTest, ResetsAConnectionWithinTheRequest)
{
    m_service.instead = [](ReplyChannel& channel) { channel.reset(); };
    connectClient();

    send(request("/"));

    EXPECT_TRUE(waitFor([this] { return isClosed(); }));
    EXPECT_EQ(m_received, "");
    EXPECT_TRUE(waitFor([this] { return m_service.gone == 1; }));
}

TEST_F(LoopbackServerTest, CutsOffAClientThatNeverReads)
{
    m_service.instead = [](ReplyChannel& channel) {
        for (int i = 0; i < 40; ++i) {
            channel.write(std::string(1024 * 1024, 'x'));
        }
    };
    connectClient();

    send(request("/"));

    EXPECT_TRUE(waitFor([this] { return m_service.gone == 1; }));
}

TEST_F(LoopbackServerTest, SaysWhyItCannotListen)
{
    LoopbackServer second(m_service);

    const Result<std::uint16_t> port = second.listen(m_port);

    ASSERT_FALSE(port);
    EXPECT_NE(port.error().what.find("127.0.0.1:" + std::to_string(m_port)), std::string::npos);
}

TEST_F(LoopbackServerTest, DiesWithConnectionsOpen)
{
    auto server = std::make_unique<LoopbackServer>(m_service);
    m_port = *server->listen(0);
    m_service.instead = [](ReplyChannel& channel) { channel.write("HTTP/1.1 200 OK\r\n\r\n"); };
    connectClient();
    send(request("/"));
    ASSERT_TRUE(receives("200 OK"));

    server.reset();

    EXPECT_EQ(m_service.gone, 1);
    EXPECT_TRUE(waitFor([this] { return isClosed(); }));
}

class ImpatientServerTest : public LoopbackServerTest
{
protected:
    ImpatientServerTest()
        : LoopbackServerTest(LoopbackLimits{.connections = 1,
                                            .request = std::chrono::milliseconds(100),
                                            .idle = std::chrono::milliseconds(200)})
    {}
};

TEST_F(ImpatientServerTest, GivesUpOnHalfARequest)
{
    EXPECT_EQ(statusFor("GET / HTTP/1.1\r\nHost: loc"), "408");
    EXPECT_TRUE(waitFor([this] { return isClosed(); }));
}

TEST_F(ImpatientServerTest, ClosesIdleConnections)
{
    connectClient();

    EXPECT_TRUE(waitFor([this] { return isClosed(); }));
    EXPECT_EQ(m_received, "");
}

TEST_F(ImpatientServerTest, TakesNoMoreConnectionsThanItMay)
{
    connectClient();
    QTcpSocket second;
    second.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);

    EXPECT_TRUE(waitFor([&] { return m_server.connections() == 1; }));
    EXPECT_TRUE(waitFor(
        [&] { return second.state() == QAbstractSocket::UnconnectedState && !isClosed(); }));
}

} // namespace
} // namespace understudy
