// A web server of one answer, on a thread of its own, so that the test may wait for a program that
// asks it. Keeps what it was asked.
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>

namespace understudy {

class CannedServer
{
public:
    // `answer` is the whole HTTP response. Each connection gets it once and is closed.
    explicit CannedServer(QByteArray answer);
    ~CannedServer();
    CannedServer(const CannedServer&) = delete;
    CannedServer& operator=(const CannedServer&) = delete;

    QString origin() const; // "http://127.0.0.1:PORT"
    QByteArray requests() const;

private:
    void serve();

    QByteArray m_answer;
    std::atomic<std::uint16_t> m_port{0};
    std::atomic<bool> m_isEnding{false};
    mutable std::mutex m_mutex;
    QByteArray m_requests;
    std::thread m_thread;
};

// A response with a length, and JSON unless said otherwise.
QByteArray httpAnswer(int status, const QByteArray& body,
                      const QByteArray& type = "application/json");

} // namespace understudy
