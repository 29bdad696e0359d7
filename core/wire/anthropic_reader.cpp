#include "core/wire/anthropic_reader.h"

#include "core/wire/finish_reason.h"
#include "core/wire/token_count.h"

namespace understudy {

namespace {

void readUsage(JsonView usage, UsageReport& report)
{
    const std::optional<std::uint32_t> cacheRead = tokenCount(usage["cache_read_input_tokens"]);
    if (const auto fresh = tokenCount(usage["input_tokens"])) {
        const auto written = tokenCount(usage["cache_creation_input_tokens"]);
        report.input = *fresh + written.value_or(0) + cacheRead.value_or(0);
    }
    replaceCount(report.cached, cacheRead);
    replaceCount(report.output, tokenCount(usage["output_tokens"])); // cumulative
}

// A block that begins or stands whole in an answer.
StreamDelta readBlock(JsonView block, StreamState& state)
{
    StreamDelta delta;
    const std::string_view type = block["type"].textOrEmpty();
    if (type == "text") {
        delta.text = block["text"].textOrEmpty();
        delta.isContent = !delta.text.empty();
    } else if (type.ends_with("tool_use")) {
        delta.isContent = true;
    } else if (type.ends_with("thinking")) {
        delta.isReasoning = true;
    } else if (type == "fallback") { // their own fallback: another model goes on
        state.model = block["to"]["model"].text().value_or(state.model);
    }
    return delta;
}

StreamDelta readBlockDelta(JsonView part)
{
    StreamDelta delta;
    const std::string_view type = part["type"].textOrEmpty();
    if (type == "text_delta") {
        delta.text = part["text"].textOrEmpty();
        delta.isContent = !delta.text.empty();
    } else if (type == "input_json_delta") {
        delta.isContent = !part["partial_json"].textOrEmpty().empty();
    } else if (type == "thinking_delta" || type == "signature_delta") {
        delta.isReasoning = true;
    }
    return delta;
}

} // namespace

StreamDelta AnthropicReader::readEvent(std::string_view name, JsonView data, StreamState& state)
{
    const std::string_view type = data["type"].text().value_or(name); // proxies drop the name
    StreamDelta delta;
    if (type == "message_start") {
        readStart(data["message"], state);
    } else if (type == "content_block_start") {
        delta = readBlock(data["content_block"], state);
        checkToolCalls(data, true, state);
    } else if (type == "content_block_delta") {
        delta = readBlockDelta(data["delta"]);
        checkToolCalls(data, false, state);
    } else if (type == "message_delta") {
        readUsage(data["usage"], state.usage);
        readStopReason(data["delta"]["stop_reason"], state);
    } else if (type == "message_stop") {
        state.isWhole = state.finish.has_value();
        state.isDone = true;
    } else if (type == "ping") {
        delta.isHeartbeat = true;
    }
    return delta;
}

StreamDelta AnthropicReader::readAnswer(JsonView answer, StreamState& state)
{
    const JsonView blocks = answer["content"];
    if (!blocks.isArray()) {
        return {};
    }
    readStart(answer, state);
    StreamDelta delta;
    for (const JsonView item : blocks.elements()) {
        const StreamDelta block = readBlock(item, state);
        delta.text += block.text;
        delta.isContent = delta.isContent || block.isContent;
        delta.isReasoning = delta.isReasoning || block.isReasoning;
    }
    readStopReason(answer["stop_reason"], state);
    state.finish = state.finish.value_or(Finish::Other);
    state.isWhole = true;
    return delta;
}

// Only tool calls are put together from their pieces: other blocks may come as they like.
void AnthropicReader::checkToolCalls(JsonView event, bool begins, StreamState& state)
{
    const auto index = event["index"].integer();
    const bool isCall = event["content_block"]["type"].textOrEmpty().ends_with("tool_use");
    const bool isPiece = event["delta"]["type"].textOrEmpty() == "input_json_delta";
    if ((begins && isCall && !m_toolCalls.begin(index)) ||
        (!begins && isPiece && !m_toolCalls.goOn(index))) {
        state.fault = StreamFault::Disorder;
    }
}

// The same start twice has been seen and means nothing. Another message inside an open one is a
// second generation: the two must not be joined.
void AnthropicReader::readStart(JsonView message, StreamState& state)
{
    const std::string id(message["id"].textOrEmpty());
    if (m_messageId) {
        state.fault = *m_messageId == id ? state.fault : StreamFault::Spliced;
        return;
    }
    m_messageId = id;
    state.model = message["model"].textOrEmpty();
    readUsage(message["usage"], state.usage);
}

void AnthropicReader::readStopReason(JsonView reason, StreamState& state)
{
    if (reason.text()) {
        state.finish = finishFromReason(*reason.text());
        state.isWindowFull = *reason.text() == "model_context_window_exceeded";
    }
}

} // namespace understudy
