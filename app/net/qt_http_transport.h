// HTTP/1.1 over Qt's sockets, hiding nothing: one open() is one request on the wire, no redirect is
// followed, certificates are always verified, and every way to fail has its name. Lives on its
// creator's thread and calls sinks from that thread's event loop.
#pragma once

#include "app/net/connection_pool.h"
#include "core/wire/http_transport.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <string>
#include <unordered_map>

namespace understudy {

class HttpExchange;

struct QtHttpTransportOptions
{
    QList<QSslCertificate> extraCaCertificates; // besides the system's
    std::string userAgent;                      // empty: "understudy/VERSION"
};

class QtHttpTransport final : public QObject, public HttpTransport
{
    Q_OBJECT

public:
    explicit QtHttpTransport(QtHttpTransportOptions options = {}, QObject* parent = nullptr);
    ~QtHttpTransport() override; // closes everything; no sink hears of it

    void open(ExchangeId id, HttpRequest request, HttpSink& sink) override;
    void cancel(ExchangeId id) override;

private:
    HttpExchange* takeOut(ExchangeId id);

    QSslConfiguration m_tls;
    std::string m_userAgent;
    ConnectionPool m_pool;
    std::unordered_map<ExchangeId, HttpExchange*> m_exchanges; // children of this
};

} // namespace understudy
