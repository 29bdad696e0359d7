#include "core/engine/decide.h"

#include "core/base/check.h"
#include "core/engine/retry_delay.h"

namespace understudy {

namespace {

const CompiledReaction& tableEntry(const CompiledChain& chain, const RunProgress& progress,
                                   ErrorClass errorClass)
{
    const CompiledCandidate& candidate = chain.candidates[progress.candidate];
    return candidate.reactions[static_cast<std::size_t>(errorClass)];
}

bool mayTryAgain(const CompiledChain& chain, const RunProgress& progress, Instant now)
{
    return progress.tryNumber < chain.candidates[progress.candidate].tries &&
           progress.attempts < chain.maxAttempts && now < progress.deadline;
}

Move switchOrFail(const CompiledChain& chain, const RunProgress& progress, Reaction reaction,
                  SwitchCause cause, Instant now)
{
    Move move{.kind = MoveKind::Fail, .reaction = reaction, .switchCause = cause};
    if (progress.hasNext && progress.attempts < chain.maxAttempts && now < progress.deadline) {
        move.kind = MoveKind::Switch;
    }
    return move;
}

Move retryOrSwitch(const CompiledChain& chain, const RunProgress& progress,
                   const AttemptOutcome& outcome, Instant now, double unit)
{
    if (!mayTryAgain(chain, progress, now)) {
        return switchOrFail(chain, progress, Reaction::Retry, SwitchCause::Failure, now);
    }
    if (progress.isRetryBarred) {
        return switchOrFail(chain, progress, Reaction::Retry, progress.barredBy, now);
    }
    const Backoff& backoff = chain.candidates[progress.candidate].backoff;
    const RetryDelay delay =
        retryDelay(backoff, outcome, progress.tryNumber - 1, progress.previousWait, unit);
    if (delay.wait > chain.patience || delay.wait >= progress.deadline - now) {
        return switchOrFail(chain, progress, Reaction::Retry, SwitchCause::Patience, now);
    }
    Move move{.kind = MoveKind::Try, .reaction = Reaction::Retry, .waitCause = delay.because};
    if (delay.wait > Duration::zero()) {
        move.kind = MoveKind::WaitThenTry;
        move.wait = delay.wait;
    }
    return move;
}

// An answer that cannot be taken up (tool calls, structured output) starts anew instead.
bool restarts(const CompiledChain& chain, const RunProgress& progress,
              const AttemptOutcome& outcome)
{
    return chain.midStream == MidStream::Restart || outcome.forced == Reaction::Next ||
           (chain.midStream == MidStream::Continue && !progress.mayContinue);
}

bool mayContinue(const CompiledChain& chain, const RunProgress& progress)
{
    return chain.midStream == MidStream::Continue && progress.mayContinue &&
           !progress.hasContinued && progress.hasNext;
}

// After the commit the chain's mid_stream rules: `restart` and a first `continue` go to the next
// candidate; `restart` tries the same one again when there is none. A reaction that stops still
// stops.
Move decideMidStream(const CompiledChain& chain, const RunProgress& progress,
                     const AttemptOutcome& outcome, Instant now, double unit)
{
    const bool stops = reactionTo(chain, progress, outcome) == Reaction::Stop;
    const bool goesOn = restarts(chain, progress, outcome) || mayContinue(chain, progress);
    if (stops || !goesOn) {
        return {.kind = MoveKind::Fail, .reaction = Reaction::Stop};
    }
    if (progress.hasNext) {
        return switchOrFail(chain, progress, Reaction::Next, SwitchCause::Failure, now);
    }
    return retryOrSwitch(chain, progress, outcome, now, unit);
}

} // namespace

std::uint32_t contextNeed(const CompiledChain& chain, std::uint16_t candidate,
                          std::uint32_t promptTokens)
{
    return chain.candidates[candidate].context.value_or(promptTokens);
}

bool isContinued(const CompiledChain& chain, const RunProgress& progress,
                 const AttemptOutcome& outcome, const Move& move)
{
    return outcome.isCommitted && move.kind == MoveKind::Switch &&
           !restarts(chain, progress, outcome) && mayContinue(chain, progress);
}

bool isFailure(const CompiledChain& chain, std::uint16_t candidate, Finish finish)
{
    const ReactionTable& reactions = chain.candidates[candidate].reactions;
    return finish == Finish::Refusal &&
           reactions[static_cast<std::size_t>(ErrorClass::Refusal)].reaction == Reaction::Next;
}

Reaction reactionTo(const CompiledChain& chain, const RunProgress& progress,
                    const AttemptOutcome& outcome)
{
    if (outcome.forced) {
        return *outcome.forced;
    }
    const CompiledReaction& entry = tableEntry(chain, progress, outcome.errorClass);
    if (entry.written) {
        return entry.reaction;
    }
    const bool otherProviderRefused =
        progress.refusedBy != kNoIndex &&
        progress.refusedBy != chain.candidates[progress.candidate].provider;
    if (outcome.errorClass == ErrorClass::InvalidRequest && otherProviderRefused &&
        outcome.shouldRetry != ShouldRetry::Yes) {
        return Reaction::Stop; // two providers agree: the request is wrong
    }
    if (obeysShouldRetry(outcome.errorClass) && outcome.shouldRetry != ShouldRetry::Unsaid) {
        return outcome.shouldRetry == ShouldRetry::Yes ? Reaction::Retry : Reaction::Next;
    }
    return entry.reaction;
}

Move decide(const CompiledChain& chain, const RunProgress& progress, const AttemptOutcome& outcome,
            Instant now, double unit)
{
    if (outcome.hasSucceeded) {
        return {.kind = MoveKind::Finish};
    }
    if (outcome.isCommitted) {
        return decideMidStream(chain, progress, outcome, now, unit);
    }
    switch (const Reaction reaction = reactionTo(chain, progress, outcome); reaction) {
    case Reaction::Retry: return retryOrSwitch(chain, progress, outcome, now, unit);
    case Reaction::Next: return switchOrFail(chain, progress, reaction, SwitchCause::Failure, now);
    case Reaction::Stop: return {.kind = MoveKind::Fail, .reaction = reaction};
    }
    US_UNREACHABLE();
}

} // namespace understudy
