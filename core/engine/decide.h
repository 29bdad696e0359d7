// The whole policy of a run, as pure functions: no clock, no timer, no driver, no memory.
#pragma once

#include "core/base/time.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/move.h"
#include "core/engine/run_state.h"
#include "core/plan/compiled_chain.h"

#include <cstdint>

namespace understudy {

// How one attempt ended, as decide() needs it.
struct AttemptOutcome
{
    bool hasSucceeded = false;
    bool isCommitted = false; // content had been shown
    ErrorClass errorClass = ErrorClass::None;
    ShouldRetry shouldRetry = ShouldRetry::Unsaid;
    Finish finish = Finish::Stop;
    Duration hint{-1};              // the server's wait hint; negative: none
    std::uint32_t promptTokens = 0; // estimate, for a context overflow
};

// `unit` in [0, 1) jitters a back-off; `now` is compared with the run's deadline only.
Move decide(const CompiledChain& chain, const RunProgress& progress, const AttemptOutcome& outcome,
            Instant now, double unit);

// The reaction to a failure before the commit: the chain's table, x-should-retry where the class
// obeys it and nothing is written, and two providers that call a request invalid.
Reaction reactionTo(const CompiledChain& chain, const RunProgress& progress,
                    const AttemptOutcome& outcome);

// A refusal is an answer, unless the candidate's reaction to it says `next`.
bool isFailure(const CompiledChain& chain, std::uint16_t candidate, Finish finish);

// The first enabled candidate after `candidate` (kNoIndex: from the start); kNoIndex if there is
// none.
std::uint16_t nextEnabled(const CompiledChain& chain, std::uint16_t candidate);

// As nextEnabled, past those whose known context window does not exceed `need` tokens.
std::uint16_t nextLarger(const CompiledChain& chain, std::uint16_t candidate, std::uint32_t need);

// What a request that overflowed `candidate` needs at least: its window when that is known, else
// the estimate.
std::uint32_t contextNeed(const CompiledChain& chain, std::uint16_t candidate,
                          std::uint32_t promptTokens);

} // namespace understudy
