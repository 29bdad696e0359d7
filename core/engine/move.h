// What the engine does next: decide()'s answer.
#pragma once

#include "core/base/time.h"
#include "core/record/run_event.h"

#include <cstdint>

namespace understudy {

enum class MoveKind : std::uint8_t
{
    Try,         // the same candidate again, at once
    WaitThenTry, // the same candidate after `wait`
    Switch,      // on with what is left: another lane, the next candidate
    Finish,      // the run is answered
    Fail,        // the run failed with the attempt's failure
};

struct Move
{
    MoveKind kind = MoveKind::Fail;
    Reaction reaction = Reaction::Next; // the one that led here, for the event
    WaitCause waitCause = WaitCause::Computed;
    SwitchCause switchCause = SwitchCause::Failure;
    Duration wait{}; // WaitThenTry

    bool operator==(const Move&) const = default;
};

} // namespace understudy
