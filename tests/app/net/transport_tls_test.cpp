#include "tests/app/net/raw_server.h"
#include "tests/app/net/transport_bench.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <memory>

namespace understudy {
namespace {

// A certificate authority and two servers' certificates, made for the moment: keys that lie in a
// repository are found by scanners, and certificates there expire.
class TransportTls : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        folder = std::make_unique<QTemporaryDir>();
        isReady =
            makeAuthority() &&
            makeServer(QStringLiteral("local"), QStringLiteral("DNS:localhost,IP:127.0.0.1")) &&
            makeServer(QStringLiteral("other"), QStringLiteral("DNS:elsewhere.example"));
    }

    static void TearDownTestSuite() { folder.reset(); }

    void SetUp() override
    {
        ASSERT_TRUE(QSslSocket::supportsSsl()) << "Qt has no TLS backend";
        ASSERT_TRUE(isReady) << "the program openssl must be there to make certificates";
    }

    static QString path(const QString& name) { return folder->filePath(name); }

    static bool runOpenSsl(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished(kPatience) && process.exitCode() == 0;
    }

    static QStringList words(const char* text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    static bool makeAuthority()
    {
        return runOpenSsl(words("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                                "-days 2 -subj /CN=Authority "
                                "-addext keyUsage=critical,keyCertSign,cRLSign") +
                          QStringList{QStringLiteral("-keyout"), path(QStringLiteral("ca.key")),
                                      QStringLiteral("-out"), path(QStringLiteral("ca.pem"))});
    }

    static bool makeServer(const QString& name, const QString& alternatives)
    {
        QFile extensions(path(name + QStringLiteral(".ext")));
        if (!extensions.open(QIODevice::WriteOnly)) {
            return false;
        }
        extensions.write("subjectAltName=" + alternatives.toLatin1() +
                         "\nextendedKeyUsage=serverAuth\n");
        extensions.close();
        const QString key = path(name + QStringLiteral(".key"));
        const QString request = path(name + QStringLiteral(".csr"));
        return runOpenSsl(
                   words("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                         "-subj /CN=server") +
                   QStringList{QStringLiteral("-keyout"), key, QStringLiteral("-out"), request}) &&
               runOpenSsl(words("x509 -req -CAcreateserial -days 2") +
                          QStringList{QStringLiteral("-in"), request, QStringLiteral("-CA"),
                                      path(QStringLiteral("ca.pem")), QStringLiteral("-CAkey"),
                                      path(QStringLiteral("ca.key")), QStringLiteral("-out"),
                                      path(name + QStringLiteral(".pem")),
                                      QStringLiteral("-extfile"), extensions.fileName()});
    }

    static QSslConfiguration serverTls(const QString& name)
    {
        QFile key(path(name + QStringLiteral(".key")));
        EXPECT_TRUE(key.open(QIODevice::ReadOnly));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        tls.setLocalCertificateChain(
            QSslCertificate::fromPath(path(name + QStringLiteral(".pem"))));
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        return tls;
    }

    static QtHttpTransportOptions trusting()
    {
        return {QSslCertificate::fromPath(path(QStringLiteral("ca.pem"))), {}};
    }

    static inline std::unique_ptr<QTemporaryDir> folder;
    static inline bool isReady = false;
};

TEST_F(TransportTls, TrustsAnAuthorityThatWasAdded)
{
    RawServer server({{okReply("secret")}});
    server.secure(serverTls(QStringLiteral("local")));
    TransportBench bench(trusting());

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_EQ(seen.body, "secret") << (seen.failure ? seen.failure->message : "");
    EXPECT_EQ(seen.connected, 1);
    EXPECT_TRUE(bench.exchange(server.url()).isEnded);
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(TransportTls, RefusesAnAuthorityItDoesNotKnow)
{
    RawServer server({{okReply("secret")}});
    server.secure(serverTls(QStringLiteral("local")));
    TransportBench bench;

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_EQ(faultOf(seen), "certificate");
    EXPECT_EQ(seen.connected, 0);
    EXPECT_EQ(server.requests(), 0) << "no byte of the request leaves";
}

TEST_F(TransportTls, RefusesACertificateOfAnotherHost)
{
    RawServer server({{okReply("secret")}});
    server.secure(serverTls(QStringLiteral("other")));
    TransportBench bench(trusting());

    const Exchanged& seen = bench.exchange(server.url());

    EXPECT_EQ(faultOf(seen), "certificate");
    EXPECT_EQ(server.requests(), 0);
}

TEST_F(TransportTls, TellsAResetAndAnEndApartUnderTls)
{
    const std::string cut = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234";
    RawServer resetting({{cut, After::Rst}});
    RawServer ending({{cut, After::Fin}});
    resetting.secure(serverTls(QStringLiteral("local")));
    ending.secure(serverTls(QStringLiteral("local")));
    TransportBench bench(trusting());

    EXPECT_EQ(faultOf(bench.exchange(resetting.url())), "reset in body");
    EXPECT_EQ(faultOf(bench.exchange(ending.url())), "end in body");
}

TEST_F(TransportTls, RefusesVersionsBelow12)
{
    RawServer server({{okReply("secret")}});
    QSslConfiguration old = serverTls(QStringLiteral("local"));
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    old.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    server.secure(old);
    TransportBench bench(trusting());

    EXPECT_EQ(faultOf(bench.exchange(server.url())), "tls");
    EXPECT_EQ(server.requests(), 0);
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
