// What an attempt's state says in events: pure.
#pragma once

#include "core/engine/run_state.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/price.h"
#include "core/record/run_event.h"

#include <cstdint>

namespace understudy {

// An event about the attempt, without its time and run.
RunEvent attemptEvent(EventKind kind, const OpenAttempt& attempt, std::uint16_t step);

// The content-bearing events that have come by `now`: what was signalled, and what flowed since.
std::uint32_t tokensAt(const OpenAttempt& attempt, Instant now);

// Whether content has been shown by `now`, when the first `hold` tokens are held back.
bool isShownAt(const OpenAttempt& attempt, std::uint32_t hold, Instant now);

// How far the attempt had come.
FailPhase phaseOf(const OpenAttempt& attempt, bool isShown);

// An attempt that ended before any byte or with an error status costs nothing; else the input plus
// what was received, as the provider counted it (`usage`) or, where it did not, as we did.
// kUnknownCost when the candidate has no price.
NanoUsd costOfAttempt(const OpenAttempt& attempt, const CompiledCandidate& candidate,
                      std::uint32_t promptTokens, const TokenCounts& usage);

} // namespace understudy
