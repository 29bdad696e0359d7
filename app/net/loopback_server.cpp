#include "app/net/loopback_server.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <string>

namespace understudy {

LoopbackServer::LoopbackServer(HttpService& service, LoopbackLimits limits, QObject* parent)
    : QObject(parent)
    , m_service(service)
    , m_limits(limits)
{
    m_server.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    connect(&m_server, &QTcpServer::newConnection, this, &LoopbackServer::takeConnections);
}

Result<std::uint16_t> LoopbackServer::listen(std::uint16_t port)
{
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost), port)) {
        Problem problem;
        problem.code = "port";
        problem.what = "cannot listen on 127.0.0.1:" + std::to_string(port) + ": " +
                       m_server.errorString().toStdString();
        return Failure{problem};
    }
    return static_cast<std::uint16_t>(m_server.serverPort());
}

void LoopbackServer::takeConnections()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        if (m_connections >= m_limits.connections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        auto* connection = new LoopbackConnection(socket, m_service, m_limits, this);
        connect(connection, &LoopbackConnection::finished, this, [this, connection] {
            --m_connections;
            connection->deleteLater();
        });
    }
}

} // namespace understudy
