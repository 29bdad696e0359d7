#include "core/sim/recorded_attempts.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace understudy {

namespace {

constexpr Duration kBeat = milliseconds(1000);

struct Watched
{
    RecordedAttempt attempt;
    Duration start{};
    TokenCounts usage{};
    std::uint16_t candidate = kNoIndex;
    bool hasEnded = false;
};

class Recording
{
public:
    explicit Recording(const CompiledChain& chain)
        : m_chain(chain)
    {}

    void take(const RunRecord& record)
    {
        if (const auto* event = std::get_if<RunEvent>(&record)) {
            takeEvent(*event);
        } else if (const auto* piece = std::get_if<TextPiece>(&record)) {
            if (Watched* watched = find(piece->attempt)) {
                watched->attempt.text += piece->delta;
            }
        } else if (const auto* note = std::get_if<NotePiece>(&record)) {
            Watched* watched = find(note->attempt);
            if (watched != nullptr && note->kind == NoteKind::Message) {
                watched->attempt.message = note->text;
            }
        } else if (const auto* usage = std::get_if<UsagePiece>(&record)) {
            if (Watched* watched = find(usage->attempt)) {
                watched->usage = usage->usage;
            }
        }
    }

    std::vector<RecordedAttempt> taken()
    {
        std::vector<RecordedAttempt> attempts;
        for (Watched& watched : m_attempts) {
            if (!watched.hasEnded) { // the record ends within it
                watched.attempt.watched = m_last - watched.start;
            }
            addBeats(watched.attempt);
            attempts.push_back(std::move(watched.attempt));
        }
        return attempts;
    }

private:
    Watched* find(std::uint32_t number)
    {
        return number >= 1 && number <= m_attempts.size() ? &m_attempts[number - 1] : nullptr;
    }

    void takeEvent(const RunEvent& event)
    {
        m_last = event.at;
        if (event.kind == EventKind::AttemptStarted) {
            const CandidateLabel& label = m_chain.labels[event.candidate];
            m_attempts.push_back({.attempt = {.provider = label.provider, .model = label.model},
                                  .start = event.at,
                                  .candidate = event.candidate});
        } else if (event.kind == EventKind::Backoff) {
            takeHint(event);
        } else if (event.kind == EventKind::Switched) {
            takeImpatience(event);
        } else if (Watched* watched = find(event.attempt)) {
            takeSignal(*watched, event);
        }
    }

    static void takeSignal(Watched& watched, const RunEvent& event)
    {
        const auto add = [&](AttemptSignal signal) {
            watched.attempt.signals.push_back({event.at - watched.start, signal});
        };
        switch (event.kind) {
        case EventKind::Headers:
            add({.kind = SignalKind::Headers, .status = event.status});
            return;
        case EventKind::FirstToken: add({.kind = SignalKind::FirstToken, .tokens = 1}); return;
        case EventKind::Progress:
            add({.kind = SignalKind::Progress, .tokens = event.count});
            return;
        case EventKind::AttemptSucceeded:
            add({.kind = SignalKind::Succeeded,
                 .finish = event.finish(),
                 .status = event.status,
                 .tokens = event.count,
                 .usage = watched.usage});
            close(watched, event, true);
            return;
        case EventKind::AttemptFailed:
            watched.attempt.connects = event.phase != FailPhase::Connect;
            if (event.errorClass != ErrorClass::Manual) {
                add({.kind = SignalKind::Failed,
                     .errorClass = event.errorClass,
                     .status = event.status,
                     .injected = event.injected,
                     .tokens = event.count,
                     .usage = watched.usage});
            }
            close(watched, event, event.errorClass != ErrorClass::Manual);
            return;
        case EventKind::AttemptAbandoned: close(watched, event, false); return;
        case EventKind::RunStarted:
        case EventKind::StepEntered:
        case EventKind::CandidateSkipped:
        case EventKind::AttemptStarted:
        case EventKind::Backoff:
        case EventKind::Switched:
        case EventKind::Discarded:
        case EventKind::Breaker:
        case EventKind::Outage:
        case EventKind::RunFinished: return; // the chain's doing, not the provider's
        }
    }

    static void close(Watched& watched, const RunEvent& event, bool isWhole)
    {
        watched.hasEnded = true;
        watched.attempt.isWhole = isWhole;
        watched.attempt.watched = event.at - watched.start;
    }

    void takeHint(const RunEvent& event)
    {
        Watched* watched = find(event.attempt);
        if (watched != nullptr && event.waitCause() == WaitCause::Hint) {
            setHint(*watched, Duration{event.amount});
        }
    }

    void takeImpatience(const RunEvent& event)
    {
        const auto last =
            std::find_if(m_attempts.rbegin(), m_attempts.rend(),
                         [&](const Watched& w) { return w.candidate == event.from; });
        const bool isHinted = event.switchCause() == SwitchCause::Patience &&
                              (event.errorClass == ErrorClass::RateLimitWait ||
                               event.errorClass == ErrorClass::Overload);
        if (isHinted && last != m_attempts.rend()) {
            setHint(*last, m_chain.patience + milliseconds(1));
        }
    }

    static void setHint(Watched& watched, Duration hint)
    {
        if (watched.attempt.isWhole && !watched.attempt.signals.empty() &&
            watched.attempt.signals.back().signal.kind == SignalKind::Failed) {
            watched.attempt.signals.back().signal.hint = hint;
        }
    }

    static void addBeats(RecordedAttempt& attempt)
    {
        const auto headers = std::ranges::find_if(attempt.signals, [](const SignalAfter& s) {
            return s.signal.kind == SignalKind::Headers;
        });
        const bool hasStalled =
            attempt.isWhole && !attempt.signals.empty() &&
            attempt.signals.back().signal.errorClass == ErrorClass::StreamStalled;
        if (headers == attempt.signals.end() || hasStalled) {
            return;
        }
        const auto place = headers - attempt.signals.begin() + 1;
        const Duration until = headers + 1 == attempt.signals.end() ? attempt.watched
                                                                     : (headers + 1)->after;
        std::vector<SignalAfter> beats;
        for (Duration at = headers->after + kBeat; at < until; at += kBeat) {
            beats.push_back({at, {.kind = SignalKind::Payload}});
        }
        attempt.signals.insert(attempt.signals.begin() + place, beats.begin(), beats.end());
    }

    const CompiledChain& m_chain;
    std::vector<Watched> m_attempts; // by number - 1
    Duration m_last{};
};

} // namespace

bool RecordedAttempt::hasHeaders() const
{
    return std::ranges::any_of(
        signals, [](const SignalAfter& s) { return s.signal.kind == SignalKind::Headers; });
}

std::uint32_t RecordedAttempt::tokens() const
{
    std::uint32_t most = 0;
    for (const SignalAfter& each : signals) {
        most = std::max(most, each.signal.tokens);
    }
    return most;
}

std::vector<RecordedAttempt> recordedAttempts(const RunBatch& records, const CompiledChain& chain)
{
    Recording recording(chain);
    for (const RunRecord& record : records) {
        recording.take(record);
    }
    return recording.taken();
}

} // namespace understudy
