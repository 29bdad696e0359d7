#include "app/secrets/key_gatherer.h"

#include "app/secrets/key_shape.h"
#include "core/plan/provider.h"
#include "core/wire/http_message.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace understudy {

KeyGatherer::KeyGatherer(QObject* parent)
    : QObject(parent)
    , m_keychain(QStringLiteral("Understudy"))
{}

void KeyGatherer::gather(const std::vector<NeededKey>& needed,
                         const std::vector<std::string>& allowedOrigins, bool takesFromEnvironment)
{
    m_needed = needed;
    m_takesFromEnvironment = takesFromEnvironment;
    m_allowedOrigins.clear();
    for (const std::string& text : allowedOrigins) {
        if (const auto url = parseUrl(text)) {
            m_allowedOrigins.push_back(url->origin());
        }
    }
    m_position = 0;
    m_credentials = std::make_shared<Credentials>();
    m_problems.clear();
    m_keychainRefusal.clear();
    QTimer::singleShot(0, this, &KeyGatherer::next);
}

void KeyGatherer::next()
{
    if (m_position == m_needed.size()) {
        Q_EMIT gathered({m_credentials, m_problems});
        return;
    }
    const NeededKey key = m_needed[m_position++];
    const auto loaded = m_loaded.find(key.keyName);
    if (!mayGoTo(key)) {
        miss(key, KeyTrouble::MayNotGoThere);
    } else if (loaded != m_loaded.end()) {
        take(key, loaded->second.reveal());
    } else if (m_takesFromEnvironment) {
        takeFromEnvironment(key);
    } else if (!m_keychainRefusal.empty()) {
        miss(key, KeyTrouble::KeychainFailed, m_keychainRefusal);
    } else {
        m_keychain.read(QString::fromStdString(key.keyName), this,
                        [this, key](const KeyReply& reply) { onKeychainReply(key, reply); });
    }
}

void KeyGatherer::onKeychainReply(const NeededKey& key, const KeyReply& reply)
{
    if (reply.outcome == KeyOutcome::Done) {
        take(key, reply.secret.toStdString());
    } else if (reply.outcome == KeyOutcome::NotFound) {
        miss(key, KeyTrouble::NotStored);
    } else {
        // Who said no once is not asked for every other key as well.
        m_keychainRefusal =
            reply.detail.isEmpty() ? "the keychain said no" : reply.detail.toStdString();
        miss(key, KeyTrouble::KeychainFailed, m_keychainRefusal);
    }
}

void KeyGatherer::takeFromEnvironment(const NeededKey& key)
{
    const KnownProvider* known = findKnownProvider(key.provider);
    const std::string variable(known == nullptr ? std::string_view() : known->environment);
    if (variable.empty()) {
        miss(key, KeyTrouble::NoVariable);
        return;
    }
    const QByteArray value = qgetenv(variable.c_str());
    if (value.isEmpty()) {
        miss(key, KeyTrouble::VariableNotSet, variable);
        return;
    }
    take(key, value.toStdString());
}

void KeyGatherer::take(const NeededKey& key, const std::string& secret)
{
    const QString problem =
        problemOfKey(QString::fromUtf8(secret.data(), static_cast<qsizetype>(secret.size())));
    if (!problem.isEmpty()) {
        miss(key, KeyTrouble::NotAKey, problem.toStdString());
        return;
    }
    m_credentials->add(key.keyName, Secret(secret), key.origin);
    next();
}

void KeyGatherer::miss(const NeededKey& key, KeyTrouble trouble, const std::string& detail)
{
    m_problems.push_back({trouble, key, detail});
    next();
}

bool KeyGatherer::mayGoTo(const NeededKey& key) const
{
    const auto url = parseUrl(key.origin);
    const bool isHere = url && url->isLoopback();
    return key.isBuiltInOrigin || isHere ||
           std::find(m_allowedOrigins.begin(), m_allowedOrigins.end(), key.origin) !=
               m_allowedOrigins.end();
}

} // namespace understudy
