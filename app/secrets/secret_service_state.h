// What QtKeychain cannot tell apart: is there a keychain at all, and is it locked? Asked without
// opening a prompt and without blocking.
#pragma once

#include <QtGlobal>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QObject)

namespace understudy {

enum class SecretServiceState : quint8
{
    Unlocked,
    Locked,
    NoKeyring, // a service without a collection for new secrets: its first use makes one
    NoService, // a session bus, but nobody keeps secrets
    NoBus,
    NotAsked, // this system has another kind of keychain
};

// Calls `answer` exactly once, later from the event loop, unless `context` is destroyed first.
void askSecretServiceState(QObject* context, std::function<void(SecretServiceState)> answer);

} // namespace understudy
