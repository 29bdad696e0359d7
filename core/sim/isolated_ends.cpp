// How attempts and runs end on the fast path, and what comes next.
#include "core/base/check.h"
#include "core/base/random.h"
#include "core/engine/attempt_facts.h"
#include "core/sim/isolated_path.h"

#include <algorithm>

namespace understudy {

namespace {

// As the engine keys its draws.
constexpr std::uint64_t kBackoffPurpose = hashText("backoff");

} // namespace

IsolatedPath::Then IsolatedPath::end(OpenAttempt& attempt, const SimulatedAttempt& plan,
                                     const AttemptSignal& signal)
{
    attempt.tokens = signal.tokens;
    const bool hasFailed = signal.kind == SignalKind::Failed;
    if (!hasFailed && !isFailure(m_chain, attempt.candidate, plan.finish)) {
        return succeed(attempt, plan.finish, plan.usage);
    }
    attempt.status = signal.status;
    const ErrorClass errorClass = hasFailed ? plan.errorClass : ErrorClass::Refusal;
    return fail(attempt, {errorClass, signal.injected, plan.usage, signal.hint});
}

IsolatedPath::Then IsolatedPath::endByLimit(OpenAttempt& attempt, ErrorClass limit)
{
    attempt.tokens = tokensAt(attempt, now());
    if (limit != ErrorClass::Deadline) {
        return fail(attempt, {.errorClass = limit, .injected = attempt.injected});
    }
    RunEvent& event = tell(EventKind::AttemptAbandoned, attempt);
    event.because = static_cast<std::uint8_t>(AbandonCause::Deadline);
    event.amount = costOf(attempt, {});
    count(event.amount);
    return finish(RunOutcome::Failed, ErrorClass::Deadline);
}

IsolatedPath::Then IsolatedPath::succeed(const OpenAttempt& attempt, Finish finishReason,
                                         const TokenCounts& usage)
{
    RunEvent& event = tell(EventKind::AttemptSucceeded, attempt);
    event.because = static_cast<std::uint8_t>(finishReason);
    event.amount = costOf(attempt, usage);
    count(event.amount);
    m_tally.wasted -= std::max<NanoUsd>(event.amount, 0);
    m_tally.servedBy = attempt.candidate;
    m_tally.servingAttempt = attempt.number;
    m_tally.firstToken = attempt.hasContent ? attempt.firstToken - Instant{} : Duration{-1};
    return finish(RunOutcome::Answered, ErrorClass::None);
}

IsolatedPath::Then IsolatedPath::fail(OpenAttempt& attempt, const Failure& failure)
{
    if (needsEngine(failure)) {
        return Then::Engine;
    }
    attempt.flow = Flow::Unknown; // nothing flows any more
    const bool isShown = isShownAt(attempt, m_chain.holdTokens, now());
    attempt.isCommitted = isShown;
    const AttemptOutcome outcome{
        .isCommitted = isShown, .errorClass = failure.errorClass, .hint = failure.hint};
    const Move move = decide(m_chain, m_progress, outcome, now(), draw());
    const bool isTakenUp = isContinued(m_chain, m_progress, outcome, move);
    const bool isLost = isShown && !isTakenUp;

    RunEvent& event = tell(EventKind::AttemptFailed, attempt);
    event.errorClass = m_tally.error = failure.errorClass;
    event.reaction = move.reaction;
    event.phase = phaseOf(attempt, isShown);
    event.injected = failure.injected;
    event.amount = costOf(attempt, failure.usage);
    count(event.amount);
    if (isLost && move.reaction != Reaction::Stop) {
        m_tally.discardedTokens += tell(EventKind::Discarded, attempt).count;
    }
    if (failure.errorClass == ErrorClass::InvalidRequest && m_progress.refusedBy == kNoIndex) {
        m_progress.refusedBy = m_chain.candidates[attempt.candidate].provider;
    }
    m_continues = isTakenUp ? attempt.number : m_continues;
    m_progress.hasContinued = m_progress.hasContinued || isTakenUp;
    return perform(move);
}

IsolatedPath::Then IsolatedPath::perform(const Move& move)
{
    switch (move.kind) {
    case MoveKind::Finish: US_UNREACHABLE(); // a failed attempt answers nothing
    case MoveKind::Try: m_cause = StartCause::Retry; return Then::Attempt;
    case MoveKind::WaitThenTry: {
        m_cause = StartCause::Retry;
        m_progress.previousWait = move.wait;
        RunEvent& event = tell(EventKind::Backoff);
        event.because = static_cast<std::uint8_t>(move.waitCause);
        event.step = m_step;
        event.candidate = m_progress.candidate;
        event.attempt = m_progress.attempts;
        event.amount = move.wait.count();
        m_now += move.wait;
        return Then::Attempt;
    }
    case MoveKind::Switch:
    case MoveKind::Fail: break;
    }
    const std::uint16_t next = m_plans[m_progress.candidate].next;
    const bool mayStart = move.reaction != Reaction::Stop && next != kNoIndex &&
                          m_progress.attempts < m_chain.maxAttempts && m_now < m_chain.deadline;
    if (!mayStart) {
        return finish(RunOutcome::Failed, ErrorClass::None);
    }
    m_cause = StartCause::Switch;
    RunEvent& event = tell(EventKind::Switched);
    event.because = static_cast<std::uint8_t>(move.switchCause);
    event.errorClass = m_tally.error;
    event.candidate = next;
    event.from = m_progress.candidate;
    ++m_tally.switches;
    enter(next);
    return Then::Attempt;
}

IsolatedPath::Then IsolatedPath::finish(RunOutcome outcome, ErrorClass error)
{
    const bool isAnswered = outcome == RunOutcome::Answered;
    m_tally.outcome = outcome;
    m_tally.attempts = m_progress.attempts;
    m_tally.total = m_now;
    m_tally.error = isAnswered                  ? ErrorClass::None
                    : error != ErrorClass::None ? error
                                                : m_tally.error;
    RunEvent& event = tell(EventKind::RunFinished);
    event.because = static_cast<std::uint8_t>(outcome);
    event.errorClass = error;
    event.candidate = m_tally.servedBy;
    event.attempt = m_tally.servingAttempt;
    event.count = m_progress.attempts;
    return Then::Finished;
}

NanoUsd IsolatedPath::costOf(const OpenAttempt& attempt, const TokenCounts& usage) const
{
    return costOfAttempt(attempt, m_chain.candidates[attempt.candidate], m_promptTokens, usage);
}

void IsolatedPath::count(NanoUsd cost)
{
    if (cost == kUnknownCost) {
        m_tally.hasUnknownCost = true;
    } else {
        m_tally.cost += cost;
        m_tally.wasted += cost; // what the serving one cost is taken off again
    }
}

double IsolatedPath::draw()
{
    return unitFrom(scramble(mixKey({m_seed, m_run, kBackoffPurpose}) + m_draws++));
}

} // namespace understudy
