// What a failure means. One pure place decides, from facts that a test can write down: what the
// transport saw, what the provider answered, what a stream said and how it ended.
#pragma once

#include "core/engine/attempt_signal.h"
#include "core/plan/error_class.h"
#include "core/wire/http_message.h"
#include "core/wire/http_transport.h"
#include "core/wire/stream_state.h"
#include "core/wire/time_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy {

struct Verdict
{
    ErrorClass errorClass = ErrorClass::None; // None: it is an answer
    std::uint16_t status = 0;                 // HTTP, 0 when there was none
    ShouldRetry shouldRetry = ShouldRetry::Unsaid;
    std::optional<Duration> hint; // the server's wait
    std::string message;          // redacted; empty when nothing was said
    std::string requestId;        // as told in an error body
    std::string_view row;         // of the classification table

    bool operator==(const Verdict&) const = default;
};

// What the classification must know about the attempt besides the failure itself.
struct AttemptFacts
{
    std::string_view provider;
    std::string_view key;              // never to be shown
    std::optional<UnixTime> now;       // for dates in answers without a Date header
    bool readsHintsInMessages = false; // the last resort for wait hints
};

enum class StreamEnding : std::uint8_t
{
    Complete, // the message was whole, or the stream said that it is done
    Reset,    // the connection broke
    Closed,   // closed before the message was whole
    Garbled,  // the bytes were no HTTP any more
};

// Nothing usable came back.
Verdict classifyFailure(const TransportFailure& failure, const AttemptFacts& attempt);

// An answer that is not a stream of a model: any status but 2xx, a page, an unreadable encoding.
Verdict classifyResponse(const ResponseHead& head, std::string_view body,
                         const AttemptFacts& attempt);

// A stream that ended, one way or the other.
Verdict classifyStream(const ResponseHead& head, const StreamState& state, StreamEnding ending,
                       const AttemptFacts& attempt);

// An error inside a stream.
Verdict classifyStreamError(const ResponseHead& head, const ErrorBody& error,
                            const AttemptFacts& attempt);

// True when the answer's head promises a model's stream, or JSON in place of it.
bool promisesStream(const ResponseHead& head);

// "after 1 token"
std::string afterTokens(std::uint32_t tokens);

// The words for a stream that broke off.
std::string cutMessage(StreamEnding ending, std::uint32_t tokens);

} // namespace understudy
