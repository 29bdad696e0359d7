// An AttemptDriver that plays scripted attempts: what each candidate answers, attempt by attempt.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/scheduler.h"

#include <cstdint>
#include <map>
#include <vector>

namespace understudy {

// One attempt: connects and gets headers at once, then either answers `tokens` tokens (the first
// after `firstToken`, then one per `interval`) or fails `after` the given time or tokens.
struct ScriptedAttempt
{
    Duration firstToken = milliseconds(100);
    Duration interval = milliseconds(10);
    std::uint32_t tokens = 3;
    ErrorClass failure = ErrorClass::None;
    Duration failAfter = milliseconds(50);
    bool failsAfterTokens = false; // first says `tokens` tokens, then fails
    bool isSilent = false;         // never signals anything
    bool connects = true;
    std::uint16_t status = 200;
    Duration hint{-1};
    ShouldRetry shouldRetry = ShouldRetry::Unsaid;
    Finish finish = Finish::Stop;
    TokenCounts usage{};
};

inline ScriptedAttempt answers(std::uint32_t tokens = 3) { return {.tokens = tokens}; }

inline ScriptedAttempt fails(ErrorClass failure, std::uint16_t status = 0,
                             Duration hint = Duration{-1})
{
    return {.failure = failure, .status = status, .hint = hint};
}

inline ScriptedAttempt breaksAfter(std::uint32_t tokens, ErrorClass failure = ErrorClass::StreamCut)
{
    return {.tokens = tokens, .failure = failure, .failsAfterTokens = true};
}

inline ScriptedAttempt staysSilent() { return {.isSilent = true}; }

class ScriptedDriver final : public AttemptDriver, public Wakeable
{
public:
    explicit ScriptedDriver(Scheduler& scheduler)
        : m_scheduler(scheduler)
    {}

    void connect(SignalSink& sink) { m_sink = &sink; }

    // The attempts of one candidate, in order; the last one repeats.
    void script(std::uint16_t candidate, std::vector<ScriptedAttempt> attempts)
    {
        m_scripts[candidate] = std::move(attempts);
    }

    void begin(const AttemptStart& start) override
    {
        const auto& script = m_scripts[start.candidate];
        const std::size_t played = m_played[start.candidate]++;
        const ScriptedAttempt attempt =
            script.empty() ? answers() : script[std::min(played, script.size() - 1)];
        m_live[start.id.packed()] = attempt;
        m_starts.push_back(start);
        if (!attempt.isSilent) {
            plan(start.id, attempt);
        }
    }

    void abandon(AttemptId id) override
    {
        ++m_abandoned;
        m_live.erase(id.packed());
    }

    void onWake(std::uint64_t token) override
    {
        const Planned planned = m_planned[token];
        m_planned.erase(token);
        const auto live = m_live.find(planned.signal.id.packed());
        if (live == m_live.end()) {
            return;
        }
        if (planned.signal.kind == SignalKind::Succeeded ||
            planned.signal.kind == SignalKind::Failed) {
            m_live.erase(live);
        }
        m_sink->onSignal(planned.signal);
    }

    const std::vector<AttemptStart>& starts() const { return m_starts; }
    std::size_t liveAttempts() const { return m_live.size(); }
    std::size_t abandoned() const { return m_abandoned; }

private:
    struct Planned
    {
        AttemptSignal signal;
    };

    void plan(AttemptId id, const ScriptedAttempt& attempt)
    {
        const Instant now = m_scheduler.now();
        const bool failsFirst = attempt.failure != ErrorClass::None && !attempt.failsAfterTokens;
        if (attempt.connects) {
            post(now, {.id = id, .kind = SignalKind::Connected});
        }
        if (!failsFirst || attempt.status != 0) {
            post(now, {.id = id, .kind = SignalKind::Headers, .status = attempt.status});
        }
        AttemptSignal end{.id = id,
                          .kind = SignalKind::Succeeded,
                          .errorClass = attempt.failure,
                          .shouldRetry = attempt.shouldRetry,
                          .finish = attempt.finish,
                          .status = attempt.status,
                          .usage = attempt.usage,
                          .hint = attempt.hint};
        if (failsFirst) {
            end.kind = SignalKind::Failed;
            post(now + attempt.failAfter, end);
            return;
        }
        Instant when = now + attempt.firstToken;
        for (std::uint32_t token = 1; token <= attempt.tokens; ++token) {
            if (token == 1) {
                post(when, {.id = id, .kind = SignalKind::FirstToken});
            }
            post(when, {.id = id, .kind = SignalKind::Progress, .tokens = token});
            when += token < attempt.tokens ? attempt.interval : Duration::zero();
        }
        end.kind = attempt.failure == ErrorClass::None ? SignalKind::Succeeded : SignalKind::Failed;
        end.tokens = attempt.tokens;
        post(when, end);
    }

    void post(Instant when, const AttemptSignal& signal)
    {
        m_planned[m_nextToken] = {signal};
        m_scheduler.wakeAt(when, *this, m_nextToken++);
    }

    Scheduler& m_scheduler;
    SignalSink* m_sink = nullptr;
    std::map<std::uint16_t, std::vector<ScriptedAttempt>> m_scripts;
    std::map<std::uint16_t, std::size_t> m_played;
    std::map<std::uint64_t, ScriptedAttempt> m_live;
    std::map<std::uint64_t, Planned> m_planned;
    std::vector<AttemptStart> m_starts;
    std::uint64_t m_nextToken = 1;
    std::size_t m_abandoned = 0;
};

} // namespace understudy
