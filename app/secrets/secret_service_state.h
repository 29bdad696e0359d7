// What QtKeychain cannot tell apart: is there a keychain at all, and is it locked? Asked without
// opening a prompt.
#pragma once

#include <QtGlobal>

namespace understudy {

enum class SecretServiceState : quint8
{
    Unlocked,
    Locked,
    NoService, // a session bus, but nobody keeps secrets
    NoBus,
    NotAsked, // this system has another kind of keychain
};

// Blocks at most half a second.
SecretServiceState secretServiceState();

} // namespace understudy
