// What one scripted attempt does, as a value, and the signals that it gives, in order of time. The
// driver plays them and the naive model of a chain reads them.
#pragma once

#include "core/engine/attempt_signal.h"

#include <cstdint>
#include <vector>

namespace understudy {

// The last thing that an attempt does before it falls silent for ever.
enum class Stage : std::uint8_t
{
    Nothing, // it does not even connect
    Connected,
    Headers,
    Beats,
    Tokens,
    End, // it does not fall silent
};

// One attempt: connects, gets headers, then either answers `tokens` tokens (the first after
// `firstToken`, then one per `interval`) or fails after the given time or tokens.
struct ScriptedAttempt
{
    Duration firstToken = milliseconds(100);
    Duration interval = milliseconds(10);
    std::uint32_t tokens = 3;
    ErrorClass failure = ErrorClass::None;
    Duration failAfter = milliseconds(50);
    bool failsAfterTokens = false; // first says `tokens` tokens, then fails
    Stage last = Stage::End;
    bool connects = true; // false: fails before that
    std::uint16_t status = 200;
    Duration hint{-1};
    ShouldRetry shouldRetry = ShouldRetry::Unsaid;
    Finish finish = Finish::Stop;
    TokenCounts usage{};
    Duration connectAfter{};
    Duration headersAfter{};                 // from the start, like all the others
    std::uint32_t beats = 0;                 // signs of life without content after the headers
    SignalKind beatKind = SignalKind::Bytes; // or Payload
    Duration beatEvery = milliseconds(1000);
    std::uint16_t injected = 0;
};

struct TimedSignal
{
    Duration after{}; // from the attempt's start
    AttemptSignal signal{};
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

inline ScriptedAttempt fallsSilentAfter(Stage last) { return {.last = last}; }
inline ScriptedAttempt staysSilent() { return fallsSilentAfter(Stage::Nothing); }

inline AttemptSignal endOfScript(const ScriptedAttempt& attempt)
{
    const bool hasFailed = attempt.failure != ErrorClass::None;
    const bool hasSpoken = !hasFailed || attempt.failsAfterTokens;
    return {.kind = hasFailed ? SignalKind::Failed : SignalKind::Succeeded,
            .errorClass = attempt.failure,
            .shouldRetry = attempt.shouldRetry,
            .finish = attempt.finish,
            .status = attempt.status,
            .injected = attempt.injected,
            .tokens = hasSpoken ? attempt.tokens : 0,
            .usage = attempt.usage,
            .hint = attempt.hint};
}

// All signals of the attempt, without its id. Those of one instant come in this order.
inline std::vector<TimedSignal> signalsOf(const ScriptedAttempt& attempt)
{
    std::vector<TimedSignal> signals;
    const auto add = [&](Duration after, Stage stage, const AttemptSignal& signal) {
        if (stage <= attempt.last) {
            signals.push_back({after, signal});
        }
    };
    const bool failsFirst = attempt.failure != ErrorClass::None && !attempt.failsAfterTokens;
    if (attempt.connects) {
        add(attempt.connectAfter, Stage::Connected,
            {.kind = SignalKind::Connected, .injected = attempt.injected});
    }
    if (!failsFirst || attempt.status != 0) {
        add(attempt.headersAfter, Stage::Headers,
            {.kind = SignalKind::Headers, .status = attempt.status});
    }
    for (std::uint32_t beat = 1; beat <= attempt.beats; ++beat) {
        add(attempt.headersAfter + beat * attempt.beatEvery, Stage::Beats,
            {.kind = attempt.beatKind});
    }
    if (failsFirst) {
        add(attempt.failAfter, Stage::End, endOfScript(attempt));
        return signals;
    }
    Duration when = attempt.firstToken;
    for (std::uint32_t token = 1; token <= attempt.tokens; ++token) {
        if (token == 1) {
            add(when, Stage::Tokens, {.kind = SignalKind::FirstToken});
        }
        add(when, Stage::Tokens, {.kind = SignalKind::Progress, .tokens = token});
        when += token < attempt.tokens ? attempt.interval : Duration::zero();
    }
    add(when, Stage::End, endOfScript(attempt));
    return signals;
}

} // namespace understudy
