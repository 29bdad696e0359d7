#include "app/net/http_exchange.h"

#include "app/net/request_bytes.h"
#include "app/net/transport_failures.h"

#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>

#include <utility>

namespace understudy {

namespace {

// Loopback is never the proxy's business; everything else as the system or the environment says.
QNetworkProxy proxyFor(const HttpUrl& url)
{
    if (url.isLoopback()) {
        return QNetworkProxy(QNetworkProxy::NoProxy);
    }
    const QString scheme = url.isSecure ? QStringLiteral("https") : QStringLiteral("http");
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(
        QNetworkProxyQuery(QString::fromStdString(url.host), url.port, scheme));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

} // namespace

HttpExchange::HttpExchange(ExchangeSetup setup, ConnectionPool& pool, HttpSink& sink,
                           QObject* parent)
    : QObject(parent)
    , m_setup(std::move(setup))
    , m_pool(pool)
    , m_sink(sink)
{}

HttpExchange::~HttpExchange() { dropSocket(); }

void HttpExchange::start()
{
    if (m_isOver) {
        return;
    }
    std::optional<std::string> bytes = requestBytes(m_setup.request, m_setup.userAgent);
    if (!bytes) {
        fail(localFailure(m_setup.request.url, "a line or header of it is not fit for the wire"));
        return;
    }
    m_bytes = *std::move(bytes);
    std::unique_ptr<QSslSocket> waiting = m_pool.take(m_setup.request.url.origin());
    m_isReused = waiting != nullptr;
    if (m_isReused) {
        adopt(std::move(waiting));
        onStanding();
    } else {
        connectAfresh();
    }
}

void HttpExchange::stop()
{
    m_isOver = true;
    dropSocket();
}

void HttpExchange::connectAfresh()
{
    const HttpUrl& url = m_setup.request.url;
    m_proxy = proxyFor(url);
    m_stands = false;
    m_isInHandshake = false;
    adopt(std::make_unique<QSslSocket>());
    m_socket->setProxy(m_proxy);
    const QString host = QString::fromStdString(url.host);
    if (url.isSecure) {
        m_socket->setSslConfiguration(m_setup.tls);
        m_socket->connectToHostEncrypted(host, url.port);
    } else {
        m_socket->connectToHost(host, url.port);
    }
}

void HttpExchange::adopt(std::unique_ptr<QSslSocket> socket)
{
    m_socket = std::move(socket);
    QSslSocket* s = m_socket.get();
    const bool isSecure = m_setup.request.url.isSecure;
    if (isSecure) {
        connect(s, &QSslSocket::connected, this, [this] { m_isInHandshake = true; });
        connect(s, &QSslSocket::encrypted, this, &HttpExchange::onStanding);
    } else {
        connect(s, &QSslSocket::connected, this, &HttpExchange::onStanding);
    }
    connect(s, &QSslSocket::sslErrors, this,
            [this](const QList<QSslError>& errors) { m_certificateErrors = errors; });
    connect(s, &QSslSocket::readyRead, this, &HttpExchange::onReadable);
    connect(s, &QSslSocket::errorOccurred, this, &HttpExchange::onError);
    connect(s, &QSslSocket::disconnected, this, &HttpExchange::onClosed);
}

// Often called from a signal of the socket: it must outlive that.
void HttpExchange::dropSocket()
{
    m_probe.release(); // else the connection would live on
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket.release()->deleteLater();
    }
}

void HttpExchange::onStanding()
{
    m_stands = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_probe.watch(m_socket->socketDescriptor());
    m_socket->write(m_bytes.data(), static_cast<qint64>(m_bytes.size()));
    if (!std::exchange(m_isTold, true)) {
        m_sink.onConnected(m_setup.id);
    }
}

void HttpExchange::onReadable()
{
    if (m_isOver || !m_stands) {
        return;
    }
    const QByteArray bytes = m_socket->readAll();
    const std::size_t size = static_cast<std::size_t>(bytes.size());
    const std::size_t taken = m_parser.feed({bytes.data(), size}, *this);
    if (m_isOver) { // the sink has had enough
        return;
    }
    if (m_isWhole) {
        succeed(taken < size);
    } else if (m_parser.fault() != HttpFault::None) {
        fail(malformedFailure(m_setup.request.url, m_parser.fault()));
    }
}

void HttpExchange::onError(QAbstractSocket::SocketError error)
{
    if (m_isOver) {
        return;
    }
    if (m_stands) {
        onClosed();
        return;
    }
    fail(connectFailure(m_setup.request.url, {.error = error,
                                              .words = m_socket->errorString(),
                                              .certificateErrors = m_certificateErrors,
                                              .proxy = m_proxy,
                                              .isInHandshake = m_isInHandshake}));
}

void HttpExchange::onClosed()
{
    onReadable(); // what came before the end
    if (m_isOver || !m_stands || resendsAfterStaleReuse()) {
        return;
    }
    const CloseTrouble trouble{.wasReset = m_probe.wasReset(), .headWasWhole = m_parser.headDone()};
    if (!trouble.wasReset) {
        m_parser.feedEnd(*this);
    }
    if (m_isOver) {
        return;
    }
    if (m_isWhole) {
        succeed(false);
    } else {
        fail(closeFailure(m_setup.request.url, trouble));
    }
}

// A kept connection may have been closed just as the request went out: that was no attempt yet.
bool HttpExchange::resendsAfterStaleReuse()
{
    if (!m_isReused || m_parser.hasStarted()) {
        return false;
    }
    m_isReused = false;
    dropSocket();
    connectAfresh();
    return true;
}

void HttpExchange::onResponseHead(ResponseHead&& head)
{
    if (!m_isOver) {
        m_sink.onHead(m_setup.id, head);
    }
}

void HttpExchange::onBody(std::string_view bytes)
{
    if (!m_isOver) {
        m_sink.onBody(m_setup.id, bytes);
    }
}

void HttpExchange::onMessageEnd() { m_isWhole = true; }

void HttpExchange::succeed(bool hasSurplus)
{
    const bool isReusable = m_parser.keepsAlive() && !hasSurplus &&
                            m_socket->state() == QAbstractSocket::ConnectedState;
    if (isReusable) {
        m_probe.release();
        m_socket->disconnect(this);
        m_pool.give(m_setup.request.url.origin(), std::move(m_socket));
    }
    finish();
    m_sink.onEnd(m_setup.id);
}

void HttpExchange::fail(const TransportFailure& failure)
{
    finish();
    m_sink.onFailure(m_setup.id, failure);
}

// Before the sink hears of the end, since it may open the next exchange under the same id.
void HttpExchange::finish()
{
    m_isOver = true;
    dropSocket();
    Q_EMIT finished(m_setup.id);
}

} // namespace understudy
