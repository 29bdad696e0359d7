// Reads the events of a message stream. Success needs both a stop reason and message_stop.
#pragma once

#include "core/wire/codec.h"
#include "core/wire/tool_call_order.h"

#include <optional>
#include <string>

namespace understudy {

class AnthropicReader : public EventReader
{
public:
    StreamDelta readEvent(std::string_view name, JsonView data, StreamState& state) override;
    StreamDelta readAnswer(JsonView answer, StreamState& state) override;

private:
    void readStart(JsonView message, StreamState& state);
    void readStopReason(JsonView reason, StreamState& state);

    void checkToolCalls(JsonView event, bool begins, StreamState& state);

    ToolCallOrder m_toolCalls;
    std::optional<std::string> m_messageId; // of the message that streams
};

} // namespace understudy
