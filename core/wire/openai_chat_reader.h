// Reads chat completion chunks. Success needs a finish reason of choice 0; "[DONE]" alone proves
// nothing, because servers write it after errors too.
#pragma once

#include "core/wire/codec.h"
#include "core/wire/tool_call_order.h"

namespace understudy {

class OpenAiChatReader : public EventReader
{
public:
    StreamDelta readEvent(std::string_view name, JsonView data, StreamState& state) override;
    StreamDelta readAnswer(JsonView answer, StreamState& state) override;

private:
    void readCommon(JsonView object, StreamState& state);
    void readFinish(JsonView reason, StreamState& state);
    StreamDelta readMessage(JsonView message);
    void readToolCalls(JsonView calls, StreamState& state);

    ToolCallOrder m_toolCalls;
    bool m_isRefusing = false;
};

} // namespace understudy
