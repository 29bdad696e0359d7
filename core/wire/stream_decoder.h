// From the bytes of a successful answer to deltas, in any chunking: finds out whether events, one
// JSON value or a web page is coming, frames it, and hands each event to the dialect's reader.
#pragma once

#include "core/wire/codec.h"
#include "core/wire/sse_parser.h"
#include "core/wire/stream_state.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace understudy {

// Before the first content an answer may say so much that is neither content, reasoning nor a ping.
inline constexpr std::uint32_t kPreambleEvents = 64;
inline constexpr std::size_t kPreambleBytes = 256 * 1024;

class DeltaSink
{
public:
    virtual ~DeltaSink() = default;
    // May not call back into the decoder.
    virtual void onDelta(const StreamDelta& delta, const StreamState& state) = 0;
};

class StreamDecoder : private SseSink
{
public:
    explicit StreamDecoder(std::unique_ptr<EventReader> reader, SseLimits limits = {});

    // Once the state is done, all further bytes are ignored.
    void feed(std::string_view bytes, DeltaSink& sink);
    // No more bytes come. An event without its final blank line is accepted if its data is whole;
    // a JSON value only when the message was whole too.
    void feedEnd(bool isMessageWhole, DeltaSink& sink);

    const StreamState& state() const { return m_state; }

private:
    enum class Framing : std::uint8_t
    {
        Unknown,
        Events,
        Json,
        Page
    };

    void onEvent(const SseEvent& event) override;
    void readEvent(const SseEvent& event, JsonView data);
    void readBody();
    void chooseFraming(std::string_view bytes);
    void takeFramed(std::string_view bytes);
    void collect(std::string_view bytes);
    bool isRunaway(const StreamDelta& delta, std::size_t bytes);
    void pass(StreamDelta delta);
    void fail(StreamFault fault);

    std::unique_ptr<EventReader> m_reader;
    SseLimits m_limits;
    SseParser m_parser;
    StreamState m_state;
    DeltaSink* m_sink = nullptr; // during a call only
    Framing m_framing = Framing::Unknown;
    std::uint32_t m_preambleEvents = 0;
    std::size_t m_preambleBytes = 0;
    std::string m_body; // leading blanks; then all of Json or Page
};

} // namespace understudy
