#include "app/secrets/keychain.h"

#include "app/secrets/secret_service_state.h"

#include <qt6keychain/keychain.h>

#include <QTimer>

#include <memory>
#include <optional>
#include <utility>

namespace understudy {

namespace {

KeyOutcome outcomeOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError: return KeyOutcome::Done;
    case QKeychain::EntryNotFound: return KeyOutcome::NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied: return KeyOutcome::Denied;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: return KeyOutcome::Unavailable;
    }
    return KeyOutcome::Unavailable;
}

// QtKeychain reports a locked or an absent keychain as a missing entry, and its jobs on a locked
// one may wait for a person without end: so the question is asked first.
std::optional<KeyReply> refusal()
{
    switch (secretServiceState()) {
    case SecretServiceState::Locked:
        return KeyReply{KeyOutcome::Locked,
                        Keychain::tr("The keychain is locked. Unlock it and try again."),
                        {}};
    case SecretServiceState::NoBus:
        return KeyReply{KeyOutcome::Unavailable,
                        Keychain::tr("There is no session bus, so no keychain can be reached."),
                        {}};
    case SecretServiceState::NoService:
        return KeyReply{KeyOutcome::Unavailable,
                        Keychain::tr("No keychain service is running in this session."),
                        {}};
    case SecretServiceState::Unlocked:
    case SecretServiceState::NotAsked: break;
    }
    return std::nullopt;
}

} // namespace

Keychain::Keychain(const QString& service, QObject* parent)
    : QObject(parent)
    , m_service(service)
{}

void Keychain::read(const QString& name, QObject* context, const Reply& reply)
{
    auto* job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(name);
    run(job, context, reply);
}

void Keychain::write(const QString& name, const QString& secret, QObject* context,
                     const Reply& reply)
{
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(name);
    job->setTextData(secret);
    run(job, context, reply);
}

void Keychain::remove(const QString& name, QObject* context, const Reply& reply)
{
    auto* job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(name);
    run(job, context, reply);
}

void Keychain::run(QKeychain::Job* job, QObject* context, const Reply& reply)
{
    if (const std::optional<KeyReply> refused = refusal()) {
        job->deleteLater();
        QTimer::singleShot(0, context, [reply, refused] { reply(*refused); });
        return;
    }
    // Whoever is first, the job or its timer, answers; the other finds the door shut.
    const auto isAnswered = std::make_shared<bool>(false);
    const auto answer = [reply, isAnswered](const KeyReply& result) {
        if (!std::exchange(*isAnswered, true)) {
            reply(result);
        }
    };
    connect(job, &QKeychain::Job::finished, context, [answer](QKeychain::Job* done) {
        const auto* read = qobject_cast<QKeychain::ReadPasswordJob*>(done);
        answer({outcomeOf(done->error()), done->errorString(),
                read == nullptr ? QString() : read->textData()});
    });
    QTimer::singleShot(m_limit, context, [answer] {
        answer({KeyOutcome::TimedOut,
                tr("The keychain did not answer in time. It may be waiting for you to unlock it."),
                {}});
    });
    job->start(); // deletes itself when it finishes
}

} // namespace understudy
