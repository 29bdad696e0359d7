#include "app/secrets/secret_service_state.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QTimer>

#include <utility>

namespace understudy {

namespace {

using Answer = std::function<void(SecretServiceState)>;

// Long enough for a service that the bus has to start first.
constexpr int kPatienceMilliseconds = 4000;

QDBusPendingCall call(const QString& path, const QString& interface, const QString& method,
                      const QVariantList& arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
                                                          path, interface, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().asyncCall(message, kPatienceMilliseconds);
}

// Calls `then` with the finished call; the watcher lives no longer than `context`.
void whenFinished(const QDBusPendingCall& pending, QObject* context,
                  std::function<void(const QDBusPendingCall&)> then)
{
    auto* watcher = new QDBusPendingCallWatcher(pending, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [watcher, then = std::move(then)] {
                         watcher->deleteLater();
                         then(*watcher);
                     });
}

void askWhetherLocked(const QString& collection, QObject* context, const Answer& answer)
{
    const QDBusPendingCall pending =
        call(collection, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"),
             {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    whenFinished(pending, context, [answer](const QDBusPendingCall& finished) {
        const QDBusPendingReply<QDBusVariant> reply = finished;
        if (reply.isError()) {
            answer(SecretServiceState::NoService);
            return;
        }
        const bool isLocked = reply.value().variant().toBool();
        answer(isLocked ? SecretServiceState::Locked : SecretServiceState::Unlocked);
    });
}

} // namespace

// Secret Service API, freedesktop.org: the alias "default" names the collection that new secrets go
// to ("/" when there is none yet); a collection has a property Locked.
void askSecretServiceState(QObject* context, std::function<void(SecretServiceState)> answer)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        QTimer::singleShot(0, context,
                           [answer = std::move(answer)] { answer(SecretServiceState::NoBus); });
        return;
    }
    const QDBusPendingCall pending = call(QStringLiteral("/org/freedesktop/secrets"),
                                          QStringLiteral("org.freedesktop.Secret.Service"),
                                          QStringLiteral("ReadAlias"), {QStringLiteral("default")});
    whenFinished(pending, context,
                 [context, answer = std::move(answer)](const QDBusPendingCall& finished) {
                     const QDBusPendingReply<QDBusObjectPath> reply = finished;
                     if (reply.isError()) {
                         answer(SecretServiceState::NoService);
                     } else if (reply.value().path() == QStringLiteral("/")) {
                         answer(SecretServiceState::NoKeyring);
                     } else {
                         askWhetherLocked(reply.value().path(), context, answer);
                     }
                 });
}

} // namespace understudy
