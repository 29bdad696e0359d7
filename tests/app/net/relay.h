// A go-between on loopback that is transparent for data, ends and resets: it can speak TLS to its
// clients, or be an HTTP proxy that wants a name and a password, and hands on to one port.
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QString>
#include <QTcpServer>

#include <cstdint>
#include <optional>
#include <string>

namespace understudy {

struct RelayOptions
{
    std::uint16_t target = 0; // on 127.0.0.1, whatever host was asked for
    std::optional<QSslConfiguration> tls{};
    QByteArray login{}; // "name:password" that a proxy wants; empty: this is no proxy
};

class Relay final : public QTcpServer
{
public:
    explicit Relay(RelayOptions options);

    std::uint16_t port() const { return serverPort(); }
    // As an environment variable holds it.
    QByteArray proxyUrl(const QByteArray& login) const;

    int tunnels() const { return m_tunnels; }                     // connections handed on
    int challenges() const { return m_challenges; }               // clients asked for a password
    const QByteArray& proxyBytes() const { return m_proxyBytes; } // what clients said to the proxy

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class RelayedConnection;

    RelayOptions m_options;
    int m_tunnels = 0;
    int m_challenges = 0;
    QByteArray m_proxyBytes;
};

} // namespace understudy
