// Attempts told twice, as scripted signals and as the bytes of either dialect: what the equivalence
// law compares.
#pragma once

#include "tests/core/wire/byte_peer.h"
#include "tests/core/wire/driver_bench.h"
#include "tests/support/scripted_driver.h"

namespace understudy::tellings {

// One attempt in both tellings.
struct Telling
{
    const char* name;
    ScriptedAttempt signals;
    PeerScript (*bytes)(Dialect dialect, const ScriptedAttempt& signals);
};

inline PeerStep connects()
{
    return {{}, [](HttpSink& sink, ExchangeId id) { sink.onConnected(id); }};
}
inline PeerStep heads(ResponseHead head, Duration after = {})
{
    return {after, [head](HttpSink& sink, ExchangeId id) { sink.onHead(id, head); }};
}
inline PeerStep sends(Duration after, std::string bytes)
{
    return {after, [bytes](HttpSink& sink, ExchangeId id) { sink.onBody(id, bytes); }};
}
inline PeerStep ends(Duration after)
{
    return {after, [](HttpSink& sink, ExchangeId id) { sink.onEnd(id); }, true};
}
inline PeerStep breaks(Duration after, TransportFault fault)
{
    return {after,
            [fault](HttpSink& sink, ExchangeId id) {
                sink.onFailure(id, {fault, ""});
            },
            true};
}

inline std::string event(const std::string& json) { return "data: " + json + "\n\n"; }

inline std::string beginning(Dialect dialect)
{
    return dialect == Dialect::Anthropic
               ? event(R"({"type":"message_start","message":{"id":"m"}})")
               : event(R"({"choices":[{"delta":{"role":"assistant","content":""}}]})");
}
inline std::string token(Dialect dialect)
{
    return dialect == Dialect::Anthropic
               ? event(R"({"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}})")
               : event(R"({"choices":[{"delta":{"content":"a"}}]})");
}

// The vendor's word for each reason, then the usage and the terminal marker.
inline std::string ending(Dialect dialect, Finish finish, const TokenCounts& usage)
{
    const std::string input = std::to_string(usage.input);
    const std::string output = std::to_string(usage.output);
    if (dialect == Dialect::Anthropic) {
        const char* reason = finish == Finish::Length    ? "max_tokens"
                             : finish == Finish::Refusal ? "refusal"
                             : finish == Finish::Tools   ? "tool_use"
                                                         : "end_turn";
        return event(std::string(R"({"type":"message_delta","delta":{"stop_reason":")") + reason +
                     R"("},"usage":{"input_tokens":)" + input + R"(,"output_tokens":)" + output +
                     "}}") +
               event(R"({"type":"message_stop"})");
    }
    const char* reason = finish == Finish::Length    ? "length"
                         : finish == Finish::Refusal ? "refusal"
                         : finish == Finish::Tools   ? "tool_calls"
                                                     : "stop";
    return event(std::string(R"({"choices":[{"delta":{},"finish_reason":")") + reason + R"("}]})") +
           event(R"({"choices":[],"usage":{"prompt_tokens":)" + input + R"(,"completion_tokens":)" +
                 output + "}}") +
           "data: [DONE]\n\n";
}

// A stream up to its last token; `last` comes at the same instant.
inline PeerScript streamed(Dialect dialect, const ScriptedAttempt& signals, const std::string& last)
{
    PeerScript script = {connects(), heads(DriverBench::stream()), sends({}, beginning(dialect))};
    Duration at = signals.firstToken;
    for (std::uint32_t i = 1; i <= signals.tokens; ++i) {
        script.push_back(sends(at, token(dialect)));
        at += i < signals.tokens ? signals.interval : Duration{};
    }
    if (!last.empty()) {
        script.push_back(sends(at, last));
    }
    return script;
}

inline Duration lastTokenAt(const ScriptedAttempt& signals)
{
    return signals.firstToken + signals.interval * (signals.tokens - 1);
}

inline PeerScript wholeAnswer(Dialect dialect, const ScriptedAttempt& signals)
{
    PeerScript script = streamed(dialect, signals, ending(dialect, signals.finish, signals.usage));
    script.push_back(ends(lastTokenAt(signals)));
    return script;
}

template<TransportFault fault>
PeerScript brokenAnswer(Dialect dialect, const ScriptedAttempt& signals)
{
    PeerScript script = streamed(dialect, signals, "");
    script.push_back(breaks(lastTokenAt(signals), fault));
    return script;
}

inline PeerScript truncatedAnswer(Dialect dialect, const ScriptedAttempt& signals)
{
    PeerScript script = streamed(dialect, signals, "");
    script.push_back(ends(lastTokenAt(signals)));
    return script;
}

inline std::string overloaded() { return event(R"({"error":{"type":"overloaded_error"}})"); }

inline PeerScript errorAfterTokens(Dialect dialect, const ScriptedAttempt& signals)
{
    return streamed(dialect, signals, overloaded());
}

inline PeerScript malformedAfterTokens(Dialect dialect, const ScriptedAttempt& signals)
{
    return streamed(dialect, signals, event("{]"));
}

// A stream that says one thing before any token.
inline PeerScript saysOnly(const ScriptedAttempt& signals, const std::string& bytes)
{
    return {connects(), heads(DriverBench::stream()), sends(signals.failAfter, bytes),
            ends(signals.failAfter)};
}
inline PeerScript errorFirst(Dialect, const ScriptedAttempt& signals)
{
    return saysOnly(signals, overloaded());
}
inline PeerScript emptyAnswer(Dialect dialect, const ScriptedAttempt& signals)
{
    return saysOnly(signals, beginning(dialect) + ending(dialect, Finish::Stop, signals.usage));
}
inline PeerScript page(Dialect, const ScriptedAttempt& signals)
{
    return saysOnly(signals, "<html></html>");
}

// An HTTP error, with its wait and its wish where the script has them.
inline PeerScript refusal(const ScriptedAttempt& signals, const std::string& body)
{
    ResponseHead head{signals.status, "", {}};
    if (signals.hint > Duration{}) {
        head.headers.emplace_back("retry-after-ms", std::to_string(toMilliseconds(signals.hint)));
    }
    if (signals.shouldRetry != ShouldRetry::Unsaid) {
        head.headers.emplace_back("x-should-retry",
                                  signals.shouldRetry == ShouldRetry::Yes ? "true" : "false");
    }
    return {connects(), heads(head), sends(signals.failAfter, body), ends(signals.failAfter)};
}
inline PeerScript bareStatus(Dialect, const ScriptedAttempt& signals)
{
    return refusal(signals, "no");
}
inline PeerScript noMoney(Dialect, const ScriptedAttempt& signals)
{
    return refusal(signals, R"({"error":{"code":"insufficient_quota"}})");
}
inline PeerScript tooLong(Dialect, const ScriptedAttempt& signals)
{
    return refusal(signals, R"({"error":{"message":"prompt is too long"}})");
}
inline PeerScript refusedConnection(Dialect, const ScriptedAttempt& signals)
{
    return {breaks(signals.failAfter, TransportFault::Refused)};
}
inline PeerScript resetBeforeHead(Dialect, const ScriptedAttempt& signals)
{
    return {connects(), breaks(signals.failAfter, TransportFault::ResetBeforeHead)};
}
inline PeerScript silence(Dialect, const ScriptedAttempt&) { return {}; }

inline constexpr std::uint32_t kPromptTokens = 5; // as the driver estimates DriverBench's question

inline ScriptedAttempt counted(ScriptedAttempt signals, std::uint32_t input, std::uint32_t output)
{
    signals.usage = {.input = input, .cached = 0, .output = output};
    return signals;
}
inline ScriptedAttempt finished(Finish finish)
{
    ScriptedAttempt signals = counted(answers(3), 16, 30);
    signals.finish = finish;
    return signals;
}
inline ScriptedAttempt broken(std::uint32_t tokens, ErrorClass failure)
{
    return counted(breaksAfter(tokens, failure), kPromptTokens, tokens);
}
inline ScriptedAttempt begun(ErrorClass failure)
{
    return counted(fails(failure, 200), kPromptTokens, 0);
}
inline ScriptedAttempt wishing(ShouldRetry wish)
{
    ScriptedAttempt signals = fails(ErrorClass::Server, 500);
    signals.shouldRetry = wish;
    return signals;
}
// A 400 is told when its body has come, since it may turn out to be mendable.
inline ScriptedAttempt atOnce(ScriptedAttempt signals)
{
    signals.failAfter = {};
    return signals;
}
inline ScriptedAttempt unconnected(ErrorClass failure)
{
    ScriptedAttempt signals = fails(failure);
    signals.connects = false;
    return signals;
}

inline const std::vector<Telling>& all()
{
    using enum ErrorClass;
    static const std::vector<Telling> kTellings = {
        {"answer", finished(Finish::Stop), wholeAnswer},
        {"truncated answer", finished(Finish::Length), wholeAnswer},
        {"refusal", finished(Finish::Refusal), wholeAnswer},
        {"tools", finished(Finish::Tools), wholeAnswer},
        {"reset", broken(2, StreamCut), brokenAnswer<TransportFault::ResetInBody>},
        {"closed", broken(1, StreamCut), brokenAnswer<TransportFault::EndInBody>},
        {"garbled", broken(4, TransportReset), brokenAnswer<TransportFault::Malformed>},
        {"no terminal marker", broken(3, StreamCut), truncatedAnswer},
        {"error after tokens", broken(2, Overload), errorAfterTokens},
        {"malformed after tokens", broken(2, StreamMalformed), malformedAfterTokens},
        {"error first", begun(Overload), errorFirst},
        {"empty", counted(fails(Empty, 200), 16, 0), emptyAnswer},
        {"page", begun(Endpoint), page},
        {"503", fails(Server, 503), bareStatus},
        {"529", fails(Overload, 529), bareStatus},
        {"429 with a wait", fails(RateLimitWait, 429, 2_s), bareStatus},
        {"429 with a long wait", fails(RateLimitWait, 429, 60_s), bareStatus},
        {"429 without a wait", fails(RateLimitWait, 429), bareStatus},
        {"401", fails(Auth, 401), bareStatus},
        {"404", fails(ModelMissing, 404), bareStatus},
        {"400", atOnce(fails(InvalidRequest, 400)), bareStatus},
        {"504", fails(ServerDeadline, 504), bareStatus},
        {"wants a retry", wishing(ShouldRetry::Yes), bareStatus},
        {"wants none", wishing(ShouldRetry::No), bareStatus},
        {"no money", fails(QuotaExhausted, 429), noMoney},
        {"too long", atOnce(fails(Context, 400)), tooLong},
        {"refused", unconnected(TransportConnect), refusedConnection},
        {"reset before the head", fails(TransportReset), resetBeforeHead},
        {"silence", staysSilent(), silence},
    };
    return kTellings;
}

} // namespace understudy::tellings
