// One dialect on the wire, the client's side: how a request is written and a stream is read.
// Codecs have no state and live for ever; a reader belongs to one attempt.
#pragma once

#include "core/plan/chat_request.h"
#include "core/wire/endpoint.h"
#include "core/wire/http_message.h"
#include "core/wire/json_reader.h"
#include "core/wire/stream_state.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

struct EncodedRequest
{
    HttpRequest http;
    std::vector<std::string> dropped; // parameters that the dialect does not know
};

// Reads the data of one stream. Errors at the top level of an event are looked for before, so a
// reader sees none.
class EventReader
{
public:
    virtual ~EventReader() = default;
    virtual StreamDelta readEvent(std::string_view name, JsonView data, StreamState& state) = 0;
    // The whole answer at once, from a server that does not stream. Sets isWhole if it is one.
    virtual StreamDelta readAnswer(JsonView answer, StreamState& state) = 0;
};

class Codec
{
public:
    virtual ~Codec() = default;
    // Without authentication and without what is the same for all dialects, see request_builder.h.
    virtual EncodedRequest encode(const ChatRequest& chat, const Endpoint& endpoint) const = 0;
    virtual std::unique_ptr<EventReader> makeReader() const = 0;
};

} // namespace understudy
