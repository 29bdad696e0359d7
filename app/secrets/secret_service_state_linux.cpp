#include "app/secrets/secret_service_state.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>

namespace understudy {

namespace {

constexpr int kPatienceMilliseconds = 500;

QDBusMessage call(const QString& path, const QString& interface, const QString& method,
                  const QVariantList& arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
                                                          path, interface, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message, QDBus::Block, kPatienceMilliseconds);
}

} // namespace

// Secret Service API, freedesktop.org: the alias "default" names the collection that new secrets go
// to ("/" when there is none yet); a collection has a property Locked.
SecretServiceState secretServiceState()
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        return SecretServiceState::NoBus;
    }
    const QDBusMessage alias = call(QStringLiteral("/org/freedesktop/secrets"),
                                    QStringLiteral("org.freedesktop.Secret.Service"),
                                    QStringLiteral("ReadAlias"), {QStringLiteral("default")});
    if (alias.type() != QDBusMessage::ReplyMessage || alias.arguments().isEmpty()) {
        return SecretServiceState::NoService;
    }
    const QString path = alias.arguments().constFirst().value<QDBusObjectPath>().path();
    if (path == QStringLiteral("/")) {
        return SecretServiceState::NoService; // nowhere to keep a key without asking somebody
    }
    const QDBusMessage locked =
        call(path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"),
             {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    if (locked.type() != QDBusMessage::ReplyMessage || locked.arguments().isEmpty()) {
        return SecretServiceState::NoService;
    }
    const bool isLocked = locked.arguments().constFirst().value<QDBusVariant>().variant().toBool();
    return isLocked ? SecretServiceState::Locked : SecretServiceState::Unlocked;
}

} // namespace understudy
