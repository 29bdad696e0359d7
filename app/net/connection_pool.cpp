#include "app/net/connection_pool.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace understudy {

namespace {

constexpr std::ptrdiff_t kMostPerOrigin = 6;
constexpr std::chrono::seconds kLongestWait{30}; // servers give up after 60 s and more
constexpr std::chrono::seconds kSweep{5};

} // namespace

ConnectionPool::ConnectionPool(QObject* parent)
    : QObject(parent)
    , m_sweep(this)
{
    m_sweep.setInterval(kSweep);
    connect(&m_sweep, &QTimer::timeout, this, &ConnectionPool::dropOverdue);
}

// A socket that dies says so first: nobody must listen any more.
ConnectionPool::~ConnectionPool()
{
    for (const Waiting& waiting : m_waiting) {
        waiting.socket->disconnect(this);
    }
}

std::unique_ptr<QSslSocket> ConnectionPool::take(std::string_view origin)
{
    const auto found = std::find_if(m_waiting.rbegin(), m_waiting.rend(),
                                    [origin](const Waiting& w) { return w.origin == origin; });
    if (found == m_waiting.rend()) {
        return nullptr;
    }
    std::unique_ptr<QSslSocket> socket = std::move(found->socket);
    m_waiting.erase(std::next(found).base());
    socket->disconnect(this);
    return socket;
}

void ConnectionPool::give(std::string origin, std::unique_ptr<QSslSocket> socket)
{
    const std::uint64_t number = ++m_numbers;
    dropOldestOf(origin);
    const auto dropIt = [this, number] { drop(number); };
    connect(socket.get(), &QIODevice::readyRead, this, dropIt);
    connect(socket.get(), &QAbstractSocket::disconnected, this, dropIt);
    connect(socket.get(), &QAbstractSocket::errorOccurred, this, dropIt);
    m_waiting.push_back(
        {std::move(origin), std::move(socket), number, QDeadlineTimer(kLongestWait)});
    if (!m_sweep.isActive()) {
        m_sweep.start();
    }
}

void ConnectionPool::dropOverdue()
{
    while (!m_waiting.empty() && m_waiting.front().until.hasExpired()) {
        drop(m_waiting.front().number);
    }
    if (m_waiting.empty()) {
        m_sweep.stop();
    }
}

// May be called from a signal of the socket itself.
void ConnectionPool::drop(std::uint64_t number)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [number](const Waiting& w) { return w.number == number; });
    if (found == m_waiting.end()) {
        return;
    }
    QSslSocket* socket = found->socket.release();
    m_waiting.erase(found);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void ConnectionPool::dropOldestOf(const std::string& origin)
{
    const auto isSame = [&origin](const Waiting& w) { return w.origin == origin; };
    if (std::count_if(m_waiting.begin(), m_waiting.end(), isSame) >= kMostPerOrigin) {
        drop(std::find_if(m_waiting.begin(), m_waiting.end(), isSame)->number);
    }
}

} // namespace understudy
