// TLS as it should be, and every way in which it is not: named, told apart, and in no case has a
// byte of the request left.
#include "tests/app/net/raw_server.h"
#include "tests/app/net/test_authority.h"
#include "tests/app/net/transport_bench.h"

#include <QProcess>
#include <QRegularExpression>

#include <gtest/gtest.h>

#include <memory>

namespace understudy {
namespace {

class TransportTls : public testing::Test
{
protected:
    static void SetUpTestSuite() { authority = std::make_unique<TestAuthority>(); }
    static void TearDownTestSuite() { authority.reset(); }
    void SetUp() override { ASSERT_TRUE(authority->isReady()); }

    static QtHttpTransportOptions trusting() { return {authority->certificates(), {}}; }

    // The message that a server with such a certificate leads to.
    static std::string troubleWith(const ServerCertificate& certificate,
                                   QtHttpTransportOptions options = trusting())
    {
        RawServer server({{okReply("secret")}});
        server.secure(authority->serverTls(certificate));
        TransportBench bench(std::move(options));
        const Exchanged& seen = bench.exchange(server.url());

        EXPECT_EQ(faultOf(seen), "certificate");
        EXPECT_EQ(seen.connected, 0);
        EXPECT_EQ(server.requests(), 0) << "no byte of the request leaves";
        EXPECT_EQ(server.bodies, "");
        const std::string message = seen.failure ? seen.failure->message : "";
        EXPECT_NE(message.find("127.0.0.1:" + std::to_string(server.serverPort())),
                  std::string::npos)
            << message;
        return message;
    }

    static inline std::unique_ptr<TestAuthority> authority;
};

bool says(const std::string& message, const char* part)
{
    return message.find(part) != std::string::npos;
}

TEST_F(TransportTls, TrustsAnAuthorityThatWasAdded)
{
    RawServer server({{okReply("secret")}});
    server.secure(authority->serverTls());
    TransportBench bench(trusting());

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_EQ(seen.body, "secret") << (seen.failure ? seen.failure->message : "");
    EXPECT_EQ(seen.connected, 1);
    EXPECT_TRUE(bench.exchange(server.url()).isEnded);
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(TransportTls, NamesTheDayAnExpiredCertificateEnded)
{
    ServerCertificate expired;
    expired.fromDay = -20;
    expired.untilDay = -10;
    const std::string message = troubleWith(expired);
    const QDateTime end = QDateTime::currentDateTimeUtc().addDays(-10);

    EXPECT_TRUE(says(message, "expired on ")) << message;
    EXPECT_TRUE(says(message, end.toString(QStringLiteral("yyyy-MM-")).toStdString().c_str()))
        << message;
    EXPECT_TRUE(says(message, "must renew it")) << message;
}

TEST_F(TransportTls, SuspectsTheClockWhenACertificateIsNotYetValid)
{
    ServerCertificate early;
    early.fromDay = 10;
    early.untilDay = 20;
    const std::string message = troubleWith(early);

    EXPECT_TRUE(says(message, "is valid only from ")) << message;
    EXPECT_TRUE(says(message, "this computer's clock says ")) << message;
}

TEST_F(TransportTls, ShowsTheNamesOfACertificateOfAnotherHost)
{
    ServerCertificate other;
    other.names = QStringLiteral("DNS:elsewhere.example,DNS:other.example");
    const std::string message = troubleWith(other);

    EXPECT_TRUE(says(message, "is for elsewhere.example, other.example, not for 127.0.0.1"))
        << message;
}

TEST_F(TransportTls, SaysThatACertificateSignedItself)
{
    ServerCertificate selfSigned;
    selfSigned.isSelfSigned = true;
    const std::string message = troubleWith(selfSigned);

    EXPECT_TRUE(says(message, "is signed by itself (Test Server)")) << message;
}

TEST_F(TransportTls, NamesAnAuthorityItDoesNotKnow)
{
    const std::string message = troubleWith({}, {});

    EXPECT_TRUE(says(message, "Test Authority")) << message;
    EXPECT_TRUE(says(message, "not trusted")) << message;
}

TEST_F(TransportTls, HintsAtACertificateThatTheServerLeavesOut)
{
    ServerCertificate incomplete;
    incomplete.hasHiddenIssuer = true;
    const std::string message = troubleWith(incomplete);

    EXPECT_TRUE(says(message, "Test Intermediate")) << message;
    EXPECT_TRUE(says(message, "leaves out a certificate in between")) << message;
}

TEST_F(TransportTls, TellsAResetAndAnEndApartUnderTls)
{
    const std::string cut = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234";
    RawServer resetting({{cut, After::Rst}});
    RawServer ending({{cut, After::Fin}});
    resetting.secure(authority->serverTls());
    ending.secure(authority->serverTls());
    TransportBench bench(trusting());

    EXPECT_EQ(faultOf(bench.exchange(resetting.url())), "reset in body");
    EXPECT_EQ(faultOf(bench.exchange(ending.url())), "end in body");
}

TEST_F(TransportTls, TakesAnEndThatTlsWasNotToldOfForATruncation)
{
    RawServer server(
        {{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", After::BareFin}});
    server.secure(authority->serverTls());
    TransportBench bench(trusting());

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_EQ(faultOf(seen), "end in body");
    EXPECT_EQ(seen.body, "abc") << "what came is kept";
}

TEST_F(TransportTls, RefusesVersionsBelow12)
{
    authority->serverTls();
    QProcess server;
    server.start(QStringLiteral("openssl"),
                 {QStringLiteral("s_server"), QStringLiteral("-tls1_1"), QStringLiteral("-cipher"),
                  QStringLiteral("ALL:@SECLEVEL=0"), QStringLiteral("-accept"),
                  QStringLiteral("127.0.0.1:0"), QStringLiteral("-cert"),
                  authority->serverFile(QStringLiteral("pem")), QStringLiteral("-key"),
                  authority->serverFile(QStringLiteral("key"))});
    QByteArray said;
    const QRegularExpression place(QStringLiteral("ACCEPT [^\n]*:([0-9]+)\n"));
    while (!place.match(QString::fromLatin1(said)).hasMatch() && server.waitForReadyRead(20'000)) {
        said += server.readAllStandardOutput();
    }
    const QString port = place.match(QString::fromLatin1(said)).captured(1);
    ASSERT_FALSE(port.isEmpty()) << said.toStdString();
    TransportBench bench(trusting());

    const Exchanged& seen = bench.exchange("https://127.0.0.1:" + port.toStdString() + "/");

    EXPECT_EQ(faultOf(seen), "tls") << "refused, not talked down to";
    server.kill();
    server.waitForFinished();
    EXPECT_FALSE(server.readAllStandardOutput().contains("do-not-tell"));
}

TEST(TransportTlsAbsent, IsNotTakenForATrustedServer)
{
    RawServer plain({{okReply("secret")}});
    TransportBench bench;
    const std::string url = "https" + plain.url().substr(4);

    const ExchangeId id = bench.open(url); // the server waits for a request, the client for TLS
    QTest::qWait(100);
    plain.closeAll(After::Fin);

    EXPECT_TRUE(QTest::qWaitFor([&] { return bench.seen[id].isOver(); }, kPatience));
    EXPECT_EQ(faultOf(bench.seen[id]), "tls");
}

} // namespace
} // namespace understudy
