// An AttemptDriver that plays scripted attempts: what each candidate answers, attempt by attempt.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"
#include "tests/support/scripted_attempt.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

class ScriptedDriver final : public AttemptDriver, public Wakeable
{
public:
    using Choice = std::function<ScriptedAttempt(const AttemptStart&)>;

    explicit ScriptedDriver(Scheduler& scheduler)
        : m_scheduler(scheduler)
    {}

    void connect(SignalSink& sink) { m_sink = &sink; }
    // Every token is also said, as text. Without a sink nothing is.
    void speakTo(TextSink& sink) { m_textSink = &sink; }

    // The attempts of one candidate, in order; the last one repeats.
    void script(std::uint16_t candidate, std::vector<ScriptedAttempt> attempts)
    {
        m_scripts[candidate] = std::move(attempts);
    }
    // Chooses what each attempt does when it begins, in place of scripts.
    void choose(Choice choice) { m_choice = std::move(choice); }

    Begun begin(const AttemptStart& start) override
    {
        m_starts.push_back(start);
        m_played.push_back(next(start));
        m_live.push_back({start.id, start.run, start.attempt, start.candidate});
        for (const TimedSignal& timed : signalsOf(m_played.back())) {
            m_planned.push_back(timed.signal);
            m_planned.back().id = start.id;
            m_scheduler.wakeAt(m_scheduler.now() + timed.after, *this, m_planned.size() - 1);
        }
        return {};
    }

    void abandon(AttemptId id) override
    {
        ++m_abandoned;
        std::erase_if(m_live, [&](const Live& live) { return live.id == id; });
    }

    void onWake(std::uint64_t token) override
    {
        const AttemptSignal signal = m_planned[token];
        const auto found = std::ranges::find(m_live, signal.id, &Live::id);
        if (found == m_live.end()) {
            return;
        }
        const Live live = *found;
        if (signal.kind == SignalKind::Succeeded || signal.kind == SignalKind::Failed) {
            m_live.erase(found);
        }
        if (signal.kind == SignalKind::Progress && m_textSink != nullptr) {
            m_textSink->onText(live.run, live.attempt,
                               "c" + std::to_string(live.candidate) + "t" +
                                   std::to_string(signal.tokens) + " ");
        }
        m_sink->onSignal(signal);
    }

    const std::vector<AttemptStart>& starts() const { return m_starts; }
    const std::vector<ScriptedAttempt>& played() const { return m_played; } // as in starts()
    std::size_t liveAttempts() const { return m_live.size(); }
    std::size_t abandoned() const { return m_abandoned; }

private:
    struct Live
    {
        AttemptId id;
        std::uint32_t run;
        std::uint32_t attempt;
        std::uint16_t candidate;
    };

    ScriptedAttempt next(const AttemptStart& start)
    {
        if (m_choice) {
            return m_choice(start);
        }
        const std::size_t earlier = static_cast<std::size_t>(
            std::ranges::count(m_starts, start.candidate, &AttemptStart::candidate) - 1);
        const auto& script = m_scripts[start.candidate];
        return script.empty() ? answers() : script[std::min(earlier, script.size() - 1)];
    }

    Scheduler& m_scheduler;
    SignalSink* m_sink = nullptr;
    TextSink* m_textSink = nullptr;
    Choice m_choice;
    std::map<std::uint16_t, std::vector<ScriptedAttempt>> m_scripts;
    std::vector<Live> m_live;
    std::vector<AttemptSignal> m_planned; // by wake token
    std::vector<AttemptStart> m_starts;
    std::vector<ScriptedAttempt> m_played;
    std::size_t m_abandoned = 0;
};

} // namespace understudy
