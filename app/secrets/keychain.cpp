#include "app/secrets/keychain.h"

#include "app/secrets/secret_service_state.h"

#include <qt6keychain/keychain.h>

#include <QPointer>
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

// Why the keychain is not asked at all. QtKeychain reports a locked or an absent keychain as a
// missing entry, and its jobs on a locked one may wait for a person without end.
std::optional<KeyReply> refusal(SecretServiceState state)
{
    switch (state) {
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
    case SecretServiceState::NoKeyring:
    case SecretServiceState::Unlocked:
    case SecretServiceState::NotAsked: break;
    }
    return std::nullopt;
}

} // namespace

// One question to the keychain: whoever is first, the job or the timer, answers it, and the other
// finds the door shut.
class Keychain::Operation
{
public:
    Operation(QObject* context, Reply reply)
        : m_context(context)
        , m_reply(std::move(reply))
    {}

    bool isAnswered() const { return m_isAnswered; }

    void answer(const KeyReply& reply)
    {
        if (!std::exchange(m_isAnswered, true) && m_context != nullptr) {
            m_reply(reply);
        }
    }

private:
    QPointer<QObject> m_context;
    Reply m_reply;
    bool m_isAnswered = false;
};

Keychain::Keychain(const QString& service, QObject* parent)
    : QObject(parent)
    , m_service(service)
{}

// Jobs delete themselves when they finish, however late that is: hence no parent and no owner.

void Keychain::read(const QString& name, QObject* context, const Reply& reply)
{
    run(context, reply, [service = m_service, name] {
        auto* job = new QKeychain::ReadPasswordJob(service);
        job->setKey(name);
        return job;
    });
}

void Keychain::write(const QString& name, const QString& secret, QObject* context,
                     const Reply& reply)
{
    run(context, reply, [service = m_service, name, secret] {
        auto* job = new QKeychain::WritePasswordJob(service);
        job->setKey(name);
        job->setTextData(secret);
        return job;
    });
}

void Keychain::remove(const QString& name, QObject* context, const Reply& reply)
{
    run(context, reply, [service = m_service, name] {
        auto* job = new QKeychain::DeletePasswordJob(service);
        job->setKey(name);
        return job;
    });
}

void Keychain::run(QObject* context, const Reply& reply, const MakeJob& makeJob)
{
    const auto operation = std::make_shared<Operation>(context, reply);
    QTimer::singleShot(m_limit, this, [operation] {
        operation->answer(
            {KeyOutcome::TimedOut,
             tr("The keychain did not answer in time. It may be waiting for you to unlock it."),
             {}});
    });
    askSecretServiceState(this, [this, operation, makeJob](SecretServiceState state) {
        if (const std::optional<KeyReply> refused = refusal(state)) {
            operation->answer(*refused);
        } else if (!operation->isAnswered()) {
            start(operation, makeJob);
        }
    });
}

void Keychain::start(const std::shared_ptr<Operation>& operation, const MakeJob& makeJob)
{
    QKeychain::Job* job = makeJob();
    connect(job, &QKeychain::Job::finished, this, [this, operation](QKeychain::Job* done) {
        const bool isWrite = qobject_cast<QKeychain::WritePasswordJob*>(done) != nullptr;
        if (operation->isAnswered() && isWrite && done->error() == QKeychain::NoError) {
            Q_EMIT wroteLate(done->key());
        }
        const auto* read = qobject_cast<QKeychain::ReadPasswordJob*>(done);
        operation->answer({outcomeOf(done->error()), done->errorString(),
                           read == nullptr ? QString() : read->textData()});
    });
    job->start();
}

} // namespace understudy
