// What a run came to, in numbers: kept by the engine as the run goes, for whoever counts runs by
// the million and cannot fold a story of each.
#pragma once

#include "core/base/time.h"
#include "core/plan/error_class.h"
#include "core/plan/price.h"
#include "core/record/run_event.h"

#include <cstdint>

namespace understudy {

struct RunTally
{
    RunOutcome outcome = RunOutcome::Failed;
    ErrorClass error = ErrorClass::None; // of the last failure; None when answered
    std::uint16_t servedBy = kNoIndex;   // candidate; kNoIndex when nobody answered
    std::uint32_t servingAttempt = 0;    // from 1; 0 when nobody answered
    std::uint32_t attempts = 0;
    std::uint32_t switches = 0;
    std::uint32_t discardedTokens = 0;
    Duration firstToken{-1}; // the serving attempt's first content, from the run's start
    Duration total{};
    NanoUsd cost = 0;            // of the attempts whose price is known
    NanoUsd wasted = 0;          // of those but the serving one
    bool hasUnknownCost = false; // an attempt that cost something had no price

    bool operator==(const RunTally&) const = default;
};

} // namespace understudy
