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
    std::uint32_t tryNumber = 1;
    bool hasEnded = false;
    bool wouldRetry = false; // it failed with that reaction
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
        takeSilentEnds();
        std::vector<RecordedAttempt> attempts;
        for (Watched& watched : m_attempts) {
            if (!watched.hasEnded) { // the record ends within it
                watched.attempt.watched = m_last - watched.start;
            }
            addFlow(watched.attempt);
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
                                  .candidate = event.candidate,
                                  .tryNumber = event.count});
        } else if (event.kind == EventKind::Backoff) {
            takeHint(event);
        } else if (event.kind == EventKind::Switched) {
            takeImpatience(event);
        } else if (event.kind == EventKind::CandidateSkipped) {
            takeCooling(event);
        } else if (Watched* watched = find(event.attempt)) {
            takeSignal(*watched, event);
            m_lastFailed = event.kind == EventKind::AttemptFailed ? event.attempt : m_lastFailed;
        }
    }

    static void takeSignal(Watched& watched, const RunEvent& event)
    {
        const auto add = [&](AttemptSignal signal) {
            watched.attempt.signals.push_back({event.at - watched.start, signal});
        };
        switch (event.kind) {
        case EventKind::Headers: add({.kind = SignalKind::Headers, .status = event.status}); return;
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
            watched.wouldRetry = event.reaction == Reaction::Retry;
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
        case EventKind::AttemptAbandoned:
            if (event.count > 0) {
                add({.kind = SignalKind::Progress, .tokens = event.count});
            }
            close(watched, event, false);
            return;
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

    // The wait was too long for the chain; how long it was nobody wrote down.
    void takeImpatience(const RunEvent& event)
    {
        const auto last = std::find_if(m_attempts.rbegin(), m_attempts.rend(),
                                       [&](const Watched& w) { return w.candidate == event.from; });
        if (event.switchCause() == SwitchCause::Patience && last != m_attempts.rend()) {
            setHint(*last, m_chain.patience + milliseconds(1));
        }
    }

    // Who cools does so since the last failure, and says for how long.
    void takeCooling(const RunEvent& event)
    {
        if (event.skipCause() == SkipCause::Cooling && event.amount > 0 && m_lastFailed != 0) {
            Watched& watched = *find(m_lastFailed);
            const Duration end = watched.start + watched.attempt.watched;
            setHint(watched, event.at + Duration{event.amount} - end);
        }
    }

    // A lane of a race that would have tried again, had the wait not been too long, ends without a
    // word.
    void takeSilentEnds()
    {
        for (Watched& watched : m_attempts) {
            const std::uint32_t tries = m_chain.candidates[watched.candidate].tries;
            const bool isLast = std::ranges::none_of(m_attempts, [&](const Watched& other) {
                return other.candidate == watched.candidate && other.start > watched.start;
            });
            if (watched.wouldRetry && isLast && watched.tryNumber < tries &&
                m_chain.labels[watched.candidate].selection == SelectionKind::Race) {
                setHint(watched, m_chain.patience + milliseconds(1));
            }
        }
    }

    static void setHint(Watched& watched, Duration hint)
    {
        if (watched.attempt.isWhole && !watched.attempt.signals.empty() &&
            watched.attempt.signals.back().signal.kind == SignalKind::Failed &&
            !watched.attempt.signals.back().signal.hasHint()) {
            watched.attempt.signals.back().signal.hint = hint;
        }
    }

    // Content that was not told token by token came evenly; where none came the line was not
    // silent, unless that is what ended it.
    static void addFlow(RecordedAttempt& attempt)
    {
        for (std::size_t i = 0; i + 1 < attempt.signals.size(); ++i) {
            SignalAfter& each = attempt.signals[i];
            const SignalAfter& next = attempt.signals[i + 1];
            if (each.signal.tokens == 0 || each.signal.kind == SignalKind::Headers) {
                continue;
            }
            const std::int64_t more =
                std::int64_t{next.signal.tokens} - std::int64_t{each.signal.tokens};
            const Duration span = next.after - each.after;
            if (more > 0 && span > Duration::zero()) {
                each.signal.flow = Flow::Tokens;
                each.signal.pace = (span + Duration{more - 1}) / more; // never ahead of the record
            } else if (next.signal.errorClass != ErrorClass::StreamStalled) {
                each.signal.flow = Flow::Beats;
            }
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
        const Duration until =
            headers + 1 == attempt.signals.end() ? attempt.watched : (headers + 1)->after;
        std::vector<SignalAfter> beats;
        for (Duration at = headers->after + kBeat; at < until; at += kBeat) {
            beats.push_back({at, {.kind = SignalKind::Payload}});
        }
        attempt.signals.insert(attempt.signals.begin() + place, beats.begin(), beats.end());
    }

    const CompiledChain& m_chain;
    std::vector<Watched> m_attempts; // by number - 1
    Duration m_last{};
    std::uint32_t m_lastFailed = 0; // attempt
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
