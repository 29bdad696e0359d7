#include "tests/properties/parallel_laws.h"

#include "tests/properties/random_chain.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr std::uint8_t kClosed = 0;
constexpr std::uint8_t kOpen = 1;

bool oneIn(RandomStream& dice, std::uint64_t n) { return dice.below(n) == 0; }

Selection randomSelection(RandomStream& dice)
{
    Selection selection;
    selection.kind = static_cast<SelectionKind>(dice.below(3));
    selection.stagger = oneIn(dice, 2) ? Duration::zero()
                                       : milliseconds(static_cast<std::int64_t>(dice.below(900)));
    if (oneIn(dice, 2)) {
        selection.width = static_cast<std::uint32_t>(1 + dice.below(4));
    }
    selection.win = oneIn(dice, 3) ? RaceWin::Completed : RaceWin::FirstToken;
    selection.strategy = static_cast<BalanceStrategy>(dice.below(6));
    selection.siblings = !oneIn(dice, 4);
    selection.metric = static_cast<BalanceMetric>(dice.below(2));
    return selection;
}

BreakerPolicy randomBreaker(RandomStream& dice)
{
    BreakerPolicy policy;
    policy.kind = static_cast<BreakerKind>(dice.below(2));
    policy.consecutive = static_cast<std::uint32_t>(1 + dice.below(4));
    policy.minCalls = static_cast<std::uint32_t>(1 + dice.below(5));
    policy.failureRatio = dice.unit();
    if (oneIn(dice, 2)) {
        policy.windowCalls = static_cast<std::uint32_t>(1 + dice.below(10));
    }
    policy.open = milliseconds(static_cast<std::int64_t>(dice.below(4000)));
    policy.growth = 1 + dice.unit();
    policy.probes = static_cast<std::uint32_t>(1 + dice.below(3));
    return policy;
}

} // namespace

ChainSpec randomParallelChain(std::uint64_t seed)
{
    RandomStream dice(mixKey({seed, hashText("parallel")}));
    ChainSpec spec = randomChain(seed);
    for (CandidateSpec& candidate : spec.candidates) {
        candidate.selection = randomSelection(dice);
        candidate.weight = dice.unit();
        if (oneIn(dice, 2)) {
            candidate.breaker = randomBreaker(dice);
        }
    }
    spec.holdTokens = oneIn(dice, 3) ? static_cast<std::uint32_t>(dice.below(6)) : 0;
    if (oneIn(dice, 4)) {
        spec.retryBudget = RetryBudget{.ratio = dice.unit(), .floorPerSecond = dice.unit()};
    }
    spec.maxCost = oneIn(dice, 4) ? std::optional<NanoUsd>(400'000) : std::nullopt;
    spec.whenAllOpen = oneIn(dice, 3) ? WhenAllOpen::TryLast : WhenAllOpen::Fail;
    spec.midStream = static_cast<MidStream>(dice.below(3));
    return spec;
}

ParallelLaws::ParallelLaws(const CompiledChain& chain, const ManualScheduler& scheduler)
    : m_chain(chain)
    , m_scheduler(scheduler)
{}

void ParallelLaws::must(bool holds, const char* law, const OneRun& run)
{
    if (!holds && m_broken.empty()) {
        m_broken = std::string(law) + ": " + run.log.text();
    }
}

void ParallelLaws::onEvent(const RunEvent& event)
{
    OneRun& run = m_runs.try_emplace(event.run, m_chain.labels).first->second;
    run.log.onEvent(event);
    must(!run.hasEnded, "nothing comes after the end", run);
    must(event.at <= m_chain.deadline, "nothing comes after the deadline", run);
    switch (event.kind) {
    case EventKind::StepEntered: run.step = event.step; break;
    case EventKind::AttemptStarted: lookAtStart(run, event); break;
    case EventKind::FirstToken:
    case EventKind::Progress:
        run.shown[event.attempt] = run.shown[event.attempt] || (event.flags & kHeld) == 0;
        break;
    case EventKind::AttemptSucceeded:
    case EventKind::AttemptFailed:
    case EventKind::AttemptAbandoned: lookAtEnd(run, event); break;
    case EventKind::Discarded:
        must(run.shown[event.attempt], "only what was shown is discarded", run);
        break;
    case EventKind::Breaker:
        m_breakers[event.candidate] = event.because;
        if (event.because != 2) {
            m_probesOut[event.candidate] = 0;
        }
        break;
    case EventKind::RunFinished:
        run.hasEnded = true;
        ++m_ended;
        must(run.open.empty(), "every attempt that began ends before its run", run);
        break;
    case EventKind::RunStarted:
    case EventKind::CandidateSkipped:
    case EventKind::Headers:
    case EventKind::Backoff:
    case EventKind::Switched:
    case EventKind::Outage: break;
    }
}

void ParallelLaws::lookAtStart(OneRun& run, const RunEvent& event)
{
    const CompiledCandidate& candidate = m_chain.candidates[event.candidate];
    const CompiledStep& step = m_chain.steps[candidate.step];
    const bool isProbe = event.startCause() == StartCause::Probe;
    must(event.attempt == ++run.attempts, "attempts are numbered in order", run);
    must(run.attempts <= m_chain.maxAttempts, "never more than `max_attempts` attempts", run);
    must(++run.tries[event.candidate] <= candidate.tries, "never more than `tries` attempts", run);
    must(event.at < m_chain.deadline, "no attempt starts at or after the deadline", run);
    must(candidate.enabled, "no attempt on a disabled candidate", run);
    must(candidate.step == run.step, "an attempt belongs to the step that was entered", run);
    run.open[event.attempt] = event.candidate;
    must(run.open.size() <= step.width, "never more lanes than the step's width", run);
    const auto same = std::ranges::count_if(
        run.open, [&](const auto& open) { return open.second == event.candidate; });
    must(same == 1, "one attempt at a time on one candidate of a run", run);
    const bool isForced = run.attempts == 1 && m_chain.whenAllOpen == WhenAllOpen::TryLast;
    must(isProbe || isForced || m_breakers[event.candidate] == kClosed,
         "no attempt begins while its breaker is open, but for probes", run);
    if (isProbe) {
        ++m_probes;
        must(m_breakers[event.candidate] != kOpen, "a probe makes its breaker half-open", run);
        must(++m_probesOut[event.candidate] <= candidate.breaker->probes,
             "never more probes than the policy lets through", run);
    }
}

void ParallelLaws::lookAtEnd(OneRun& run, const RunEvent& event)
{
    must(run.open.erase(event.attempt) == 1, "an attempt ends once, after it began", run);
    must(event.amount >= 0, "no cost is negative", run);
    const AttemptStory& attempt = run.log.story().attempt(event.attempt);
    if (attempt.because == StartCause::Probe && m_probesOut[event.candidate] > 0) {
        --m_probesOut[event.candidate];
    }
    if (event.kind == EventKind::AttemptAbandoned &&
        event.abandonCause() == AbandonCause::LostRace) {
        ++m_races;
    }
}

// The tally that the engine keeps and the story folded from its events are one.
void ParallelLaws::onRunEnd(std::uint64_t runIndex, const RunTally& tally)
{
    const OneRun& run = m_runs.at(static_cast<std::uint32_t>(runIndex));
    const RunStory& story = run.log.story();
    const bool isAnswered = tally.outcome == RunOutcome::Answered;
    const auto winners =
        std::ranges::count(story.attempts(), AttemptState::Succeeded, &AttemptStory::state);
    must(story.outcome() == tally.outcome, "the tally knows the outcome", run);
    must(winners == (isAnswered ? 1 : 0), "exactly one attempt answers", run);
    must(!isAnswered || story.serving()->number == tally.servingAttempt, "and serves", run);
    must(!isAnswered || story.serving()->candidate == tally.servedBy, "its candidate", run);
    must(!isAnswered || story.serving()->firstToken.value_or(Duration{-1}) == tally.firstToken,
         "its first token", run);
    must(story.attempts().size() == tally.attempts, "all attempts", run);
    must(story.switches().size() == tally.switches, "all switches", run);
    must(story.discardedTokens() == tally.discardedTokens, "what was discarded", run);
    must(story.cost() == tally.cost && story.wasted() == tally.wasted, "what it cost", run);
    must(story.lastTime() == tally.total, "how long it took", run);
}

} // namespace understudy
