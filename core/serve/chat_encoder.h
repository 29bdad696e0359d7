// One dialect on the wire, the server's side: the bytes of an answer and of errors. Encoders have
// no state and live for ever. What they write carries no HTTP framing.
#pragma once

#include "core/plan/provider.h"
#include "core/serve/vendor_error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

struct AnswerHead
{
    std::string id; // 16 hex digits; the encoder puts the vendor's prefix before it
    std::string model;
    std::int64_t created = 0; // seconds since 1970
    std::uint32_t inputTokens = 0;
    bool wantsUsage = false;
};

struct AnswerEnd
{
    std::uint32_t outputTokens = 0;
    bool isCapped = false;   // ended by the request's own limit
    bool isFiltered = false; // by the content filter; only OpenAI has such an ending
};

class ChatEncoder
{
public:
    virtual ~ChatEncoder() = default;

    // A stream: preamble, one token per call, then the ending with usage and terminal marker.
    virtual std::string preamble(const AnswerHead& head) const = 0;
    virtual std::string token(const AnswerHead& head, std::string_view text) const = 0;
    virtual std::string ending(const AnswerHead& head, const AnswerEnd& end) const = 0;
    // An error in the stream, after which the stream just ends.
    virtual std::string errorEvent(const AnswerHead& head, const VendorError& error) const = 0;

    // A whole stream in which the model declines, and the same as one JSON text.
    virtual std::string refusal(const AnswerHead& head) const = 0;
    virtual std::string wholeRefusal(const AnswerHead& head) const = 0;
    // Says that the connection lives, and nothing else.
    virtual std::string heartbeat() const = 0;

    // The same answer as one JSON text.
    virtual std::string whole(const AnswerHead& head, std::string_view text,
                              const AnswerEnd& end) const = 0;
    virtual std::string errorBody(const AnswerHead& head, const VendorError& error) const = 0;

    virtual std::string_view requestIdHeader() const = 0; // "x-request-id"
};

// Null for dialects that are not spoken.
const ChatEncoder* encoderFor(Dialect dialect);

} // namespace understudy
