// Connections that wait to be used again, by origin. Whatever happens to one while it waits (data,
// an end, an error, time) drops it. Lives on its creator's thread.
#pragma once

#include <QDeadlineTimer>
#include <QObject>
#include <QSslSocket>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

class ConnectionPool final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionPool(QObject* parent = nullptr);
    ~ConnectionPool() override;

    // The one that waited shortest, with no signal connected; null when none waits.
    std::unique_ptr<QSslSocket> take(std::string_view origin);
    void give(std::string origin, std::unique_ptr<QSslSocket> socket);

    std::size_t waiting() const { return m_waiting.size(); }

private:
    struct Waiting
    {
        std::string origin;
        std::unique_ptr<QSslSocket> socket;
        std::uint64_t number = 0;
        QDeadlineTimer until;
    };

    void drop(std::uint64_t number);
    void dropOverdue();
    void dropOldestOf(const std::string& origin);

    std::vector<Waiting> m_waiting; // the longest waiting first
    std::uint64_t m_numbers = 0;
    QTimer m_sweep; // one for all: a timer each would outlive what it watches by far
};

} // namespace understudy
