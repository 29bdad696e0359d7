#include "core/engine/engine.h"

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/engine/attempt_facts.h"
#include "core/engine/deadlines.h"

#include <utility>

namespace understudy {

namespace {

// At most 30 progress events a second (the contract of events).
constexpr Duration kProgressInterval{33'334};

constexpr std::uint64_t kBackoffPurpose = hashText("backoff");

} // namespace

Engine::Engine(Scheduler& scheduler, AttemptDriver& driver, RunObserver& observer,
               std::uint64_t seed)
    : m_scheduler(scheduler)
    , m_driver(driver)
    , m_observer(observer)
    , m_seed(seed)
{
    m_runTimer.engine = this;
    m_attemptTimer.engine = this;
}

Engine::~Engine()
{
    m_scheduler.forgetTarget(m_runTimer);
    m_scheduler.forgetTarget(m_attemptTimer);
}

RunId Engine::start(RunStart start)
{
    US_CHECK(start.chain != nullptr);
    const RunId id = m_runs.acquire();
    RunState& run = *m_runs.find(id);
    std::vector<std::uint16_t> counts = std::move(run.attemptsOnModel);
    run = RunState{};
    run.chain = std::move(start.chain);
    run.request = start.request;
    run.index = static_cast<std::uint32_t>(start.index);
    run.start = m_scheduler.now();
    run.progress.deadline = run.start + run.chain->deadline;
    run.dice = mixKey({m_seed, start.index, kBackoffPurpose});
    run.promptTokens = start.promptTokens;
    run.attemptsOnModel = std::move(counts);
    run.attemptsOnModel.assign(run.chain->modelCount, 0);

    emit(run, {.kind = EventKind::RunStarted, .count = start.promptTokens});
    const std::uint16_t first = nextEnabled(*run.chain, kNoIndex);
    US_CHECK(first != kNoIndex); // validation refuses a chain without an enabled candidate
    enter(run, first);
    beginAttempt(id, run);
    return id;
}

void Engine::cancel(RunId id)
{
    RunState* run = m_runs.find(id);
    if (run == nullptr) {
        return;
    }
    if (OpenAttempt* attempt = m_attempts.find(run->attempt)) {
        RunEvent event = eventOf(EventKind::AttemptAbandoned, *attempt, *run);
        event.because = static_cast<std::uint8_t>(AbandonCause::Cancelled);
        event.amount = costOf(*attempt, *run, {});
        stopDriving(run->attempt);
        m_attempts.release(run->attempt);
        run->attempt = {};
        emit(*run, event);
    }
    finish(id, *run, RunOutcome::Cancelled, 0, ErrorClass::None);
}

void Engine::onSignal(const AttemptSignal& signal)
{
    US_CHECK(!m_isInDriver);
    OpenAttempt* attempt = m_attempts.find(signal.id);
    if (attempt == nullptr) {
        return;
    }
    const RunState& run = *m_runs.find(attempt->run);
    const Instant now = m_scheduler.now();
    attempt->injected = signal.injected;
    switch (signal.kind) {
    case SignalKind::Connected: attempt->isConnected = true; break;
    case SignalKind::Headers: {
        attempt->isConnected = true;
        attempt->hasHeaders = true;
        attempt->status = signal.status;
        attempt->lastByte = attempt->lastPayload = now;
        emit(run, eventOf(EventKind::Headers, *attempt, run));
        break;
    }
    case SignalKind::Bytes: attempt->lastByte = now; break;
    case SignalKind::Payload: attempt->lastByte = attempt->lastPayload = now; break;
    case SignalKind::FirstToken: commit(*attempt, run); break;
    case SignalKind::Progress:
        attempt->tokens = signal.tokens;
        noteProgress(*attempt, run);
        break;
    case SignalKind::Succeeded:
        if (isFailure(*run.chain, attempt->candidate, signal.finish)) {
            AttemptSignal refusal = signal;
            refusal.errorClass = ErrorClass::Refusal;
            failAttempt(signal.id, refusal);
        } else {
            endAttempt(signal.id, signal);
        }
        return;
    case SignalKind::Failed: failAttempt(signal.id, signal); return;
    }
    armTimer(signal.id, *attempt, run);
}

void Engine::onRunWake(RunId id)
{
    RunState* run = m_runs.find(id);
    if (run == nullptr || !run->isWaiting || m_scheduler.now() < run->waitUntil) {
        return;
    }
    run->isWaiting = false;
    beginAttempt(id, *run);
}

void Engine::onAttemptWake(AttemptId id)
{
    OpenAttempt* attempt = m_attempts.find(id);
    if (attempt == nullptr || m_scheduler.now() < attempt->wake) {
        return; // stale, or armed anew for later
    }
    const RunState& run = *m_runs.find(attempt->run);
    const AttemptLimit limit = nearestLimit(
        *attempt, run.chain->candidates[attempt->candidate].timeouts, run.progress.deadline);
    const bool isExact = limit.when == m_scheduler.now() && !attempt->tookGrace;
    if (limit.when > m_scheduler.now() || isExact) {
        attempt->tookGrace = isExact;
        attempt->wake = limit.when;
        m_scheduler.wakeAt(limit.when, m_attemptTimer, id.packed());
        return;
    }
    stopDriving(id);
    if (limit.errorClass == ErrorClass::Deadline) {
        passDeadline(id);
        return;
    }
    failAttempt(id, {.id = id,
                     .kind = SignalKind::Failed,
                     .errorClass = limit.errorClass,
                     .status = attempt->status,
                     .injected = attempt->injected,
                     .tokens = attempt->tokens});
}

// Only ever moves the wake earlier; a wake that comes too early looks again and re-arms.
void Engine::armTimer(AttemptId id, OpenAttempt& attempt, const RunState& run)
{
    const AttemptLimit limit = nearestLimit(
        attempt, run.chain->candidates[attempt.candidate].timeouts, run.progress.deadline);
    if (limit.when < attempt.wake) {
        attempt.wake = limit.when;
        m_scheduler.wakeAt(limit.when, m_attemptTimer, id.packed());
    }
}

void Engine::commit(OpenAttempt& attempt, const RunState& run)
{
    if (attempt.isCommitted) {
        return;
    }
    const Instant now = m_scheduler.now();
    attempt.isCommitted = true;
    attempt.lastByte = attempt.lastPayload = attempt.lastProgress = now;
    emit(run, eventOf(EventKind::FirstToken, attempt, run));
}

void Engine::noteProgress(OpenAttempt& attempt, const RunState& run)
{
    const Instant now = m_scheduler.now();
    attempt.lastByte = attempt.lastPayload = now;
    if (now - attempt.lastProgress < kProgressInterval || attempt.tokens == 0) {
        return;
    }
    attempt.lastProgress = now;
    emit(run, eventOf(EventKind::Progress, attempt, run));
}

void Engine::endAttempt(AttemptId id, const AttemptSignal& signal)
{
    OpenAttempt& attempt = *m_attempts.find(id);
    const RunId runId = attempt.run;
    RunState& run = *m_runs.find(runId);
    attempt.tokens = signal.tokens;
    RunEvent event = eventOf(EventKind::AttemptSucceeded, attempt, run);
    event.because = static_cast<std::uint8_t>(signal.finish);
    event.amount = costOf(attempt, run, signal.usage);
    m_attempts.release(id);
    run.attempt = {};
    emit(run, event);
    perform(runId, run,
            decide(*run.chain, run.progress, {.hasSucceeded = true, .finish = signal.finish},
                   m_scheduler.now(), 0.0),
            ErrorClass::None);
}

void Engine::failAttempt(AttemptId id, const AttemptSignal& signal)
{
    OpenAttempt& attempt = *m_attempts.find(id);
    const RunId runId = attempt.run;
    RunState& run = *m_runs.find(runId);
    attempt.tokens = signal.tokens;
    attempt.status = signal.status;
    const AttemptOutcome outcome{.isCommitted = attempt.isCommitted,
                                 .errorClass = signal.errorClass,
                                 .shouldRetry = signal.shouldRetry,
                                 .hint = signal.hint,
                                 .promptTokens = run.promptTokens};
    const double unit = unitFrom(scramble(run.dice + run.draws++));
    const Move move = decide(*run.chain, run.progress, outcome, m_scheduler.now(), unit);

    RunEvent event = eventOf(EventKind::AttemptFailed, attempt, run);
    event.errorClass = signal.errorClass;
    event.reaction = move.reaction;
    event.phase = phaseOf(attempt);
    event.injected = signal.injected;
    event.amount = costOf(attempt, run, signal.usage);
    // What was shown is thrown away unless the run ends on purpose with its partial answer.
    const bool isDiscarded = attempt.isCommitted && move.reaction != Reaction::Stop;
    const RunEvent discarded = eventOf(EventKind::Discarded, attempt, run);
    m_attempts.release(id);
    run.attempt = {};
    emit(run, event);
    if (isDiscarded) {
        emit(run, discarded);
    }
    if (signal.errorClass == ErrorClass::InvalidRequest && run.progress.refusedBy == kNoIndex) {
        run.progress.refusedBy = run.chain->candidates[event.candidate].provider;
    }
    perform(runId, run, move, signal.errorClass);
}

// The chain's deadline ends the run, whatever the attempt under way might have become. What it has
// shown stays: nothing comes in its place.
void Engine::passDeadline(AttemptId id)
{
    const OpenAttempt attempt = *m_attempts.find(id);
    RunState& run = *m_runs.find(attempt.run);
    RunEvent event = eventOf(EventKind::AttemptAbandoned, attempt, run);
    event.because = static_cast<std::uint8_t>(AbandonCause::Deadline);
    event.amount = costOf(attempt, run, {});
    m_attempts.release(id);
    run.attempt = {};
    emit(run, event);
    finish(attempt.run, run, RunOutcome::Failed, 0, ErrorClass::Deadline);
}

void Engine::emit(const RunState& run, RunEvent event)
{
    event.at = m_scheduler.now() - run.start;
    event.run = run.index;
    m_observer.onEvent(event);
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
