// What a stream has said: piece by piece (StreamDelta) and so far (StreamState). The same for all
// dialects.
#pragma once

#include "core/record/run_event.h"
#include "core/wire/error_body.h"

#include <cstdint>
#include <optional>
#include <string>

namespace understudy {

// What one data event added.
struct StreamDelta
{
    std::string text;         // of the answer, or of a refusal; empty for tool calls
    bool isContent = false;   // content-bearing: one more token
    bool isReasoning = false; // progress, but no content
    bool isHeartbeat = false; // a ping: a sign of life, but no progress

    bool operator==(const StreamDelta&) const = default;
};

enum class StreamFault : std::uint8_t
{
    None,
    Malformed, // an event that is not JSON
    TooLarge,  // a line, event or body over the limits
    Spliced,   // a second answer glued onto the first
    NotAnApi,  // a web page
    Runaway,   // event after event, and nothing in them
    Disorder,  // pieces of tool calls that fit no call
};

// As the provider counted; a member is empty until it said so.
struct UsageReport
{
    std::optional<std::uint32_t> input; // cached ones included
    std::optional<std::uint32_t> cached;
    std::optional<std::uint32_t> output;

    bool operator==(const UsageReport&) const = default;
};

struct StreamState
{
    std::uint32_t tokens = 0;     // content-bearing events
    std::uint64_t bytes = 0;      // of the body
    std::optional<Finish> finish; // why the answer ended, once that is said
    bool isWhole = false;         // the dialect's own terminal marker was seen
    bool isDone = false;          // nothing that follows could matter
    bool isJson = false;          // one JSON value in place of a stream
    bool isWindowFull = false;    // the answer ended because the context window was full
    StreamFault fault = StreamFault::None;
    std::optional<ErrorBody> error; // an error inside the stream; for NotAnApi, the page's text
    UsageReport usage;
    std::string model; // that answers, as the provider says; empty until it says so
};

} // namespace understudy
