// Why a run has not the key it needs, as a value: the window and the command line put it into
// words.
#pragma once

#include "app/live/prepared_run.h"

#include <cstdint>
#include <string>

namespace understudy {

enum class KeyTrouble : std::uint8_t
{
    MayNotGoThere,  // the origin is neither the provider's own nor allowed
    NotStored,      // the keychain has none
    KeychainFailed, // `detail` has the system's words
    VariableNotSet, // `detail` names the environment variable
    NoVariable,     // none is known for this provider
    NotAKey,        // what was found cannot be one; `detail` says why, never what it is
};

struct KeyProblem
{
    KeyTrouble trouble = KeyTrouble::NotStored;
    NeededKey key;
    std::string detail;

    bool operator==(const KeyProblem&) const = default;
};

} // namespace understudy
