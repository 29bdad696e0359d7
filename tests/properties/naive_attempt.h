// How one scripted attempt ends under its limits, found by walking through its signals: written
// from the contract, without the engine's deadlines.
#pragma once

#include "core/record/run_event.h"
#include "tests/support/chain_builder.h"
#include "tests/support/scripted_attempt.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace understudy {

struct NaiveEnd
{
    Duration after{};
    ErrorClass errorClass = ErrorClass::None; // None: it succeeded
    bool isChainsDeadline = false;            // then nothing failed: the run's time was up
    FailPhase phase = FailPhase::Connect;
    std::optional<Duration> firstToken;
    std::uint32_t tokens = 0;
    std::uint16_t status = 0;
    AttemptSignal last{}; // what the provider said at the end, if it was the provider
};

// `left` is the time to the chain's deadline. What comes at exactly a limit still counts.
inline NaiveEnd endOf(const ScriptedAttempt& attempt, const Timeouts& limits, Duration left)
{
    std::vector<TimedSignal> signals = signalsOf(attempt);
    std::ranges::stable_sort(signals, {}, &TimedSignal::after);
    NaiveEnd end;
    std::optional<Duration> lastByte;
    std::optional<Duration> lastPayload;
    const auto cutBefore = [&](Duration next) {
        std::vector<std::pair<Duration, ErrorClass>> all{
            {limits.attempt, ErrorClass::TimeoutAttempt}};
        if (end.phase == FailPhase::Connect) {
            all.emplace_back(limits.connect, ErrorClass::TransportConnect);
        }
        if (!end.firstToken) {
            all.emplace_back(limits.firstToken, ErrorClass::TimeoutFirstToken);
        }
        if (lastByte) {
            all.emplace_back(*lastByte + limits.byteIdle, ErrorClass::StreamStalled);
            all.emplace_back(*lastPayload + limits.payloadIdle, ErrorClass::StreamStalled);
        }
        all.emplace_back(left, ErrorClass::Deadline);
        const auto first = std::ranges::min_element(
            all, {}, &std::pair<Duration, ErrorClass>::first); // of equals the first
        end.after = first->first;
        end.errorClass = first->second;
        end.isChainsDeadline = first->second == ErrorClass::Deadline;
        return first->first < next;
    };
    for (const TimedSignal& timed : signals) {
        if (cutBefore(timed.after)) {
            return end;
        }
        const AttemptSignal& signal = timed.signal;
        switch (signal.kind) {
        case SignalKind::Connected: end.phase = FailPhase::Headers; break;
        case SignalKind::Headers:
            end.phase = FailPhase::BeforeCommit;
            end.status = signal.status;
            lastByte = lastPayload = timed.after;
            break;
        case SignalKind::Bytes: lastByte = timed.after; break;
        case SignalKind::Payload: lastByte = lastPayload = timed.after; break;
        case SignalKind::FirstToken:
            end.phase = FailPhase::AfterCommit;
            end.firstToken = lastByte = lastPayload = timed.after;
            break;
        case SignalKind::Progress:
            end.tokens = signal.tokens;
            lastByte = lastPayload = timed.after;
            break;
        case SignalKind::Succeeded:
        case SignalKind::Failed:
            end.after = timed.after;
            end.errorClass = signal.errorClass;
            end.isChainsDeadline = false;
            end.tokens = signal.tokens;
            end.status = signal.status;
            end.last = signal;
            return end;
        }
    }
    cutBefore(Duration::max());
    return end;
}

} // namespace understudy
