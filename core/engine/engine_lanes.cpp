// How it goes on: from candidate to candidate, lane by lane, attempt by attempt.
#include "core/base/check.h"
#include "core/engine/attempt_facts.h"
#include "core/engine/engine.h"

#include <algorithm>

namespace understudy {

namespace {

// True for as long as it lives, also when the driver leaves by an exception (out of memory).
class Raised
{
public:
    explicit Raised(bool& flag)
        : m_flag(flag)
    {
        m_flag = true;
    }
    ~Raised() { m_flag = false; }
    Raised(const Raised&) = delete;
    Raised& operator=(const Raised&) = delete;

private:
    bool& m_flag;
};

bool isRace(const CompiledStep& step) { return step.selection.kind == SelectionKind::Race; }

// Why a lane starts beside or after another of its race.
StartCause furtherLane(const CompiledStep& step)
{
    return step.selection.stagger > Duration::zero() ? StartCause::Hedge : StartCause::Race;
}

} // namespace

// Goes on with the next candidate that may be asked, now or when the first has cooled; else ends
// the run.
void Engine::advance(RunId id, RunState& run, const Departure& departure)
{
    const bool mayStart = run.attempts < run.chain->maxAttempts && m_scheduler.now() < run.deadline;
    if (mayStart) {
        if (const std::uint16_t next = findNext(run); next != kNoIndex) {
            goOnWith(id, run, next, departure);
            return;
        }
        if (const std::uint16_t soonest = soonestCooled(run); soonest != kNoIndex) {
            run.isWaitingForCooling = true;
            run.coolsUntil = run.health->candidates[soonest]->coolsUntil();
            emit(run, {.kind = EventKind::Backoff,
                       .because = static_cast<std::uint8_t>(WaitCause::Hint),
                       .step = run.chain->candidates[soonest].step,
                       .candidate = soonest,
                       .attempt = run.attempts,
                       .amount = (run.coolsUntil - m_scheduler.now()).count()});
            m_scheduler.wakeAt(run.coolsUntil, m_runTimer, id.packed());
            return;
        }
        if (run.attempts == 0 && run.chain->whenAllOpen == WhenAllOpen::TryLast) {
            const std::uint16_t last = lastResort(run);
            if (last != kNoIndex) {
                goOnWith(id, run, last, departure);
                return;
            }
        }
        skipRest(run);
    }
    const bool nobodyAsked = run.attempts == 0;
    finish(id, run, RunOutcome::Failed, nobodyAsked ? ErrorClass::AllOpen : ErrorClass::None);
}

void Engine::goOnWith(RunId id, RunState& run, std::uint16_t candidate, const Departure& departure)
{
    const std::uint16_t step = run.chain->candidates[candidate].step;
    const bool isLaneStart = run.step == step && isRace(run.chain->steps[step]) && !run.isWon;
    Departure left = departure;
    std::uint16_t from = run.lastCandidate;
    if (from == kNoIndex) {
        from = skippedFirst(run, candidate, left);
    }
    if (from != kNoIndex && !isLaneStart) {
        emit(run, {.kind = EventKind::Switched,
                   .because = static_cast<std::uint8_t>(left.because),
                   .errorClass = left.errorClass,
                   .candidate = candidate,
                   .from = from});
    }
    walkTo(run, candidate);
    run.credits = 0; // this lane is what the failure called for
    const StartCause because = from == kNoIndex ? StartCause::First : StartCause::Switch;
    openLane(id, run, candidate, isLaneStart ? furtherLane(run.chain->steps[step]) : because);
    fillRace(id, run);
}

void Engine::openLane(RunId id, RunState& run, std::uint16_t candidate, StartCause because)
{
    run.marks[candidate] = CandidateMark::Live;
    run.lanes.push_back({.candidate = candidate, .nextCause = because});
    const CompiledStep& step = run.chain->steps[run.step];
    run.nextLane = m_scheduler.now() + step.selection.stagger;
    beginAttempt(id, run, run.lanes.back());
}

// A further lane of a race starts when its stagger has passed, at once for each failed attempt,
// all together without a stagger; while fewer than `width` are held and nobody has won.
void Engine::fillRace(RunId id, RunState& run)
{
    const CompiledStep& step = run.chain->steps[run.step];
    const bool isOver = !isRace(step) || run.isWon || run.lanes.empty();
    while (!isOver && run.lanes.size() < step.width && run.attempts < run.chain->maxAttempts) {
        const Instant now = m_scheduler.now();
        const std::uint16_t next = firstAllowed(run, run.step);
        if (next == kNoIndex || now >= run.deadline) {
            break;
        }
        const bool isHedge = step.selection.stagger > Duration::zero();
        const bool isForFailure = run.credits > 0;
        const auto& budget = run.chain->retryBudget;
        if (isHedge && !isForFailure &&
            (now < run.nextLane || (budget && !run.health->budget.allows(*budget, now)))) {
            // A hedge that the budget forbids is dropped; the next may be allowed.
            run.nextLane = now < run.nextLane ? run.nextLane : now + step.selection.stagger;
            m_scheduler.wakeAt(run.nextLane, m_runTimer, id.packed());
            break;
        }
        run.credits -= isForFailure ? 1 : 0;
        passOver(run, run.step, next);
        openLane(id, run, next, furtherLane(step));
    }
    run.credits = 0; // what found no free place is not made up for
}

// The back-off of a lane is over.
void Engine::resume(RunId id, RunState& run, Lane& lane)
{
    lane.isWaiting = false;
    if (run.attempts >= run.chain->maxAttempts) { // other lanes have used them up meanwhile
        exhaust(id, run, lane, {SwitchCause::Failure, lane.lastError});
        return;
    }
    if (const std::optional<SwitchCause> bar = retryBar(run, lane)) {
        exhaust(id, run, lane, {*bar, lane.lastError});
        return;
    }
    const Instant now = m_scheduler.now();
    const Instant cools = run.health->candidates[lane.candidate]->coolsUntil();
    if (cools <= now) {
        beginAttempt(id, run, lane);
    } else if (cools - now <= run.chain->patience && cools < run.deadline) {
        waitIn(id, run, lane, cools - now, WaitCause::Hint); // another run was told to wait
    } else {
        exhaust(id, run, lane, {SwitchCause::Patience, lane.lastError});
    }
}

void Engine::waitIn(RunId id, RunState& run, Lane& lane, Duration wait, WaitCause because)
{
    lane.isWaiting = true;
    lane.waitUntil = m_scheduler.now() + wait;
    emit(run, {.kind = EventKind::Backoff,
               .because = static_cast<std::uint8_t>(because),
               .step = run.chain->candidates[lane.candidate].step,
               .candidate = lane.candidate,
               .attempt = lane.lastAttempt,
               .amount = wait.count()});
    m_scheduler.wakeAt(lane.waitUntil, m_runTimer, id.packed());
}

void Engine::beginAttempt(RunId id, RunState& run, Lane& lane)
{
    const Instant now = m_scheduler.now();
    const std::uint16_t candidate = lane.candidate;
    const CompiledCandidate& plan = run.chain->candidates[candidate];
    HealthEntry& entry = *run.health->candidates[candidate];
    ++lane.tryNumber;
    lane.lastAttempt = ++run.attempts;

    const AttemptId attemptId = m_attempts.acquire();
    OpenAttempt& attempt = *m_attempts.find(attemptId);
    attempt = OpenAttempt{.run = id,
                          .number = run.attempts,
                          .candidate = candidate,
                          .start = now,
                          .lastProgress = now,
                          .wake = Instant::max()};
    const Selection& selection = run.chain->steps[run.step].selection;
    attempt.holdsAll = selection.kind == SelectionKind::Race && selection.win == RaceWin::Completed;
    if (run.chain->maxCost) {
        attempt.estimate = estimateOf(run, candidate);
        run.inFlight += attempt.estimate;
    }
    lane.attempt = attemptId;
    ++entry.outstanding;
    if (const auto& budget = run.chain->retryBudget) {
        const bool isExtra =
            lane.nextCause == StartCause::Retry || lane.nextCause == StartCause::Hedge;
        isExtra ? run.health->budget.countExtra(*budget, now)
                : run.health->budget.countRequest(*budget, now);
    }
    const BreakerState before = entry.breaker.state();
    attempt.probe = plan.breaker ? entry.breaker.begin(*plan.breaker, now) : 0;
    emitBreaker(run, candidate, before);

    RunEvent event = eventOf(EventKind::AttemptStarted, attempt, run);
    event.because =
        static_cast<std::uint8_t>(attempt.probe != 0 ? StartCause::Probe : lane.nextCause);
    event.count = lane.tryNumber;
    event.amount = run.continues;
    emit(run, event);

    Begun begun;
    {
        const Raised inDriver(m_isInDriver);
        begun = m_driver.begin({.id = attemptId,
                                .request = run.request,
                                .run = run.index,
                                .attempt = attempt.number,
                                .tryNumber = lane.tryNumber,
                                .ordinal = run.attemptsOnModel[plan.model]++,
                                .candidate = candidate,
                                .sinceStart = now - run.start,
                                .chain = run.chain,
                                .continues = run.continues});
    }
    attempt.isConnected = begun.isConnected;
    attempt.nextSignal = begun.nextSignal;
    armTimer(attemptId, attempt, run);
}

void Engine::stopDriving(AttemptId id)
{
    const Raised inDriver(m_isInDriver);
    m_driver.abandon(id);
}

} // namespace understudy
