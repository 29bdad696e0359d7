#include "core/sim/isolated_path.h"

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/engine/attempt_facts.h"
#include "core/engine/deadlines.h"

#include <algorithm>

namespace understudy {

namespace {

// As the engine keys and times them.
constexpr std::uint64_t kBackoffPurpose = hashText("backoff");
constexpr Duration kProgressInterval{33'334};

} // namespace

bool IsolatedPath::play(std::uint64_t run, UnitObserver& observer)
{
    begin(run);
    tell(EventKind::RunStarted).count = m_promptTokens;
    enter(m_first);
    Then then = attempt();
    while (then == Then::Attempt) {
        then = attempt();
    }
    if (then == Then::Engine) {
        return false;
    }
    for (const RunEvent& event : m_events) {
        observer.onEvent(event);
    }
    observer.onRunEnd(run, m_tally);
    return true;
}

void IsolatedPath::begin(std::uint64_t run)
{
    if (m_beginsWorlds) {
        m_world.beginIsolated(run);
    }
    m_run = run;
    m_prefix = m_world.runPrefix(run);
    m_draws = 0;
    m_promptTokens = m_world.promptTokens(m_prefix);
    m_continues = 0;
    m_step = kNoIndex;
    m_cause = StartCause::First;
    m_now = Duration::zero();
    m_progress = {.deadline = Instant{m_chain.deadline}};
    m_tally = {};
    std::fill(m_attemptsOnModel.begin(), m_attemptsOnModel.end(), std::uint16_t{0});
    m_events.clear();
}

// Walks to the candidate: each new step is entered, each disabled candidate on the way is skipped.
void IsolatedPath::enter(std::uint16_t candidate)
{
    const std::uint16_t from = m_progress.candidate;
    for (std::uint32_t i = from == kNoIndex ? 0U : from + 1U; i <= candidate; ++i) {
        const std::uint16_t step = m_chain.candidates[i].step;
        if (step != m_step) {
            m_step = step;
            tell(EventKind::StepEntered).step = step;
        }
        if (i != candidate) {
            RunEvent& event = tell(EventKind::CandidateSkipped);
            event.because = static_cast<std::uint8_t>(SkipCause::Disabled);
            event.step = step;
            event.candidate = static_cast<std::uint16_t>(i);
        }
    }
    m_progress.candidate = candidate;
    m_progress.tryNumber = 0;
    m_progress.previousWait = Duration::zero();
    m_progress.hasNext = m_plans[candidate].next != kNoIndex;
}

IsolatedPath::Then IsolatedPath::attempt()
{
    const std::uint16_t candidate = m_progress.candidate;
    const CompiledCandidate& plan = m_chain.candidates[candidate];
    ++m_progress.tryNumber;
    ++m_progress.attempts;
    RunEvent& event = tell(EventKind::AttemptStarted);
    event.because = static_cast<std::uint8_t>(m_cause);
    event.step = m_step;
    event.candidate = candidate;
    event.attempt = m_progress.attempts;
    event.count = m_progress.tryNumber;
    event.amount = m_continues;

    const SimulatedAttempt simulated =
        m_world.attempt(m_prefix, candidate, m_attemptsOnModel[plan.model]++, m_now);
    if (answersQuietly(simulated, m_now)) {
        return answer(simulated);
    }
    return failsQuietly(simulated, m_now) ? failQuietly(simulated, 0) : walk(simulated);
}

// No limit ends it before it is whole.
bool IsolatedPath::answersQuietly(const SimulatedAttempt& plan, Duration start) const
{
    const Plan& limits = m_plans[m_progress.candidate];
    return plan.end == PlanEnd::Succeeds && plan.outage == 0 && plan.tokens > 0 &&
           plan.headers == plan.firstToken && plan.firstToken <= limits.beforeContent &&
           (plan.tokens == 1 || plan.tokenInterval <= limits.idle) &&
           plan.last <= m_chain.candidates[m_progress.candidate].timeouts.attempt &&
           start + plan.last <= m_chain.deadline;
}

// Nor before it fails without content.
bool IsolatedPath::failsQuietly(const SimulatedAttempt& plan, Duration start) const
{
    const Plan& limits = m_plans[m_progress.candidate];
    return plan.end == PlanEnd::Fails && plan.outage == 0 && plan.tokens == 0 &&
           (plan.status == 0 || plan.headers == plan.last) &&
           plan.last <= (plan.connects ? limits.beforeContent : limits.beforeConnection) &&
           start + plan.last <= m_chain.deadline;
}

IsolatedPath::Then IsolatedPath::answer(const SimulatedAttempt& plan)
{
    OpenAttempt attempt = opened(true);
    const Duration start = m_now;
    m_now = start + plan.firstToken;
    attempt.status = plan.status;
    attempt.hasHeaders = true;
    tell(EventKind::Headers, attempt);
    hearContent(attempt);
    m_now = start + plan.last;
    attempt.tokens = plan.tokens;
    return succeed(attempt, plan.finish, plan.usage);
}

IsolatedPath::Then IsolatedPath::failQuietly(const SimulatedAttempt& plan, std::uint16_t injected)
{
    OpenAttempt attempt = opened(plan.connects);
    m_now += plan.last;
    attempt.status = plan.status;
    attempt.hasHeaders = plan.status != 0;
    if (attempt.hasHeaders) {
        attempt.isConnected = true;
        tell(EventKind::Headers, attempt);
    }
    return fail(attempt, {plan.errorClass, injected, plan.usage, plan.hint});
}

// Signal by signal, as the driver would give them, each limit looked at on the way.
IsolatedPath::Then IsolatedPath::walk(const SimulatedAttempt& plan)
{
    OpenAttempt attempt = opened(plan.connects);
    const Timeouts& timeouts = m_chain.candidates[attempt.candidate].timeouts;
    ScriptPoint next = m_world.isBlamedAtOnce(plan)
                           ? ScriptPoint{ScriptStep::Connected, Duration::zero()}
                           : nextPoint(plan, ScriptStep::Nothing);
    for (;;) {
        const AttemptLimit limit = nearestLimit(attempt, timeouts, m_progress.deadline);
        const Instant when =
            next.at == Duration::max() ? Instant::max() : attempt.start + next.at;
        if (limit.when < when) {
            m_now = limit.when.time_since_epoch();
            return endByLimit(attempt, limit.errorClass);
        }
        m_now = when.time_since_epoch();
        AttemptSignal signal = signalOf(plan, next.step);
        signal.injected = m_world.blameFor(plan, signal);
        if (next.step == ScriptStep::End) {
            return end(attempt, plan, signal);
        }
        hear(attempt, signal);
        next = nextPoint(plan, next.step);
    }
}

void IsolatedPath::hear(OpenAttempt& attempt, const AttemptSignal& signal)
{
    attempt.injected = signal.injected;
    attempt.isConnected = true;
    if (signal.kind == SignalKind::Headers) {
        attempt.hasHeaders = true;
        attempt.status = signal.status;
        attempt.lastByte = attempt.lastPayload = now();
        tell(EventKind::Headers, attempt);
    } else if (signal.kind == SignalKind::FirstToken) {
        hearContent(attempt);
    } else if (signal.kind == SignalKind::Progress) {
        attempt.tokens = signal.tokens;
        hearProgress(attempt);
    }
    attempt.flow = signal.flow;
    attempt.pace = signal.pace;
    attempt.flowFrom = now();
    attempt.flowTokens = std::max({signal.tokens, attempt.tokens, attempt.hasContent ? 1U : 0U});
}

void IsolatedPath::hearContent(OpenAttempt& attempt)
{
    attempt.hasContent = true;
    attempt.firstToken = attempt.lastByte = attempt.lastPayload = attempt.lastProgress = now();
    attempt.isCommitted = m_chain.holdTokens == 0;
    tell(EventKind::FirstToken, attempt).flags = attempt.isCommitted ? std::uint8_t{0} : kHeld;
}

void IsolatedPath::hearProgress(OpenAttempt& attempt)
{
    attempt.lastByte = attempt.lastPayload = now();
    const bool isShownNow =
        !attempt.isCommitted && attempt.hasContent && attempt.tokens > m_chain.holdTokens;
    attempt.isCommitted = attempt.isCommitted || isShownNow;
    if (now() - attempt.lastProgress >= kProgressInterval || isShownNow) {
        attempt.lastProgress = now();
        tell(EventKind::Progress, attempt).flags = attempt.isCommitted ? std::uint8_t{0} : kHeld;
    }
}

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
    m_tally.error = isAnswered                    ? ErrorClass::None
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

OpenAttempt IsolatedPath::opened(bool isConnected) const
{
    OpenAttempt attempt;
    attempt.number = m_progress.attempts;
    attempt.candidate = m_progress.candidate;
    attempt.start = attempt.lastProgress = now();
    attempt.isConnected = isConnected;
    return attempt;
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

RunEvent& IsolatedPath::tell(EventKind kind)
{
    RunEvent& event = m_events.emplace_back();
    event.at = m_now;
    event.kind = kind;
    event.run = static_cast<std::uint32_t>(m_run);
    return event;
}

RunEvent& IsolatedPath::tell(EventKind kind, const OpenAttempt& attempt)
{
    RunEvent& event = tell(kind);
    event.status = attempt.status;
    event.step = m_step;
    event.candidate = attempt.candidate;
    event.attempt = attempt.number;
    event.count = attempt.tokens;
    return event;
}

} // namespace understudy
