// What reaches the engine: starts, cancels, signals and wakes.
#include "core/engine/engine.h"

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/engine/attempt_facts.h"
#include "core/engine/deadlines.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

// At most 30 progress events a second (the contract of events).
constexpr Duration kProgressInterval{33'334};

constexpr std::uint64_t kBackoffPurpose = hashText("backoff");

} // namespace

Engine::Engine(Scheduler& scheduler, AttemptDriver& driver, RunObserver& observer,
               std::uint64_t seed, EngineOptions options)
    : m_scheduler(scheduler)
    , m_driver(driver)
    , m_observer(observer)
    , m_seed(seed)
    , m_options(options)
{
    m_runTimer.engine = this;
    m_attemptTimer.engine = this;
}

Engine::~Engine()
{
    m_scheduler.forgetTarget(m_runTimer);
    m_scheduler.forgetTarget(m_attemptTimer);
}

RunId Engine::start(const RunStart& start)
{
    US_CHECK(start.chain != nullptr);
    const RunId id = m_runs.acquire();
    RunState& run = *m_runs.find(id);
    static_cast<RunFacts&>(run) = RunFacts{}; // what a former run allocated is used again
    run.health = &m_health.of(start.chain);
    run.chain = start.chain.get(); // the health book keeps it while a run is live
    ++run.health->liveRuns;
    run.request = start.request;
    run.fullIndex = start.index;
    run.index = static_cast<std::uint32_t>(start.index);
    run.start = m_scheduler.now();
    run.deadline = run.start + run.chain->deadline;
    run.dice = mixKey({m_seed, start.index, kBackoffPurpose});
    run.promptTokens = start.promptTokens;
    run.isSimulated = start.isSimulated;
    run.mayContinue = start.mayContinue;
    run.attemptsOnModel.assign(run.chain->modelCount, 0);
    run.marks.assign(run.chain->candidates.size(), CandidateMark::Untried);
    run.lanes.clear();

    emit(run, {.kind = EventKind::RunStarted, .count = start.promptTokens});
    advance(id, run, {});
    return id;
}

void Engine::cancel(RunId id)
{
    RunState* run = m_runs.find(id);
    if (run == nullptr) {
        return;
    }
    abandonLanes(*run, AbandonCause::Cancelled);
    finish(id, *run, RunOutcome::Cancelled, ErrorClass::None);
}

void Engine::failAttempt(RunId id, std::uint32_t attempt)
{
    failByHand(id, attempt, Reaction::Retry);
}

void Engine::switchNow(RunId id, std::uint32_t attempt) { failByHand(id, attempt, Reaction::Next); }

void Engine::failByHand(RunId id, std::uint32_t attempt, Reaction reaction)
{
    RunState* run = m_runs.find(id);
    if (run == nullptr) {
        return;
    }
    // Lanes open and close as attempts fail, so the attempts are named first.
    std::vector<AttemptId> named;
    for (const Lane& lane : run->lanes) {
        const OpenAttempt* open = m_attempts.find(lane.attempt);
        if (open != nullptr && (attempt == 0 || open->number == attempt)) {
            named.push_back(lane.attempt);
        }
    }
    for (const AttemptId each : named) {
        if (m_attempts.find(each) != nullptr) {
            stopDriving(each);
            fail(each, {.id = each, .errorClass = ErrorClass::Manual}, reaction);
        }
    }
    run = m_runs.find(id); // failing may have ended it
    if (run == nullptr || !named.empty() || reaction != Reaction::Next || attempt != 0) {
        return;
    }
    for (Lane& lane : run->lanes) {
        if (lane.isWaiting) {
            exhaust(id, *run, lane, {SwitchCause::Manual, ErrorClass::Manual});
            return;
        }
    }
}

void Engine::newWorld(std::uint64_t seed)
{
    US_CHECK(m_runs.live() == 0);
    m_seed = seed;
    m_health.reset();
}

void Engine::onSignal(const AttemptSignal& signal)
{
    US_CHECK(!m_isInDriver);
    OpenAttempt* attempt = m_attempts.find(signal.id);
    if (attempt == nullptr) {
        return;
    }
    RunState& run = *m_runs.find(attempt->run);
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
    case SignalKind::FirstToken: onFirstToken(signal.id, *attempt); break;
    case SignalKind::Progress:
        attempt->tokens = signal.tokens;
        noteProgress(*attempt, run);
        break;
    case SignalKind::Succeeded:
        if (isFailure(*run.chain, attempt->candidate, signal.finish)) {
            AttemptSignal refusal = signal;
            refusal.errorClass = ErrorClass::Refusal;
            refusal.status = attempt->status;
            fail(signal.id, refusal);
        } else {
            succeed(signal.id, signal);
        }
        return;
    case SignalKind::Failed: fail(signal.id, signal); return;
    }
    noteFlow(*attempt, signal);
    armTimer(signal.id, *attempt, run);
}

// What the driver knows of the time until its next signal.
void Engine::noteFlow(OpenAttempt& attempt, const AttemptSignal& signal) const
{
    attempt.nextSignal = signal.nextSignal;
    attempt.flow = signal.flow;
    attempt.pace = signal.pace;
    attempt.flowFrom = m_scheduler.now();
    attempt.flowTokens = std::max({signal.tokens, attempt.tokens, attempt.hasContent ? 1U : 0U});
}

void Engine::onRunWake(RunId id)
{
    RunState* run = m_runs.find(id);
    if (run == nullptr) {
        return;
    }
    const Instant now = m_scheduler.now();
    if (run->isWaitingForCooling) {
        if (now >= run->coolsUntil) {
            run->isWaitingForCooling = false;
            advance(id, *run, {SwitchCause::Patience, ErrorClass::None});
        }
        return;
    }
    for (std::size_t i = 0; i < run->lanes.size(); ++i) {
        Lane& lane = run->lanes[i];
        if (lane.isWaiting && now >= lane.waitUntil) {
            resume(id, *run, lane);
            run = m_runs.find(id);
            if (run == nullptr) {
                return;
            }
            i = SIZE_MAX; // lanes may have moved: look again from the first
        }
    }
    fillRace(id, *run);
}

void Engine::onAttemptWake(AttemptId id)
{
    OpenAttempt* attempt = m_attempts.find(id);
    if (attempt == nullptr || m_scheduler.now() < attempt->wake) {
        return; // stale, or armed anew for later
    }
    const RunState& run = *m_runs.find(attempt->run);
    const AttemptLimit limit =
        nearestLimit(*attempt, run.chain->candidates[attempt->candidate].timeouts, run.deadline);
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
    fail(id, {.id = id,
              .kind = SignalKind::Failed,
              .errorClass = limit.errorClass,
              .status = attempt->status,
              .injected = attempt->injected,
              .tokens = tokensAt(*attempt, m_scheduler.now())});
}

// Only ever moves the wake earlier; a wake that comes too early looks again and re-arms. No wake is
// needed for what lies behind the driver's next signal.
void Engine::armTimer(AttemptId id, OpenAttempt& attempt, const RunState& run)
{
    const AttemptLimit limit =
        nearestLimit(attempt, run.chain->candidates[attempt.candidate].timeouts, run.deadline);
    if (limit.when < attempt.wake && limit.when < attempt.nextSignal) {
        attempt.wake = limit.when;
        m_scheduler.wakeAt(limit.when, m_attemptTimer, id.packed());
    }
}

void Engine::onFirstToken(AttemptId id, OpenAttempt& attempt)
{
    if (attempt.hasContent) {
        return;
    }
    const Instant now = m_scheduler.now();
    RunState& run = *m_runs.find(attempt.run);
    attempt.hasContent = true;
    attempt.firstToken = attempt.lastByte = attempt.lastPayload = attempt.lastProgress = now;
    attempt.isCommitted = !attempt.holdsAll && run.chain->holdTokens == 0;
    RunEvent event = eventOf(EventKind::FirstToken, attempt, run);
    event.flags = attempt.isCommitted ? std::uint8_t{0} : kHeld;
    event.count = 0;
    if (m_options.learnsLatency) {
        run.health->candidates[attempt.candidate]->latency.observe(now - attempt.start, now);
    }
    emit(run, event);
    const Selection& selection = run.chain->steps[run.step].selection;
    if (selection.kind == SelectionKind::Race && selection.win == RaceWin::FirstToken &&
        !run.isWon) {
        run.isWon = true;
        abandonLanes(run, AbandonCause::LostRace, laneOf(run, id));
    }
}

void Engine::noteProgress(OpenAttempt& attempt, const RunState& run)
{
    const Instant now = m_scheduler.now();
    attempt.lastByte = attempt.lastPayload = now;
    const bool isShownNow = !attempt.isCommitted && attempt.hasContent && !attempt.holdsAll &&
                            attempt.tokens > run.chain->holdTokens;
    attempt.isCommitted = attempt.isCommitted || isShownNow;
    const bool isEarly = now - attempt.lastProgress < kProgressInterval;
    if (attempt.tokens == 0 || (isEarly && !isShownNow)) {
        return;
    }
    attempt.lastProgress = now;
    RunEvent event = eventOf(EventKind::Progress, attempt, run);
    event.flags = attempt.isCommitted ? std::uint8_t{0} : kHeld;
    emit(*m_runs.find(attempt.run), event);
}

} // namespace understudy
