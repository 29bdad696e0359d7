#include "core/record/commit_gate.h"

namespace understudy {

void CommitGate::onEvent(const RunEvent& event)
{
    const Key key{event.run, event.attempt};
    const bool isHeld = (event.flags & kHeld) != 0;
    switch (event.kind) {
    case EventKind::FirstToken:
        if (isHeld) {
            m_held.try_emplace(key);
        }
        break;
    case EventKind::AttemptSucceeded: show(key); break; // its last words come before its end
    case EventKind::AttemptFailed:
    case EventKind::AttemptAbandoned: m_held.erase(key); break;
    case EventKind::RunStarted:
    case EventKind::StepEntered:
    case EventKind::CandidateSkipped:
    case EventKind::AttemptStarted:
    case EventKind::Headers:
    case EventKind::Progress:
    case EventKind::Backoff:
    case EventKind::Switched:
    case EventKind::Discarded:
    case EventKind::Breaker:
    case EventKind::Outage:
    case EventKind::RunFinished: break;
    }
    m_observer.onEvent(event);
    if (event.kind == EventKind::Progress && !isHeld) {
        show(key);
    }
}

void CommitGate::onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta)
{
    const auto held = m_held.find({run, attempt});
    if (held != m_held.end()) {
        held->second += delta;
    } else {
        m_texts.onText(run, attempt, delta);
    }
}

void CommitGate::show(const Key& key)
{
    const auto held = m_held.find(key);
    if (held == m_held.end()) {
        return;
    }
    const std::string text = std::move(held->second);
    m_held.erase(held);
    if (!text.empty()) {
        m_texts.onText(key.first, key.second, text);
    }
}

} // namespace understudy
