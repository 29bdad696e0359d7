// Everything a stream decoder says, as text, for tests of dialects.
#pragma once

#include "core/wire/codec_registry.h"
#include "core/wire/stream_decoder.h"

#include <string>
#include <string_view>
#include <vector>

namespace understudy {

class DecodedStream final : public DeltaSink
{
public:
    explicit DecodedStream(Dialect dialect, SseLimits limits = {})
        : m_decoder(codecFor(dialect)->makeReader(), limits)
    {}

    // One delta a word: text in quotes, "tool", "reasoning", "ping", "-" for nothing.
    void onDelta(const StreamDelta& delta, const StreamState&) override
    {
        text += delta.text;
        story += story.empty() ? "" : " ";
        story += delta.isHeartbeat     ? "ping"
                 : !delta.text.empty() ? "\"" + delta.text + "\""
                 : delta.isContent     ? "tool"
                 : delta.isReasoning   ? "reasoning"
                                       : "-";
    }

    DecodedStream& feed(std::string_view bytes)
    {
        m_decoder.feed(bytes, *this);
        return *this;
    }
    DecodedStream& end(bool isMessageWhole = true)
    {
        m_decoder.feedEnd(isMessageWhole, *this);
        return *this;
    }
    const StreamState& state() const { return m_decoder.state(); }

    std::string story;
    std::string text;

private:
    StreamDecoder m_decoder;
};

} // namespace understudy
