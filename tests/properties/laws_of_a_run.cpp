#include "tests/properties/laws_of_a_run.h"

#include <numeric>

namespace understudy {

namespace {

// Walks through a run's events once and remembers the first law that one of them breaks.
class LawBook
{
public:
    LawBook(const EngineBench& bench, const ChainSpec& spec)
        : m_bench(bench)
        , m_spec(spec)
        , m_tries(spec.candidates.size(), 0)
    {}

    const char* check()
    {
        for (const RunEvent& event : m_bench.log.events()) {
            must(m_finished == 0, "nothing comes after the end");
            must(event.at >= m_last, "time never falls");
            must(event.at <= m_spec.deadline, "nothing comes after the deadline");
            m_last = event.at;
            look(event);
        }
        must(m_finished == 1, "a run ends exactly once");
        must(m_open == 0, "every attempt that began ends");
        checkRemains();
        checkStory();
        return m_broken;
    }

private:
    void must(bool holds, const char* law)
    {
        if (!holds && m_broken == nullptr) {
            m_broken = law;
        }
    }

    void look(const RunEvent& event)
    {
        switch (event.kind) {
        case EventKind::AttemptStarted: lookAtStart(event); break;
        case EventKind::FirstToken: m_isShown = true; break;
        case EventKind::AttemptFailed:
            must(event.errorClass != ErrorClass::None, "every failure has a class");
            [[fallthrough]];
        case EventKind::AttemptSucceeded:
        case EventKind::AttemptAbandoned:
            must(m_open == event.attempt, "an attempt ends once");
            must(event.amount >= 0, "no cost is negative");
            m_open = 0;
            m_lastEnd = event;
            break;
        case EventKind::Discarded:
            must(m_isShown && m_lastEnd.attempt == event.attempt,
                 "only what was shown is discarded");
            must(m_spec.midStream == MidStream::Restart, "what is to be kept is not discarded");
            must(m_lastEnd.count == event.count, "all that was shown is discarded");
            break;
        case EventKind::Backoff:
            must(m_open == 0, "nobody waits while an attempt is under way");
            must(Duration{event.amount} <= m_bench.chain->patience, "no wait exceeds patience");
            must(event.at + Duration{event.amount} < m_spec.deadline,
                 "no wait reaches the deadline");
            m_waitEnds = event.at + Duration{event.amount};
            break;
        case EventKind::RunFinished: ++m_finished; break;
        case EventKind::RunStarted:
        case EventKind::StepEntered:
        case EventKind::CandidateSkipped:
        case EventKind::Headers:
        case EventKind::Progress:
        case EventKind::Switched:
        case EventKind::Breaker:
        case EventKind::Outage: break;
        }
    }

    void lookAtStart(const RunEvent& event)
    {
        const CandidateSpec& candidate = m_spec.candidates[event.candidate];
        must(m_open == 0, "one attempt at a time");
        must(event.attempt == ++m_attempts, "attempts are numbered in order");
        must(event.at < m_spec.deadline, "no attempt starts at or after the deadline");
        must(candidate.enabled, "no attempt on a disabled candidate");
        must(++m_tries[event.candidate] <= candidate.tries, "never more than `tries` attempts");
        must(m_attempts <= m_spec.maxAttempts, "never more than `max_attempts` attempts");
        must(event.count == m_tries[event.candidate], "tries are counted");
        must(event.startCause() != StartCause::Retry || m_waitEnds <= event.at, "a wait is waited");
        if (event.startCause() == StartCause::Retry) {
            const Duration hint = m_bench.driver.played()[m_attempts - 2].hint;
            const bool isProviders =
                m_lastEnd.errorClass == m_bench.driver.played()[m_attempts - 2].failure;
            must(!isProviders || event.at - m_lastEnd.at >= hint,
                 "a wait is never shorter than a hint");
        }
        m_open = event.attempt;
        m_isShown = false;
    }

    void checkRemains()
    {
        must(m_bench.engine.liveRuns() == 0, "no run is left");
        must(m_bench.engine.liveAttempts() == 0, "no attempt is left");
        must(m_bench.driver.liveAttempts() == 0, "the driver has nothing left to do");
        must(m_bench.driver.starts().size() == m_attempts, "the driver began what was told");
    }

    void checkStory()
    {
        const RunStory& story = m_bench.log.story();
        const bool isAnswered = story.outcome() == RunOutcome::Answered;
        must(isAnswered == (m_lastEnd.kind == EventKind::AttemptSucceeded),
             "a run is answered when its last attempt succeeded");
        must(!isAnswered || story.serving()->number == m_attempts, "the last attempt serves");
        must(story.lastTime() == m_last, "the total is the time of the end");
        must(story.attempts().size() == m_attempts, "every attempt is listed");
        NanoUsd sum = 0;
        std::uint32_t discarded = 0;
        std::size_t changes = 0;
        Duration free{}; // since when no attempt has been under way
        for (const AttemptStory& attempt : story.attempts()) {
            must(attempt.start >= free && attempt.end >= attempt.start, "spans do not overlap");
            must(!attempt.firstToken ||
                     (*attempt.firstToken >= attempt.start && *attempt.firstToken <= *attempt.end),
                 "spans nest");
            free = attempt.end.value_or(m_last);
            sum += attempt.cost;
            discarded += attempt.discardedTokens;
            const bool isFirst = attempt.number == 1;
            changes +=
                !isFirst && story.attempts()[attempt.number - 2].candidate != attempt.candidate;
        }
        must(changes == story.switches().size(), "a change of candidate is a switch");
        must(story.cost() == sum, "the cost is that of all attempts");
        must(story.wasted() == sum - (isAnswered ? story.serving()->cost : 0),
             "all but the answer's cost is wasted");
        must(story.discardedTokens() == discarded, "discarded tokens add up");
    }

    const EngineBench& m_bench;
    const ChainSpec& m_spec;
    std::vector<std::uint32_t> m_tries;
    const char* m_broken = nullptr;
    std::uint32_t m_open = 0; // attempt under way
    std::uint32_t m_attempts = 0;
    int m_finished = 0;
    bool m_isShown = false;
    Duration m_last{};
    Duration m_waitEnds{};
    RunEvent m_lastEnd{};
};

} // namespace

std::string brokenLaw(const EngineBench& bench, const ChainSpec& spec)
{
    const char* law = LawBook(bench, spec).check();
    return law == nullptr ? std::string() : std::string(law) + ": " + bench.log.text();
}

} // namespace understudy
