// The whole policy of a run, as pure functions: no clock, no timer, no driver, no memory.
#pragma once

#include "core/base/time.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/move.h"
#include "core/engine/run_state.h"
#include "core/plan/compiled_chain.h"

#include <cstdint>
#include <optional>

namespace understudy {

// How one attempt ended, as decide() needs it.
struct AttemptOutcome
{
    bool hasSucceeded = false;
    bool isCommitted = false; // content had been shown
    ErrorClass errorClass = ErrorClass::None;
    ShouldRetry shouldRetry = ShouldRetry::Unsaid;
    Finish finish = Finish::Stop;
    std::optional<Reaction> forced; // by the user's own hand
    Duration hint{-1};              // the server's wait hint; negative: none
};

// `unit` in [0, 1) jitters a back-off; `now` is compared with the run's deadline only. Whether
// there is a next candidate, and what forbids a retry, is told in `progress`: decide() knows no
// health.
Move decide(const CompiledChain& chain, const RunProgress& progress, const AttemptOutcome& outcome,
            Instant now, double unit);

// The reaction to a failure before the commit: the chain's table, x-should-retry where the class
// obeys it and nothing is written, and two providers that call a request invalid.
Reaction reactionTo(const CompiledChain& chain, const RunProgress& progress,
                    const AttemptOutcome& outcome);

// A refusal is an answer, unless the candidate's reaction to it says `next`.
bool isFailure(const CompiledChain& chain, std::uint16_t candidate, Finish finish);

// Whether a failure after the commit is taken up by the next candidate where it broke off.
bool isContinued(const CompiledChain& chain, const RunProgress& progress,
                 const AttemptOutcome& outcome, const Move& move);

// What a request that overflowed `candidate` needs at least: its window when that is known, else
// the estimate.
std::uint32_t contextNeed(const CompiledChain& chain, std::uint16_t candidate,
                          std::uint32_t promptTokens);

} // namespace understudy
