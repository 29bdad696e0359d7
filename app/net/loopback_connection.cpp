#include "app/net/loopback_connection.h"

#include "app/net/socket_reset.h"
#include "core/base/text.h"
#include "core/serve/http_reply.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

constexpr qint64 kReadPiece = 64 * 1024;
constexpr std::chrono::milliseconds kRefusalStays{500};

HttpLimits parserLimits(const LoopbackLimits& limits)
{
    HttpLimits parser;
    parser.bodyBytes = limits.bodyBytes;
    return parser;
}

// Exactly one Host, and it names this machine: a web page that had its own name point here is not
// served (DNS rebinding).
bool namesLoopback(const HttpHeaders& headers)
{
    const auto isHost = [](const auto& header) { return equalsIgnoringCase(header.first, "host"); };
    const auto host = findHeader(headers, "host");
    if (!host || std::count_if(headers.begin(), headers.end(), isHost) != 1) {
        return false;
    }
    const auto url = parseUrl("http://" + std::string(*host));
    return url && url->isLoopback() && host->find_first_of("/?") == std::string_view::npos;
}

std::uint16_t statusOf(HttpFault fault, bool headIsWhole)
{
    if (fault == HttpFault::TooLarge) {
        return headIsWhole ? 413 : 431;
    }
    return 400;
}

} // namespace

LoopbackConnection::LoopbackConnection(QTcpSocket* socket, HttpService& service,
                                       const LoopbackLimits& limits, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_limits(limits)
    , m_session(service.open(*this))
    , m_parser(HttpParser::Role::Request, parserLimits(limits))
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // tokens must not be gathered
    m_socket->setReadBufferSize(2 * kReadPiece);
    connect(m_socket, &QIODevice::readyRead, this, &LoopbackConnection::readRequest);
    // Queued: a session's own write may be what finds out.
    connect(m_socket, &QAbstractSocket::disconnected, this, &LoopbackConnection::leave,
            Qt::QueuedConnection);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LoopbackConnection::onTimeout);
    m_timer.start(m_limits.idle);
    QMetaObject::invokeMethod(this, &LoopbackConnection::readRequest, Qt::QueuedConnection);
}

LoopbackConnection::~LoopbackConnection()
{
    m_session.reset(); // before the channel it writes to
}

void LoopbackConnection::write(std::string_view bytes)
{
    if (m_phase != Phase::Replying) {
        return;
    }
    m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    if (m_socket->bytesToWrite() > m_limits.unreadReply) {
        reset();
    }
}

void LoopbackConnection::endReply()
{
    if (m_phase != Phase::Replying) {
        return;
    }
    if (!m_parser.keepsAlive()) {
        closeCleanly();
        return;
    }
    m_phase = Phase::Idle;
    m_parser.reset();
    m_timer.start(m_limits.idle);
    // The next request may have come already.
    QMetaObject::invokeMethod(this, &LoopbackConnection::readRequest, Qt::QueuedConnection);
}

void LoopbackConnection::closeCleanly()
{
    if (m_phase != Phase::Over) {
        m_phase = Phase::Closing;
        m_timer.start(m_limits.idle); // for a client that never reads
        m_socket->disconnectFromHost();
    }
}

void LoopbackConnection::reset()
{
    if (m_phase != Phase::Over) {
        m_phase = Phase::Closing;
        resetConnection(*m_socket);
    }
}

// Requests that come during a reply wait in the socket.
void LoopbackConnection::readRequest()
{
    while ((m_phase == Phase::Idle || m_phase == Phase::Reading) &&
           m_socket->bytesAvailable() > 0) {
        if (m_phase == Phase::Idle) {
            m_phase = Phase::Reading;
            m_timer.start(m_limits.request);
        }
        const QByteArray bytes = m_socket->peek(kReadPiece);
        const std::size_t taken =
            m_parser.feed({bytes.data(), static_cast<std::size_t>(bytes.size())}, *this);
        m_socket->skip(static_cast<qint64>(taken));
        if (m_isWhole) {
            dispatch();
        } else if (m_parser.fault() != HttpFault::None) {
            refuse(statusOf(m_parser.fault(), m_parser.headDone()));
        }
    }
    if (m_phase == Phase::Refused) {
        m_socket->readAll();
    }
}

void LoopbackConnection::dispatch()
{
    m_isWhole = false;
    m_timer.stop();
    if (const std::uint16_t status = objection()) {
        refuse(status);
        return;
    }
    m_phase = Phase::Replying;
    const RequestHead head = std::exchange(m_head, {});
    const std::string body = std::exchange(m_body, {});
    m_session->onRequest(head, body);
}

// The status to refuse a well-formed request with; 0 for none.
std::uint16_t LoopbackConnection::objection() const
{
    if (m_parser.isHttp10()) {
        return 505; // replies are chunked
    }
    const bool comesFromPage = findHeader(m_head.headers, "origin").has_value();
    return comesFromPage || !namesLoopback(m_head.headers) ? 403 : 0;
}

// Before any session: the connection is not used further.
void LoopbackConnection::refuse(std::uint16_t status)
{
    m_phase = Phase::Replying;
    std::string body = R"({"error":{"message":")";
    body.append(reasonOf(status)).append(R"(","type":"invalid_request_error"}})");
    write(
        wholeReply(status, {{"content-type", "application/json"}, {"connection", "close"}}, body));
    m_phase = Phase::Refused;
    m_timer.start(kRefusalStays);
}

void LoopbackConnection::onTimeout()
{
    if (m_phase == Phase::Reading) {
        refuse(408);
    } else if (m_phase == Phase::Refused) {
        closeCleanly();
    } else {
        m_socket->abort();
    }
}

void LoopbackConnection::leave()
{
    if (m_phase != Phase::Over) {
        m_phase = Phase::Over;
        m_timer.stop();
        m_session.reset(); // stops what it was saying
        Q_EMIT finished();
    }
}

void LoopbackConnection::onRequestHead(RequestHead&& head)
{
    m_head = std::move(head);
    const auto expected = findHeader(m_head.headers, "expect");
    if (expected && equalsIgnoringCase(*expected, "100-continue")) {
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

} // namespace understudy
