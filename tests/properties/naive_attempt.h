// How one scripted attempt ends under its limits, found by walking through its signals: written
// from the contract, without the engine's deadlines.
#pragma once

#include "core/record/run_event.h"
#include "tests/support/chain_builder.h"
#include "tests/support/scripted_attempt.h"

#include <algorithm>
#include <optional>
#include <tuple>
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
    std::optional<Duration> lastByte;
    std::optional<Duration> lastPayload;
    std::uint32_t tokens = 0;
    std::uint16_t status = 0;
    AttemptSignal last{}; // what the provider said at the end, if it was the provider
};

// The limit that runs out first as things stand; of equal ones the earlier in this list.
inline std::pair<Duration, ErrorClass> firstLimit(const NaiveEnd& now, const Timeouts& limits,
                                                  Duration left)
{
    std::vector<std::pair<Duration, ErrorClass>> all{{limits.attempt, ErrorClass::TimeoutAttempt}};
    if (now.phase == FailPhase::Connect) {
        all.emplace_back(limits.connect, ErrorClass::TransportConnect);
    }
    if (!now.firstToken) {
        all.emplace_back(limits.firstToken, ErrorClass::TimeoutFirstToken);
    }
    if (now.lastByte) {
        all.emplace_back(*now.lastByte + limits.byteIdle, ErrorClass::StreamStalled);
        all.emplace_back(*now.lastPayload + limits.payloadIdle, ErrorClass::StreamStalled);
    }
    all.emplace_back(left, ErrorClass::Deadline);
    return *std::ranges::min_element(all, {}, &std::pair<Duration, ErrorClass>::first);
}

// What one signal changes, at `when` from the attempt's start.
inline void hear(NaiveEnd& now, const AttemptSignal& signal, Duration when)
{
    switch (signal.kind) {
    case SignalKind::Connected: now.phase = FailPhase::Headers; break;
    case SignalKind::Headers:
        now.phase = FailPhase::BeforeCommit;
        now.status = signal.status;
        now.lastByte = now.lastPayload = when;
        break;
    case SignalKind::Bytes: now.lastByte = when; break;
    case SignalKind::Payload: now.lastByte = now.lastPayload = when; break;
    case SignalKind::FirstToken:
        now.phase = FailPhase::AfterCommit;
        now.firstToken = now.lastByte = now.lastPayload = when;
        break;
    case SignalKind::Progress:
        now.tokens = signal.tokens;
        now.lastByte = now.lastPayload = when;
        break;
    case SignalKind::Succeeded:
    case SignalKind::Failed:
        now.after = when;
        now.errorClass = signal.errorClass;
        now.tokens = signal.tokens;
        now.status = signal.status;
        now.last = signal;
        break;
    }
}

// `left` is the time to the chain's deadline. What comes at exactly a limit still counts.
inline NaiveEnd endOf(const ScriptedAttempt& attempt, const Timeouts& limits, Duration left)
{
    std::vector<TimedSignal> signals = signalsOf(attempt);
    std::ranges::stable_sort(signals, {}, &TimedSignal::after);
    NaiveEnd now;
    for (const TimedSignal& timed : signals) {
        if (firstLimit(now, limits, left).first < timed.after) {
            break;
        }
        hear(now, timed.signal, timed.after);
        if (timed.signal.kind == SignalKind::Succeeded || timed.signal.kind == SignalKind::Failed) {
            return now;
        }
    }
    std::tie(now.after, now.errorClass) = firstLimit(now, limits, left);
    now.isChainsDeadline = now.errorClass == ErrorClass::Deadline;
    return now;
}

} // namespace understudy
