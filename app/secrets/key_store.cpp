#include "app/secrets/key_store.h"

#include "app/secrets/key_shape.h"
#include "core/plan/provider.h"

namespace understudy {

KeyStore::KeyStore(Keychain& keychain, QObject* parent)
    : QObject(parent)
    , m_keychain(keychain)
{
    connect(&m_keychain, &Keychain::wroteLate, this, [this](const QString& name) {
        if (m_isSessionOnly.take(name)) {
            Q_EMIT keyChanged(name, KeyPlace::Keychain, KeyOutcome::Done, {});
        }
    });
}

KeyPlace KeyStore::placeOf(const QString& name) const
{
    if (!m_loaded.contains(name.toStdString())) {
        return KeyPlace::Unknown;
    }
    return m_isSessionOnly.value(name) ? KeyPlace::Session : KeyPlace::Keychain;
}

void KeyStore::check(const QString& name)
{
    if (m_isSessionOnly.value(name)) {
        Q_EMIT keyChanged(name, KeyPlace::Session, KeyOutcome::Done, {});
        return;
    }
    m_keychain.read(name, this, [this, name](const KeyReply& reply) {
        if (reply.outcome == KeyOutcome::Done) {
            m_loaded[name.toStdString()] = Secret(reply.secret.toStdString());
            Q_EMIT keyChanged(name, KeyPlace::Keychain, reply.outcome, {});
            return;
        }
        const bool isKnownMissing = reply.outcome == KeyOutcome::NotFound;
        Q_EMIT keyChanged(name, isKnownMissing ? KeyPlace::Missing : KeyPlace::Unknown,
                          reply.outcome, reply.detail);
    });
}

void KeyStore::checkAllKnown()
{
    for (const KnownProvider& provider : knownProviders()) {
        if (provider.auth != AuthStyle::None) {
            check(QString::fromUtf8(provider.name.data(),
                                    static_cast<qsizetype>(provider.name.size())));
        }
    }
}

void KeyStore::save(const QString& name, const QString& secret)
{
    const QString problem = problemOfKey(secret);
    if (!problem.isEmpty()) {
        Q_EMIT keyChanged(name, placeOf(name), KeyOutcome::Denied, problem);
        return;
    }
    m_keychain.write(name, secret, this, [this, name, secret](const KeyReply& reply) {
        m_loaded[name.toStdString()] = Secret(secret.toStdString());
        m_isSessionOnly[name] = reply.outcome != KeyOutcome::Done;
        Q_EMIT keyChanged(
            name, reply.outcome == KeyOutcome::Done ? KeyPlace::Keychain : KeyPlace::Session,
            reply.outcome, reply.detail);
    });
}

void KeyStore::remove(const QString& name)
{
    m_loaded.erase(name.toStdString());
    if (m_isSessionOnly.take(name)) {
        Q_EMIT keyChanged(name, KeyPlace::Missing, KeyOutcome::Done, {});
        return;
    }
    m_keychain.remove(name, this, [this, name](const KeyReply& reply) {
        const bool isGone =
            reply.outcome == KeyOutcome::Done || reply.outcome == KeyOutcome::NotFound;
        Q_EMIT keyChanged(name, isGone ? KeyPlace::Missing : KeyPlace::Unknown, reply.outcome,
                          reply.detail);
    });
}

} // namespace understudy
