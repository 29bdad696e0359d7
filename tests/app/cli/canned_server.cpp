#include "tests/app/cli/canned_server.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

#include <gtest/gtest.h>

#include <memory>

namespace understudy {

namespace {

constexpr int kTick = 20;
constexpr int kPatience = 10'000;

// Head and as much body as the head says.
bool isWhole(const QByteArray& request)
{
    const qsizetype head = request.indexOf("\r\n\r\n");
    if (head < 0) {
        return false;
    }
    const QByteArray lower = request.left(head).toLower();
    const qsizetype at = lower.indexOf("content-length:");
    const qsizetype length = at < 0 ? 0 : lower.mid(at + 15).split('\r').first().trimmed().toInt();
    return request.size() >= head + 4 + length;
}

} // namespace

CannedServer::CannedServer(QByteArray answer)
    : m_answer(std::move(answer))
    , m_thread([this] { serve(); })
{
    for (int waited = 0; m_port == 0 && waited < kPatience; waited += kTick) {
        std::this_thread::sleep_for(std::chrono::milliseconds(kTick));
    }
    EXPECT_NE(m_port, 0);
}

CannedServer::~CannedServer()
{
    m_isEnding = true;
    m_thread.join();
}

QString CannedServer::origin() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port.load());
}

QByteArray CannedServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void CannedServer::serve()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    m_port = server.serverPort();
    while (!m_isEnding) {
        if (!server.waitForNewConnection(kTick)) {
            continue;
        }
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        QByteArray request;
        for (int waited = 0; !isWhole(request) && waited < kPatience && !m_isEnding;
             waited += kTick) {
            socket->waitForReadyRead(kTick);
            request += socket->readAll();
        }
        {
            const std::lock_guard lock(m_mutex);
            m_requests += request;
        }
        socket->write(m_answer);
        socket->disconnectFromHost();
        if (socket->state() != QAbstractSocket::UnconnectedState) {
            socket->waitForDisconnected(1000);
        }
    }
}

QByteArray httpAnswer(int status, const QByteArray& body, const QByteArray& type)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace understudy
