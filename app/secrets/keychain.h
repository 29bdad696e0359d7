// The operating system's keychain, through QtKeychain: asynchronous, each job under a timer, never
// a file of ours. Lives on one thread with an event loop.
#pragma once

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace QKeychain {
class Job;
}

namespace understudy {

enum class KeyOutcome : quint8
{
    Done,
    NotFound,
    Denied,      // a person or a policy said no
    Locked,      // the keychain is there but locked
    Unavailable, // no keychain on this system or in this session
    TimedOut,    // no answer in time; a prompt may still be open
};

struct KeyReply
{
    KeyOutcome outcome = KeyOutcome::Done;
    QString detail; // the system's words, for people
    QString secret; // of a read that is Done
};

class Keychain final : public QObject
{
    Q_OBJECT

public:
    using Reply = std::function<void(const KeyReply&)>;

    // `service` groups our entries in the keychain.
    explicit Keychain(const QString& service, QObject* parent = nullptr);

    // For tests; the default suits a person who must find a password dialog.
    void setTimeLimit(std::chrono::milliseconds limit) { m_limit = limit; }

    // Each calls `reply` exactly once, later, unless `context` or this is destroyed first. A job
    // that is given up goes on by itself: what it reads late is dropped, what it writes late is
    // told by wroteLate(). A locked keychain is never asked: it might open a prompt for every key.
    void read(const QString& name, QObject* context, const Reply& reply);
    void write(const QString& name, const QString& secret, QObject* context, const Reply& reply);
    void remove(const QString& name, QObject* context, const Reply& reply);

Q_SIGNALS:
    // A write that was answered with TimedOut has come through after all.
    void wroteLate(const QString& name);

private:
    using MakeJob = std::function<QKeychain::Job*()>;
    class Operation;
    void run(QObject* context, const Reply& reply, const MakeJob& makeJob);
    void start(const std::shared_ptr<Operation>& operation, const MakeJob& makeJob);

    QString m_service;
    std::chrono::milliseconds m_limit{5000};
};

} // namespace understudy
