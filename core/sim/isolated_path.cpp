#include "core/sim/isolated_path.h"

#include "core/engine/deadlines.h"

#include <algorithm>

namespace understudy {

namespace {

// As the engine times them.
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
        const Instant when = next.at == Duration::max() ? Instant::max() : attempt.start + next.at;
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

OpenAttempt IsolatedPath::opened(bool isConnected) const
{
    OpenAttempt attempt;
    attempt.number = m_progress.attempts;
    attempt.candidate = m_progress.candidate;
    attempt.start = attempt.lastProgress = now();
    attempt.isConnected = isConnected;
    return attempt;
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
