// Serves an HttpService on 127.0.0.1, and nowhere else. Lives on its creator's thread, where the
// service is called too.
#pragma once

#include "app/net/loopback_connection.h"
#include "core/base/result.h"
#include "core/serve/http_service.h"

#include <QObject>
#include <QTcpServer>

#include <cstddef>
#include <cstdint>

namespace understudy {

class LoopbackServer final : public QObject
{
    Q_OBJECT

public:
    // `service` must outlive the server.
    explicit LoopbackServer(HttpService& service, LoopbackLimits limits = {},
                            QObject* parent = nullptr);

    // 0 takes a free port. Answers the port; a Problem says why there is none.
    Result<std::uint16_t> listen(std::uint16_t port);
    std::size_t connections() const { return m_connections; }

private:
    void takeConnections();

    HttpService& m_service;
    LoopbackLimits m_limits;
    QTcpServer m_server;
    std::size_t m_connections = 0;
};

} // namespace understudy
