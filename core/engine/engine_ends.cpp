// How attempts and runs end.
#include "core/base/check.h"
#include "core/base/random.h"
#include "core/engine/attempt_facts.h"
#include "core/engine/engine.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

constexpr Duration kUntilMended = milliseconds(3'600'000);

// Failures that only a person can mend.
bool needsAPerson(ErrorClass errorClass)
{
    return errorClass == ErrorClass::Auth || errorClass == ErrorClass::QuotaExhausted ||
           errorClass == ErrorClass::ModelMissing;
}

bool isTimeout(ErrorClass errorClass)
{
    return errorClass == ErrorClass::TimeoutFirstToken || errorClass == ErrorClass::TimeoutAttempt;
}

} // namespace

void Engine::succeed(AttemptId id, const AttemptSignal& signal)
{
    const RunId runId = m_attempts.find(id)->run;
    RunState& run = *m_runs.find(runId);
    Lane& lane = *laneOf(run, id);
    const BreakerState before = run.health->candidates[lane.candidate]->breaker.state();
    OpenAttempt attempt = release(run, id);
    attempt.tokens = signal.tokens;
    learn(run, attempt, signal);
    lane.attempt = {};

    RunEvent event = eventOf(EventKind::AttemptSucceeded, attempt, run);
    event.because = static_cast<std::uint8_t>(signal.finish);
    event.amount = costOf(attempt, run, signal.usage);
    emit(run, event);
    emitBreaker(run, attempt.candidate, before);
    abandonLanes(run, AbandonCause::LostRace, &lane);
    run.tally.servedBy = attempt.candidate;
    run.tally.servingAttempt = attempt.number;
    run.tally.firstToken = attempt.hasContent ? attempt.firstToken - run.start : Duration{-1};
    run.tally.wasted -= std::max<NanoUsd>(event.amount, 0);
    finish(runId, run, RunOutcome::Answered, ErrorClass::None);
}

void Engine::fail(AttemptId id, const AttemptSignal& signal, std::optional<Reaction> forced)
{
    const Instant now = m_scheduler.now();
    const RunId runId = m_attempts.find(id)->run;
    RunState& run = *m_runs.find(runId);
    Lane& lane = *laneOf(run, id);
    const BreakerState before = run.health->candidates[lane.candidate]->breaker.state();
    OpenAttempt attempt = release(run, id);
    if (forced) {
        attempt.tokens = tokensAt(attempt, now);
    } else {
        attempt.tokens = signal.tokens;
        attempt.status = signal.status;
    }
    attempt.flow = Flow::Unknown; // nothing flows any more
    const bool isShown = isShownAt(attempt, run.chain->holdTokens, now);
    attempt.isCommitted = isShown;
    learn(run, attempt, signal);
    lane.attempt = {};
    lane.lastError = run.tally.error = signal.errorClass;
    if (signal.errorClass == ErrorClass::Context) {
        run.contextNeed =
            std::max(run.contextNeed, contextNeed(*run.chain, attempt.candidate, run.promptTokens));
    }

    const AttemptOutcome outcome{.isCommitted = isShown,
                                 .errorClass = signal.errorClass,
                                 .shouldRetry = signal.shouldRetry,
                                 .forced = forced,
                                 .hint = signal.hint};
    const RunProgress progress = progressOf(run, lane);
    const Move move = decide(*run.chain, progress, outcome, now, draw(run));
    const bool isTakenUp = isContinued(*run.chain, progress, outcome, move);
    tellFailure(run, attempt, signal, move, isShown && !isTakenUp);
    emitBreaker(run, attempt.candidate, before);
    if (signal.errorClass == ErrorClass::InvalidRequest && run.refusedBy == kNoIndex) {
        run.refusedBy = run.chain->candidates[attempt.candidate].provider;
    }
    run.continues = isTakenUp ? attempt.number : run.continues;
    run.hasContinued = run.hasContinued || isTakenUp;
    ++run.credits;
    perform(runId, run, lane, move);
}

// What was shown is thrown away unless the run ends on purpose with its partial answer.
void Engine::tellFailure(RunState& run, OpenAttempt& attempt, const AttemptSignal& signal,
                         const Move& move, bool isLost)
{
    RunEvent event = eventOf(EventKind::AttemptFailed, attempt, run);
    event.errorClass = signal.errorClass;
    event.reaction = move.reaction;
    event.phase = phaseOf(attempt, attempt.isCommitted);
    event.injected = signal.injected;
    event.amount = costOf(attempt, run, signal.usage);
    emit(run, event);
    if (isLost && move.reaction != Reaction::Stop) {
        emit(run, eventOf(EventKind::Discarded, attempt, run));
    }
}

// The chain's deadline ends the run, whatever the attempts under way might have become. What was
// shown stays: nothing comes in its place.
void Engine::passDeadline(AttemptId id)
{
    const RunId runId = m_attempts.find(id)->run;
    RunState& run = *m_runs.find(runId);
    Lane* first = laneOf(run, id);
    abandonAttempt(run, std::exchange(first->attempt, {}), AbandonCause::Deadline);
    abandonLanes(run, AbandonCause::Deadline);
    finish(runId, run, RunOutcome::Failed, ErrorClass::Deadline);
}

void Engine::perform(RunId id, RunState& run, Lane& lane, const Move& move)
{
    switch (move.kind) {
    case MoveKind::Finish: US_UNREACHABLE(); // a failed attempt answers nothing
    case MoveKind::Try:
        lane.nextCause = StartCause::Retry;
        beginAttempt(id, run, lane);
        fillRace(id, run);
        return;
    case MoveKind::WaitThenTry:
        lane.nextCause = StartCause::Retry;
        lane.previousWait = move.wait;
        waitIn(id, run, lane, move.wait, move.waitCause);
        fillRace(id, run);
        return;
    case MoveKind::Switch:
    case MoveKind::Fail:
        if (move.reaction == Reaction::Stop) {
            abandonLanes(run, AbandonCause::Cancelled);
            finish(id, run, RunOutcome::Failed, ErrorClass::None);
        } else {
            exhaust(id, run, lane, {move.switchCause, lane.lastError});
        }
        return;
    }
}

// A lane has come to its end without an answer: others go on, or the next candidate.
void Engine::exhaust(RunId id, RunState& run, Lane& lane, const Departure& departure)
{
    run.marks[lane.candidate] = CandidateMark::Spent;
    run.lastCandidate = lane.candidate;
    run.lanes.erase(run.lanes.begin() + (&lane - run.lanes.data()));
    fillRace(id, run);
    if (run.lanes.empty()) {
        advance(id, run, departure);
    }
}

void Engine::abandonLanes(RunState& run, AbandonCause because, const Lane* spared)
{
    const std::uint16_t kept = spared != nullptr ? spared->candidate : kNoIndex;
    for (Lane& lane : run.lanes) {
        if (lane.candidate != kept) {
            run.marks[lane.candidate] = CandidateMark::Spent;
            abandonAttempt(run, std::exchange(lane.attempt, {}), because);
        }
    }
    std::erase_if(run.lanes, [&](const Lane& lane) { return lane.candidate != kept; });
}

void Engine::abandonAttempt(RunState& run, AttemptId id, AbandonCause because)
{
    if (m_attempts.find(id) == nullptr) {
        return; // its lane waits
    }
    stopDriving(id);
    OpenAttempt attempt = release(run, id);
    attempt.tokens = tokensAt(attempt, m_scheduler.now());
    const BreakerState before = run.health->candidates[attempt.candidate]->breaker.state();
    if (const auto& policy = run.chain->candidates[attempt.candidate].breaker) {
        run.health->candidates[attempt.candidate]->breaker.end(*policy, CallVerdict::Nothing,
                                                               attempt.probe, m_scheduler.now());
    }
    RunEvent event = eventOf(EventKind::AttemptAbandoned, attempt, run);
    event.because = static_cast<std::uint8_t>(because);
    event.amount = costOf(attempt, run, {});
    emit(run, event);
    emitBreaker(run, attempt.candidate, before);
}

void Engine::finish(RunId id, RunState& run, RunOutcome outcome, ErrorClass error)
{
    const bool isAnswered = outcome == RunOutcome::Answered;
    run.tally.outcome = outcome;
    run.tally.attempts = run.attempts;
    run.tally.total = m_scheduler.now() - run.start;
    run.tally.error =
        isAnswered ? ErrorClass::None : (error != ErrorClass::None ? error : run.tally.error);
    emit(run, {.kind = EventKind::RunFinished,
               .because = static_cast<std::uint8_t>(outcome),
               .errorClass = error,
               .candidate = run.tally.servedBy,
               .attempt = run.tally.servingAttempt,
               .count = run.attempts});
    m_observer.onRunEnd(run.fullIndex, run.tally);
    --run.health->liveRuns;
    run.chain = nullptr;
    m_runs.release(id);
}

// Takes an attempt out of the books; what is returned is all that is left of it.
OpenAttempt Engine::release(RunState& run, AttemptId id)
{
    const OpenAttempt attempt = *m_attempts.find(id);
    m_attempts.release(id);
    --run.health->candidates[attempt.candidate]->outstanding;
    run.inFlight -= attempt.estimate;
    return attempt;
}

// What the end of an attempt says about its candidate, for all runs.
void Engine::learn(const RunState& run, const OpenAttempt& attempt, const AttemptSignal& signal)
{
    const Instant now = m_scheduler.now();
    HealthEntry& entry = *run.health->candidates[attempt.candidate];
    const bool hasFailed = signal.errorClass != ErrorClass::None;
    if (const auto& policy = run.chain->candidates[attempt.candidate].breaker) {
        const CallVerdict verdict = !hasFailed                        ? CallVerdict::Success
                                    : feedsBreaker(signal.errorClass) ? CallVerdict::Failure
                                                                      : CallVerdict::Nothing;
        entry.breaker.end(*policy, verdict, attempt.probe, now);
    }
    if (m_options.learnsLatency && isTimeout(signal.errorClass) && !attempt.hasContent) {
        entry.latency.observe(now - attempt.start, now); // at least that long
    }
    const bool isInjected = signal.injected != 0;
    if (hasFailed && signal.hint > Duration::zero()) {
        const Instant until{saturatedSum(now.time_since_epoch(), signal.hint)};
        m_health.cool(entry, coolingScope(signal.errorClass), until, isInjected);
    } else if (m_options.coolsUntilMended && needsAPerson(signal.errorClass) && !isInjected &&
               !run.isSimulated) {
        m_health.cool(entry, coolingScope(signal.errorClass), now + kUntilMended, false);
    }
}

RunProgress Engine::progressOf(RunState& run, const Lane& lane)
{
    RunProgress progress{.candidate = lane.candidate,
                         .tryNumber = lane.tryNumber,
                         .attempts = run.attempts,
                         .previousWait = lane.previousWait,
                         .refusedBy = run.refusedBy,
                         .deadline = run.deadline,
                         .hasNext = hasNext(run, lane),
                         .mayContinue = run.mayContinue,
                         .hasContinued = run.hasContinued};
    if (const std::optional<SwitchCause> bar = retryBar(run, lane)) {
        progress.isRetryBarred = true;
        progress.barredBy = *bar;
    }
    return progress;
}

Lane* Engine::laneOf(RunState& run, AttemptId attempt)
{
    const auto found = std::ranges::find(run.lanes, attempt, &Lane::attempt);
    US_CHECK(found != run.lanes.end());
    return &*found;
}

double Engine::draw(RunState& run) { return unitFrom(scramble(run.dice + run.draws++)); }

void Engine::emit(RunState& run, RunEvent event)
{
    event.at = m_scheduler.now() - run.start;
    event.run = run.index;
    const bool endsAttempt = event.kind == EventKind::AttemptSucceeded ||
                             event.kind == EventKind::AttemptFailed ||
                             event.kind == EventKind::AttemptAbandoned;
    if (endsAttempt && event.amount == kUnknownCost) {
        run.tally.hasUnknownCost = true;
    } else if (endsAttempt) {
        run.tally.cost += event.amount;
        run.tally.wasted += event.amount; // what the serving one cost is taken off again
    } else if (event.kind == EventKind::Switched) {
        ++run.tally.switches;
    } else if (event.kind == EventKind::Discarded) {
        run.tally.discardedTokens += event.count;
    }
    m_observer.onEvent(event);
}

void Engine::emitBreaker(RunState& run, std::uint16_t candidate, BreakerState before)
{
    const BreakerState after = run.health->candidates[candidate]->breaker.state();
    if (after != before) {
        emit(run, {.kind = EventKind::Breaker,
                   .because = static_cast<std::uint8_t>(after),
                   .step = run.chain->candidates[candidate].step,
                   .candidate = candidate});
    }
}

RunEvent Engine::eventOf(EventKind kind, const OpenAttempt& attempt, const RunState& run)
{
    return attemptEvent(kind, attempt, run.chain->candidates[attempt.candidate].step);
}

NanoUsd Engine::costOf(const OpenAttempt& attempt, const RunState& run, const TokenCounts& usage)
{
    return costOfAttempt(attempt, run.chain->candidates[attempt.candidate], run.promptTokens,
                         usage);
}

} // namespace understudy
