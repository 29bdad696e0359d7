#include "tests/app/net/relay.h"

#include "app/net/peer_close_probe.h"
#include "app/net/socket_reset.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTimer>

#include <gtest/gtest.h>

#include <chrono>

namespace understudy {

namespace {

// What was handed on must be read before a reset overtakes it.
constexpr std::chrono::milliseconds kResetDelay{20};

// Servers on loopback answer to loopback's own names only.
QByteArray withLoopbackHost(QByteArray bytes)
{
    return bytes.replace("\r\nHost: provider.example\r\n", "\r\nHost: 127.0.0.1\r\n");
}

} // namespace

class RelayedConnection final : public QObject
{
public:
    RelayedConnection(Relay& relay, qintptr descriptor)
        : QObject(&relay)
        , m_relay(relay)
        , m_client(new QSslSocket(this))
        , m_server(new QTcpSocket(this))
        , m_isTunnel(relay.m_options.login.isEmpty())
    {
        m_client->setSocketDescriptor(descriptor);
        m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_server->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        connect(m_client, &QIODevice::readyRead, this, &RelayedConnection::readClient);
        connect(m_client, &QAbstractSocket::disconnected, this, &RelayedConnection::dropServer);
        connect(m_server, &QAbstractSocket::connected, this, &RelayedConnection::onServerStanding);
        connect(m_server, &QIODevice::readyRead, this, &RelayedConnection::readServer);
        connect(m_server, &QAbstractSocket::disconnected, this, &RelayedConnection::onServerGone);
        if (relay.m_options.tls) {
            m_client->setSslConfiguration(*relay.m_options.tls);
            m_client->startServerEncryption();
        }
        if (m_isTunnel) {
            connectOn();
        }
    }

private:
    void connectOn()
    {
        m_isTunnel = true;
        ++m_relay.m_tunnels;
        m_server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_relay.m_options.target);
    }

    void readClient()
    {
        m_pending += m_client->readAll();
        if (!m_isTunnel) {
            readProxyHead();
        } else if (m_server->state() == QAbstractSocket::ConnectedState) {
            m_server->write(withLoopbackHost(std::exchange(m_pending, {})));
        }
    }

    void readProxyHead()
    {
        const qsizetype end = m_pending.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        const QByteArray head = m_pending.left(end + 4);
        m_pending.remove(0, end + 4);
        m_relay.m_proxyBytes += head;
        const QByteArray wanted = "Basic " + m_relay.m_options.login.toBase64() + "\r\n";
        if (head.contains(wanted)) {
            m_isConfirmed = true;
            connectOn();
            return;
        }
        ++m_relay.m_challenges;
        m_client->write("HTTP/1.1 407 Proxy Authentication Required\r\n"
                        "Proxy-Authenticate: Basic realm=\"relay\"\r\nContent-Length: 0\r\n\r\n");
    }

    void onServerStanding()
    {
        m_server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_probe.watch(m_server->socketDescriptor());
        if (m_isConfirmed) {
            m_client->write("HTTP/1.1 200 Connection established\r\n\r\n");
        }
        readClient(); // what has waited
    }

    void readServer() { m_client->write(m_server->readAll()); }

    void onServerGone()
    {
        readServer();
        if (m_probe.wasReset()) {
            m_client->flush();
            QTimer::singleShot(kResetDelay, m_client, [this] { resetConnection(*m_client); });
        } else {
            m_client->disconnectFromHost();
        }
        m_probe.release();
    }

    void dropServer()
    {
        m_probe.release();
        m_server->disconnect(this);
        m_server->abort();
        deleteLater();
    }

    Relay& m_relay;
    QSslSocket* m_client;
    QTcpSocket* m_server;
    PeerCloseProbe m_probe;
    QByteArray m_pending; // from the client, not yet handed on
    bool m_isTunnel;
    bool m_isConfirmed = false; // the proxy's client waits for its 200
};

Relay::Relay(RelayOptions options)
    : m_options(std::move(options))
{
    setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    EXPECT_TRUE(listen(QHostAddress(QHostAddress::LocalHost), 0));
}

QByteArray Relay::proxyUrl(const QByteArray& login) const
{
    return "http://" + login + (login.isEmpty() ? "" : "@") +
           "127.0.0.1:" + QByteArray::number(serverPort());
}

void Relay::incomingConnection(qintptr descriptor)
{
    new RelayedConnection(*this, descriptor); // a child of this
}

} // namespace understudy
