#include "ui/text/describe_key.h"

#include "core/base/check.h"

#include <QCoreApplication>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("describeKey", text); }

} // namespace

QString keyStateWord(KeyState state)
{
    switch (state) {
    case KeyState::Missing: return tr("no key");
    case KeyState::Stored: return tr("stored in the keychain");
    case KeyState::Session: return tr("this session only");
    case KeyState::Locked: return tr("keychain locked");
    case KeyState::Denied: return tr("keychain refused");
    case KeyState::Waiting: return tr("waiting for the keychain");
    case KeyState::Unavailable: return tr("no keychain");
    }
    US_UNREACHABLE();
}

QString keyStateSentence(KeyState state)
{
    switch (state) {
    case KeyState::Missing: return tr("No key yet. Live runs need one, simulated runs do not.");
    case KeyState::Stored: return tr("Stored in the system's keychain.");
    case KeyState::Session: return tr("Kept in memory until Understudy is closed.");
    case KeyState::Locked: return tr("The keychain is locked. Unlock it, then test again.");
    case KeyState::Denied: return tr("The keychain refused. Allow access, then test again.");
    case KeyState::Waiting: return tr("Waiting for the keychain\u2026");
    case KeyState::Unavailable:
        return tr("There is no keychain here. A key is kept for this session only.");
    }
    US_UNREACHABLE();
}

Mark keyStateMark(KeyState state)
{
    switch (state) {
    case KeyState::Missing: return Mark::Dot;
    case KeyState::Stored: return Mark::Check;
    case KeyState::Session: return Mark::Clock;
    case KeyState::Locked: return Mark::Lock;
    case KeyState::Denied: return Mark::Cross;
    case KeyState::Waiting: return Mark::Ring;
    case KeyState::Unavailable: return Mark::Hop;
    }
    US_UNREACHABLE();
}

} // namespace understudy
