// One client's connection to a loopback server: reads requests strictly, one at a time, hands them
// to the service's session and carries its reply. What a local program has no business to send
// (another host's name, an Origin, endless headers) is refused before the session sees it.
#pragma once

#include "core/serve/http_service.h"
#include "core/wire/http_parser.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace understudy {

struct LoopbackLimits
{
    std::size_t connections = 512;
    std::uint64_t bodyBytes = 16 * 1024 * 1024;
    std::chrono::milliseconds request{10'000}; // from its first byte to its last
    std::chrono::milliseconds idle{60'000};    // between requests
    qint64 unreadReply = 8 * 1024 * 1024;      // then the client is cut off
};

class LoopbackConnection final : public QObject, public ReplyChannel, private HttpParserSink
{
    Q_OBJECT

public:
    // `socket` is connected and becomes this object's child; `service` must outlive it.
    LoopbackConnection(QTcpSocket* socket, HttpService& service, const LoopbackLimits& limits,
                       QObject* parent);
    ~LoopbackConnection() override;

    void write(std::string_view bytes) override;
    void endReply() override;
    void closeCleanly() override;
    void reset() override;

Q_SIGNALS:
    void finished(); // the connection is over; never from within a session's call

private:
    enum class Phase : std::uint8_t
    {
        Idle,
        Reading,
        Replying,
        Refused, // reads on, so that the refusal is not lost in a reset
        Closing,
        Over
    };

    void readRequest();
    void dispatch();
    std::uint16_t objection() const;
    void refuse(std::uint16_t status);
    void onTimeout();
    void leave();

    void onRequestHead(RequestHead&& head) override;
    void onBody(std::string_view bytes) override { m_body += bytes; }
    void onMessageEnd() override { m_isWhole = true; }

    QTcpSocket* m_socket;
    LoopbackLimits m_limits;
    std::unique_ptr<HttpSession> m_session;
    HttpParser m_parser;
    RequestHead m_head;
    std::string m_body;
    QTimer m_timer;
    Phase m_phase = Phase::Idle;
    bool m_isWhole = false; // the request
};

} // namespace understudy
