// What the engine does next: it enters candidates, begins attempts, waits, switches and ends runs.
#include "core/engine/engine.h"

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

} // namespace

// Walks from the present candidate to `candidate`: each new step is entered, each candidate on the
// way is skipped (it is disabled, or its window too small), each with its event.
void Engine::enter(RunState& run, std::uint16_t candidate)
{
    const CompiledChain& chain = *run.chain;
    std::uint16_t step = run.progress.candidate == kNoIndex
                             ? kNoIndex
                             : chain.candidates[run.progress.candidate].step;
    const std::uint16_t first = run.progress.candidate == kNoIndex
                                    ? std::uint16_t{0}
                                    : static_cast<std::uint16_t>(run.progress.candidate + 1);
    for (std::uint16_t i = first; i <= candidate; ++i) {
        if (chain.candidates[i].step != step) {
            step = chain.candidates[i].step;
            emit(run, {.kind = EventKind::StepEntered, .step = step});
        }
        if (i != candidate) {
            const SkipCause cause =
                chain.candidates[i].enabled ? SkipCause::ContextTooSmall : SkipCause::Disabled;
            emit(run, {.kind = EventKind::CandidateSkipped,
                       .because = static_cast<std::uint8_t>(cause),
                       .step = step,
                       .candidate = i});
        }
    }
    run.progress.candidate = candidate;
    run.progress.tryNumber = 0;
    run.progress.previousWait = Duration::zero();
}

// Says of every candidate left why the run ends without asking it.
void Engine::skipTooSmall(const RunState& run)
{
    const CompiledChain& chain = *run.chain;
    const std::uint32_t need = contextNeed(chain, run.progress.candidate, run.promptTokens);
    if (nextLarger(chain, run.progress.candidate, need) != kNoIndex) {
        return; // one is large enough: something else ended the run
    }
    for (std::uint16_t i = nextEnabled(chain, run.progress.candidate); i != kNoIndex;
         i = nextEnabled(chain, i)) {
        emit(run, {.kind = EventKind::CandidateSkipped,
                   .because = static_cast<std::uint8_t>(SkipCause::ContextTooSmall),
                   .step = chain.candidates[i].step,
                   .candidate = i});
    }
}

void Engine::beginAttempt(RunId id, RunState& run)
{
    const std::uint16_t candidate = run.progress.candidate;
    const CompiledCandidate& plan = run.chain->candidates[candidate];
    ++run.progress.tryNumber;
    ++run.progress.attempts;

    const Instant now = m_scheduler.now();
    const AttemptId attemptId = m_attempts.acquire();
    OpenAttempt& attempt = *m_attempts.find(attemptId);
    attempt = OpenAttempt{.run = id,
                          .number = run.progress.attempts,
                          .candidate = candidate,
                          .start = now,
                          .lastProgress = now,
                          .wake = Instant::max()};
    run.attempt = attemptId;

    RunEvent event = eventOf(EventKind::AttemptStarted, attempt, run);
    event.because = static_cast<std::uint8_t>(run.nextCause);
    event.count = run.progress.tryNumber;
    emit(run, event);

    armTimer(attemptId, attempt, run);
    const Raised inDriver(m_isInDriver);
    m_driver.begin({.id = attemptId,
                    .request = run.request,
                    .run = run.index,
                    .attempt = attempt.number,
                    .tryNumber = run.progress.tryNumber,
                    .ordinal = run.attemptsOnModel[plan.model]++,
                    .candidate = candidate,
                    .sinceStart = now - run.start,
                    .chain = run.chain.get()});
}

void Engine::perform(RunId id, RunState& run, const Move& move, ErrorClass errorClass)
{
    switch (move.kind) {
    case MoveKind::Finish:
        finish(id, run, RunOutcome::Answered, run.progress.attempts, ErrorClass::None);
        return;
    case MoveKind::Fail:
        if (errorClass == ErrorClass::Context && move.reaction != Reaction::Stop) {
            skipTooSmall(run);
        }
        finish(id, run, RunOutcome::Failed, 0, ErrorClass::None);
        return;
    case MoveKind::Try:
        run.nextCause = StartCause::Retry;
        beginAttempt(id, run);
        return;
    case MoveKind::WaitThenTry:
        run.nextCause = StartCause::Retry;
        run.progress.previousWait = move.wait;
        run.isWaiting = true;
        run.waitUntil = m_scheduler.now() + move.wait;
        emit(run, {.kind = EventKind::Backoff,
                   .because = static_cast<std::uint8_t>(move.waitCause),
                   .step = run.chain->candidates[run.progress.candidate].step,
                   .candidate = run.progress.candidate,
                   .attempt = run.progress.attempts,
                   .amount = move.wait.count()});
        m_scheduler.wakeAt(run.waitUntil, m_runTimer, id.packed());
        return;
    case MoveKind::Switch:
        run.nextCause = StartCause::Switch;
        emit(run, {.kind = EventKind::Switched,
                   .because = static_cast<std::uint8_t>(move.switchCause),
                   .errorClass = errorClass,
                   .candidate = move.candidate,
                   .from = run.progress.candidate});
        enter(run, move.candidate);
        beginAttempt(id, run);
        return;
    }
}

void Engine::finish(RunId id, RunState& run, RunOutcome outcome, std::uint32_t servingAttempt,
                    ErrorClass error)
{
    emit(run, {.kind = EventKind::RunFinished,
               .because = static_cast<std::uint8_t>(outcome),
               .errorClass = error,
               .candidate = servingAttempt == 0 ? kNoIndex : run.progress.candidate,
               .attempt = servingAttempt,
               .count = run.progress.attempts});
    run.chain.reset();
    m_runs.release(id);
}

void Engine::stopDriving(AttemptId id)
{
    const Raised inDriver(m_isInDriver);
    m_driver.abandon(id);
}

} // namespace understudy
