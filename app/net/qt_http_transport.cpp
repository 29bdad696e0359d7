#include "app/net/qt_http_transport.h"

#include "app/net/http_exchange.h"
#include "core/base/check.h"

#include <utility>

namespace understudy {

namespace {

QSslConfiguration tlsWith(const QList<QSslCertificate>& extraCaCertificates)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.addCaCertificates(extraCaCertificates);
    return tls;
}

} // namespace

QtHttpTransport::QtHttpTransport(QtHttpTransportOptions options, QObject* parent)
    : QObject(parent)
    , m_tls(tlsWith(options.extraCaCertificates))
    , m_userAgent(options.userAgent.empty() ? "understudy/" UNDERSTUDY_VERSION
                                            : std::move(options.userAgent))
{}

QtHttpTransport::~QtHttpTransport()
{
    for (const auto& [id, exchange] : m_exchanges) {
        exchange->stop();
    }
}

void QtHttpTransport::open(ExchangeId id, HttpRequest request, HttpSink& sink)
{
    US_CHECK(!m_exchanges.contains(id));
    auto* exchange =
        new HttpExchange({id, std::move(request), m_userAgent, m_tls}, m_pool, sink, this);
    m_exchanges[id] = exchange;
    connect(exchange, &HttpExchange::finished, this,
            [this](quint64 finished) { takeOut(finished)->deleteLater(); });
    QMetaObject::invokeMethod(exchange, &HttpExchange::start, Qt::QueuedConnection);
}

void QtHttpTransport::cancel(ExchangeId id)
{
    if (HttpExchange* exchange = takeOut(id)) {
        exchange->stop();
        exchange->deleteLater();
    }
}

// Null when there is no such exchange (any more).
HttpExchange* QtHttpTransport::takeOut(ExchangeId id)
{
    const auto found = m_exchanges.find(id);
    if (found == m_exchanges.end()) {
        return nullptr;
    }
    HttpExchange* exchange = found->second;
    m_exchanges.erase(found);
    return exchange;
}

} // namespace understudy
