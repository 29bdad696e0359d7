// Run events as text, one short line each, so that a failed expectation shows a story:
// "0ms start | 0ms step lead | 0ms try gpt-5#1 first | 50ms failed server 503 retry | ...".
#pragma once

#include "core/plan/compiled_chain.h"
#include "core/record/run_event.h"
#include "core/record/run_observer.h"
#include "core/record/run_story.h"

#include <string>
#include <vector>

namespace understudy {

// "50ms", and "50.25ms" only where whole milliseconds would hide something.
inline std::string inMilliseconds(Duration span)
{
    std::string fraction = std::to_string(span.count() % 1000 + 1000).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return std::to_string(toMilliseconds(span)) + (fraction.empty() ? "" : "." + fraction) + "ms";
}

class EventLog final : public RunObserver
{
public:
    explicit EventLog(std::vector<CandidateLabel> labels = {})
        : m_labels(std::move(labels))
        , m_story(m_labels)
    {}

    void onEvent(const RunEvent& event) override
    {
        m_events.push_back(event);
        m_story.apply(event);
    }

    const std::vector<RunEvent>& events() const { return m_events; }
    const RunStory& story() const { return m_story; }

    // Without headers and progress, which most stories do not need.
    std::string text() const
    {
        std::string result;
        for (const RunEvent& event : m_events) {
            if (event.kind == EventKind::Headers || event.kind == EventKind::Progress) {
                continue;
            }
            result += (result.empty() ? "" : " | ") + line(event);
        }
        return result;
    }

    std::string line(const RunEvent& event) const
    {
        const std::string at = inMilliseconds(event.at) + " ";
        switch (event.kind) {
        case EventKind::RunStarted: return at + "start";
        case EventKind::StepEntered: return at + "step " + std::to_string(event.step);
        case EventKind::CandidateSkipped:
            return at + "skip " + who(event.candidate) + " " + text(name(event.skipCause()));
        case EventKind::AttemptStarted:
            return at + "try " + who(event.candidate) + "#" + std::to_string(event.count) + " " +
                   text(name(event.startCause()));
        case EventKind::Headers: return at + "headers " + std::to_string(event.status);
        case EventKind::FirstToken: return at + "first token";
        case EventKind::Progress: return at + "progress " + std::to_string(event.count);
        case EventKind::AttemptSucceeded:
            return at + "succeeded " + std::to_string(event.count) + " " +
                   text(name(event.finish()));
        case EventKind::AttemptFailed:
            return at + "failed " + text(name(event.errorClass)) +
                   (event.status == 0 ? "" : " " + std::to_string(event.status)) + " " +
                   text(name(event.phase)) + " " + text(name(event.reaction));
        case EventKind::AttemptAbandoned:
            return at + "abandoned " +
                   (event.abandonCause() == AbandonCause::LostRace ? who(event.candidate) + " "
                                                                   : std::string{}) +
                   text(name(event.abandonCause()));
        case EventKind::Backoff:
            return at + "wait " + inMilliseconds(Duration{event.amount}) + " " +
                   text(name(event.waitCause()));
        case EventKind::Switched:
            return at + "switch " + who(event.from) + ">" + who(event.candidate);
        case EventKind::Discarded: return at + "discard " + std::to_string(event.count);
        case EventKind::Breaker:
            return at + "breaker " + who(event.candidate) + " " +
                   std::vector<std::string>{"closed", "open", "half_open"}.at(event.because);
        case EventKind::Outage: return at + "outage";
        case EventKind::RunFinished:
            return at + text(name(event.outcome())) +
                   (event.errorClass == ErrorClass::None ? "" : " " + text(name(event.errorClass)));
        }
        return at + "?";
    }

private:
    static std::string text(std::string_view view) { return std::string(view); }
    std::string who(std::uint16_t candidate) const
    {
        return candidate < m_labels.size() ? m_labels[candidate].candidate
                                           : std::to_string(candidate);
    }

    std::vector<CandidateLabel> m_labels;
    std::vector<RunEvent> m_events;
    RunStory m_story;
};

} // namespace understudy
