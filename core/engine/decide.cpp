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

std::uint16_t nextAfter(const CompiledChain& chain, const RunProgress& progress,
                        const AttemptOutcome& outcome)
{
    if (outcome.errorClass != ErrorClass::Context) {
        return nextEnabled(chain, progress.candidate);
    }
    return nextLarger(chain, progress.candidate,
                      contextNeed(chain, progress.candidate, outcome.promptTokens));
}

Move switchOrFail(const CompiledChain& chain, const RunProgress& progress,
                  const AttemptOutcome& outcome, Reaction reaction, SwitchCause cause, Instant now)
{
    const std::uint16_t next = nextAfter(chain, progress, outcome);
    Move move{.kind = MoveKind::Fail, .reaction = reaction, .switchCause = cause};
    if (next != kNoIndex && progress.attempts < chain.maxAttempts && now < progress.deadline) {
        move.kind = MoveKind::Switch;
        move.candidate = next;
    }
    return move;
}

Move retryOrSwitch(const CompiledChain& chain, const RunProgress& progress,
                   const AttemptOutcome& outcome, Instant now, double unit)
{
    if (!mayTryAgain(chain, progress, now)) {
        return switchOrFail(chain, progress, outcome, Reaction::Retry, SwitchCause::Failure, now);
    }
    const Backoff& backoff = chain.candidates[progress.candidate].backoff;
    const RetryDelay delay =
        retryDelay(backoff, outcome, progress.tryNumber - 1, progress.previousWait, unit);
    if (delay.wait > chain.patience || delay.wait >= progress.deadline - now) {
        return switchOrFail(chain, progress, outcome, Reaction::Retry, SwitchCause::Patience, now);
    }
    Move move{.kind = MoveKind::Try, .reaction = Reaction::Retry, .waitCause = delay.because};
    if (delay.wait > Duration::zero()) {
        move.kind = MoveKind::WaitThenTry;
        move.wait = delay.wait;
    }
    return move;
}

// After the commit the chain's mid_stream rules: `restart` goes to the next candidate, and only
// when there is none tries the same one again. A reaction that stops still stops.
Move decideMidStream(const CompiledChain& chain, const RunProgress& progress,
                     const AttemptOutcome& outcome, Instant now, double unit)
{
    const bool stops = reactionTo(chain, progress, outcome) == Reaction::Stop;
    if (stops || chain.midStream != MidStream::Restart) {
        return {.kind = MoveKind::Fail, .reaction = Reaction::Stop};
    }
    if (nextAfter(chain, progress, outcome) != kNoIndex) {
        return switchOrFail(chain, progress, outcome, Reaction::Next, SwitchCause::Failure, now);
    }
    return retryOrSwitch(chain, progress, outcome, now, unit);
}

} // namespace

std::uint16_t nextEnabled(const CompiledChain& chain, std::uint16_t candidate)
{
    const std::size_t first = candidate == kNoIndex ? 0 : candidate + std::size_t{1};
    for (std::size_t i = first; i < chain.candidates.size(); ++i) {
        if (chain.candidates[i].enabled) {
            return static_cast<std::uint16_t>(i);
        }
    }
    return kNoIndex;
}

std::uint16_t nextLarger(const CompiledChain& chain, std::uint16_t candidate, std::uint32_t need)
{
    std::uint16_t next = nextEnabled(chain, candidate);
    while (next != kNoIndex && chain.candidates[next].context.value_or(UINT32_MAX) <= need) {
        next = nextEnabled(chain, next);
    }
    return next;
}

std::uint32_t contextNeed(const CompiledChain& chain, std::uint16_t candidate,
                          std::uint32_t promptTokens)
{
    return chain.candidates[candidate].context.value_or(promptTokens);
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
    case Reaction::Next:
        return switchOrFail(chain, progress, outcome, reaction, SwitchCause::Failure, now);
    case Reaction::Stop: return {.kind = MoveKind::Fail, .reaction = reaction};
    }
    US_UNREACHABLE();
}

} // namespace understudy
