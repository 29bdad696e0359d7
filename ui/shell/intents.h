// What the window asks of the application, as values. The window never starts anything itself: it
// emits an intent, the composition root connects it.
#pragma once

#include "core/plan/chain.h"
#include "core/plan/chat_request.h"

#include <QMetaType>

#include <cstdint>

namespace understudy {

enum class RunMode : std::uint8_t
{
    Simulated, // the embedded providers: nothing leaves this computer
    Live       // the real providers, with keys and at a cost
};

struct RunIntent
{
    Chain chain;
    ChatRequest chat;
    RunMode mode = RunMode::Simulated;
};

// What is known about one provider's key.
enum class KeyState : std::uint8_t
{
    Missing,
    Stored,     // in the system's keychain
    Session,    // kept in memory until the program ends
    Locked,     // the keychain waits to be unlocked
    Denied,     // the keychain refused
    Waiting,    // an answer of the keychain is due
    Unavailable // there is no keychain
};

enum class ThemeChoice : std::uint8_t
{
    System,
    Light,
    Dark
};

} // namespace understudy

Q_DECLARE_METATYPE(understudy::RunIntent)
Q_DECLARE_METATYPE(understudy::RunMode)
Q_DECLARE_METATYPE(understudy::KeyState)
Q_DECLARE_METATYPE(understudy::ThemeChoice)
