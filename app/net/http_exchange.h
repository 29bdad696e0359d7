// One request and its response on one connection. Tells its sink what happens, always from the
// event loop; after finished() or stop() it says nothing more.
#pragma once

#include "app/net/connection_pool.h"
#include "app/net/peer_close_probe.h"
#include "core/wire/http_parser.h"
#include "core/wire/http_transport.h"

#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>

#include <memory>
#include <string>

namespace understudy {

struct ExchangeSetup
{
    ExchangeId id = 0;
    HttpRequest request;
    std::string userAgent;
    QSslConfiguration tls;
};

class HttpExchange final : public QObject, private HttpParserSink
{
    Q_OBJECT

public:
    // `pool` and `sink` must outlive the exchange's life until finished() or stop().
    HttpExchange(ExchangeSetup setup, ConnectionPool& pool, HttpSink& sink,
                 QObject* parent = nullptr);
    ~HttpExchange() override;

    void start();
    void stop(); // closes the connection

Q_SIGNALS:
    void finished(quint64 id);

private:
    void connectAfresh();
    void adopt(std::unique_ptr<QSslSocket> socket);
    void dropSocket();
    void onStanding();
    void onReadable();
    void onError(QAbstractSocket::SocketError error);
    void onClosed();
    bool resendsAfterStaleReuse();

    void onResponseHead(ResponseHead&& head) override;
    void onBody(std::string_view bytes) override;
    void onMessageEnd() override;

    void succeed(bool hasSurplus);
    void fail(const TransportFailure& failure);
    void finish();

    ExchangeSetup m_setup;
    ConnectionPool& m_pool;
    HttpSink& m_sink;
    std::string m_bytes; // of the request
    std::unique_ptr<QSslSocket> m_socket;
    PeerCloseProbe m_probe;
    QNetworkProxy m_proxy{QNetworkProxy::NoProxy};
    QList<QSslError> m_certificateErrors;
    HttpParser m_parser{HttpParser::Role::Response};
    bool m_isReused = false;
    bool m_isTold = false;        // that the connection stands
    bool m_isInHandshake = false; // of TLS
    bool m_stands = false;
    bool m_isWhole = false; // the response
    bool m_isOver = false;
};

} // namespace understudy
