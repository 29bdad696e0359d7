// A chain played naively, as engine.md tells it: straight recursion over scripted outcomes, with no
// timer, no state machine and no decide(). The engine must tell the same story, word for word.
#pragma once

#include "core/base/random.h"
#include "tests/properties/naive_policy.h"
#include "tests/support/event_log.h"

#include <functional>
#include <string>
#include <utility>

namespace understudy {

// What the candidate's nth attempt does, from 1.
using NaiveScript = std::function<ScriptedAttempt(std::size_t candidate, std::uint32_t nth)>;

class NaiveChain
{
public:
    NaiveChain(ChainSpec spec, NaiveScript script, std::uint64_t seed)
        : m_spec(std::move(spec))
        , m_script(std::move(script))
        , m_dice(mixKey({seed, 0, hashText("backoff")}))
    {}

    std::string play()
    {
        attempt(nextFrom(0), 1, "first");
        return m_told;
    }

private:
    void attempt(std::size_t index, std::uint32_t nth, const std::string& because)
    {
        const CandidateSpec& self = m_spec.candidates[index];
        tell("try " + self.id + "#" + std::to_string(nth) + " " + because);
        ++m_attempts;
        const NaiveEnd end = endOf(m_script(index, nth), self.timeouts, m_spec.deadline - m_now);
        m_now += end.after;
        if (end.isChainsDeadline) {
            tell("abandoned deadline");
            return tell("failed with deadline, switches: " + std::to_string(m_switches));
        }
        if (end.errorClass == ErrorClass::None) {
            tell("succeeded " + std::to_string(end.tokens) + " stop");
            return tell("answered by " + self.id + ", switches: " + std::to_string(m_switches));
        }
        const std::size_t next = nextFrom(index + 1);
        const bool isLast = next == m_spec.candidates.size();
        const bool mayGoOn = m_attempts < m_spec.maxAttempts && m_now < m_spec.deadline;
        Reaction reaction = naiveReaction(self, end, m_refusedBy);
        if (end.errorClass == ErrorClass::InvalidRequest && m_refusedBy.empty()) {
            m_refusedBy = providerOf(self);
        }
        if (end.firstToken && reaction != Reaction::Stop) {
            const bool keeps = m_spec.midStream == MidStream::Keep;
            reaction = keeps ? Reaction::Stop : isLast ? Reaction::Retry : Reaction::Next;
        }
        const std::string errorClass(name(end.errorClass));
        tell("failed " + errorClass + (end.status == 0 ? "" : " " + std::to_string(end.status)) +
             " " + std::string(name(end.phase)) + " " + std::string(name(reaction)));
        const double unit = unitFrom(scramble(m_dice + m_failures++));
        const auto [wait, isHint] = naiveWait(self, nth, end, m_previousWait, unit);
        const bool fits = wait <= m_spec.patience && m_now + wait < m_spec.deadline;
        if (reaction == Reaction::Retry && mayGoOn && nth < self.tries && fits) {
            if (wait > Duration::zero()) {
                tell("wait " + inMilliseconds(wait) + (isHint ? " hint" : " computed"));
                m_previousWait = wait;
            }
            m_now += wait;
            return attempt(index, nth + 1, "retry");
        }
        if (reaction == Reaction::Stop || isLast || !mayGoOn) {
            return tell("failed with " + errorClass + ", switches: " + std::to_string(m_switches));
        }
        tell("switch " + self.id + ">" + m_spec.candidates[next].id);
        ++m_switches;
        m_previousWait = Duration::zero();
        attempt(next, 1, "switch");
    }

    std::size_t nextFrom(std::size_t index) const
    {
        while (index < m_spec.candidates.size() && !m_spec.candidates[index].enabled) {
            ++index;
        }
        return index;
    }

    void tell(const std::string& line)
    {
        m_told += (m_told.empty() ? "" : " | ") + inMilliseconds(m_now) + " " + line;
    }

    ChainSpec m_spec;
    NaiveScript m_script;
    std::uint64_t m_dice;
    std::string m_told;
    std::string m_refusedBy; // the provider that first called the request invalid
    Duration m_now{};
    Duration m_previousWait{};
    std::uint32_t m_attempts = 0;
    std::uint32_t m_failures = 0;
    std::uint32_t m_switches = 0;
};

// What the engine told, with the same things left in: steps, skips and tokens are for the laws.
std::string toldBy(const EventLog& log);

} // namespace understudy
