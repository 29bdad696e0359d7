#include "tests/app/live/breaking_server.h"

#include "app/net/socket_reset.h"
#include "core/base/check.h"
#include "core/serve/http_reply.h"

#include <QHostAddress>
#include <QNetworkProxy>

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <utility>

namespace understudy {

namespace {

// A request is whole with its head and as many bytes as that announces.
bool isWhole(const std::string& request)
{
    const std::size_t end = request.find("\r\n\r\n");
    const std::size_t length = request.find("Content-Length: ");
    return end != std::string::npos && length < end &&
           request.size() >= end + 4 + std::strtoull(request.c_str() + length + 16, nullptr, 10);
}

std::uint64_t caseOf(const std::string& request)
{
    const std::size_t place = request.find("case-");
    US_CHECK(place != std::string::npos);
    return std::strtoull(request.c_str() + place + 5, nullptr, 10);
}

std::string bytesOf(const BrokenAnswer& broken)
{
    const RecordedAnswer& answer = *broken.answer;
    if (broken.how == Break::CleanEnd) {
        return answer.head + chunk(answer.events.substr(0, broken.offset)) +
               std::string(kLastChunk);
    }
    const std::string sent = answer.bytes.substr(0, broken.offset);
    return broken.how == Break::Garbage ? sent + std::string("\x00\xff}{\r\n\r\nZZ", 10) : sent;
}

} // namespace

const char* name(Break how)
{
    switch (how) {
    case Break::Reset: return "reset";
    case Break::End: return "end";
    case Break::CleanEnd: return "clean end";
    case Break::Garbage: return "garbage";
    case Break::Stall: return "stall";
    }
    US_UNREACHABLE();
}

BreakingServer::BreakingServer(Script script)
    : m_script(std::move(script))
{
    setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    EXPECT_TRUE(listen(QHostAddress(QHostAddress::LocalHost), 0));
}

void BreakingServer::incomingConnection(qintptr descriptor)
{
    auto* socket = new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const auto request = std::make_shared<std::string>();
    connect(socket, &QIODevice::readyRead, this,
            [this, socket, request] { read(*socket, *request); });
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
}

void BreakingServer::read(QTcpSocket& socket, std::string& request)
{
    request += socket.readAll().toStdString();
    if (isWhole(request)) {
        play(socket, m_script(caseOf(std::exchange(request, {}))));
    }
}

void BreakingServer::play(QTcpSocket& socket, const BrokenAnswer& broken)
{
    const std::string bytes = bytesOf(broken);
    socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    if (broken.how == Break::Reset) {
        resetConnection(socket); // which sends what was written first
    } else if (broken.how != Break::Stall) {
        socket.disconnectFromHost();
    }
}

} // namespace understudy
