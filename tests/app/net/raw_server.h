// A server that misbehaves on purpose, below HTTP: for each connection it waits for whole requests
// and does what its script says. Counts what it saw.
#pragma once

#include "app/net/socket_reset.h"
#include "core/wire/http_parser.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

enum class After
{
    Stay,
    Fin,
    BareFin, // of TCP: TLS is not told
    Rst
};

// What is sent for one request.
struct RawReply
{
    std::string bytes;
    After after = After::Stay;
    bool drips = false; // a byte at a time
};

inline std::string okReply(const std::string& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class RawServer final : public QTcpServer, private HttpParserSink
{
public:
    // One reply per request, in order of arrival; the last one repeats.
    explicit RawServer(std::vector<RawReply> replies)
        : m_replies(std::move(replies))
    {
        listen(QHostAddress(QHostAddress::LocalHost), 0);
    }

    // From now on connections speak TLS.
    void secure(const QSslConfiguration& tls)
    {
        m_tls = tls;
        m_isSecure = true;
    }

    std::string url(const std::string& path = "/") const
    {
        const std::string scheme = m_isSecure ? "https" : "http";
        return scheme + "://127.0.0.1:" + std::to_string(serverPort()) + path;
    }

    int requests() const { return static_cast<int>(heads.size()); }
    int connections() const { return m_connections; }
    int gone() const { return m_gone; } // connections that the client left
    // Ends every connection there is, from this side.
    void closeAll(After how)
    {
        const auto connections = m_parsers; // ending one takes it out
        for (const auto& [socket, parser] : connections) {
            how == After::Rst ? resetConnection(*socket) : socket->disconnectFromHost();
        }
    }

    std::vector<RequestHead> heads;
    std::string bodies;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        ++m_connections;
        m_parsers.emplace(socket, HttpParser(HttpParser::Role::Request));
        connect(socket, &QIODevice::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QAbstractSocket::disconnected, this, [this, socket] {
            ++m_gone;
            m_parsers.erase(socket);
            socket->deleteLater();
        });
        if (m_isSecure) {
            socket->setSslConfiguration(m_tls);
            socket->startServerEncryption();
        }
    }

private:
    void onRequestHead(RequestHead&& head) override { heads.push_back(std::move(head)); }
    void onBody(std::string_view bytes) override { bodies += bytes; }

    void read(QSslSocket& socket)
    {
        HttpParser& parser = m_parsers.at(&socket);
        const QByteArray bytes = socket.readAll();
        parser.feed({bytes.data(), static_cast<std::size_t>(bytes.size())}, *this);
        if (parser.isComplete()) {
            parser.reset();
            reply(socket);
        }
    }

    void reply(QSslSocket& socket)
    {
        const std::size_t place = std::min(m_next++, m_replies.size() - 1);
        const RawReply& reply = m_replies[place];
        if (reply.drips) {
            drip(socket, reply.bytes, 0);
            return;
        }
        socket.write(reply.bytes.data(), static_cast<qint64>(reply.bytes.size()));
        if (reply.after == After::Fin) {
            socket.disconnectFromHost();
        } else if (reply.after == After::BareFin) {
            socket.flush();
            QTimer::singleShot(20, &socket, [&socket] { endBarely(socket); });
        } else if (reply.after == After::Rst) {
            socket.flush();
            // What was sent must be read before the reset overtakes it.
            QTimer::singleShot(20, &socket, [&socket] { resetConnection(socket); });
        }
    }

    static void endBarely(QSslSocket& socket)
    {
        const qintptr descriptor = socket.socketDescriptor();
#ifdef Q_OS_WIN
        shutdown(static_cast<SOCKET>(descriptor), SD_SEND);
#else
        shutdown(static_cast<int>(descriptor), SHUT_WR);
#endif
    }

    void drip(QSslSocket& socket, const std::string& bytes, std::size_t from)
    {
        if (from < bytes.size()) {
            socket.write(bytes.data() + from, 1);
            socket.flush();
            QTimer::singleShot(0, &socket,
                               [this, &socket, bytes, from] { drip(socket, bytes, from + 1); });
        }
    }

    std::vector<RawReply> m_replies;
    std::size_t m_next = 0;
    int m_connections = 0;
    int m_gone = 0;
    bool m_isSecure = false;
    QSslConfiguration m_tls;
    std::map<QSslSocket*, HttpParser> m_parsers;
};

} // namespace understudy
