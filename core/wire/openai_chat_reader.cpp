#include "core/wire/openai_chat_reader.h"

#include "core/wire/finish_reason.h"
#include "core/wire/token_count.h"

#include <array>
#include <string>

namespace understudy {

namespace {

// Azure's first chunk and OpenAI's last one have no choices; others may answer several.
JsonView firstChoice(JsonView chunk)
{
    for (const JsonView choice : chunk["choices"].elements()) {
        if (choice["index"].integer().value_or(0) == 0) {
            return choice;
        }
    }
    return {};
}

// Mistral sends parts in place of a text when the model thinks.
void readContent(JsonView content, StreamDelta& delta)
{
    delta.text += content.textOrEmpty();
    for (const JsonView part : content.elements()) {
        delta.text += part["text"].textOrEmpty();
        delta.isReasoning = delta.isReasoning || !part["thinking"].isNothing();
    }
}

bool holdsReasoning(JsonView message)
{
    constexpr auto kNames =
        std::to_array<std::string_view>({"reasoning_content", "reasoning", "thinking"});
    for (const std::string_view name : kNames) {
        if (!message[name].textOrEmpty().empty()) {
            return true;
        }
    }
    return false;
}

bool holdsToolCall(JsonView message)
{
    return message["tool_calls"].size() > 0 || message["function_call"].isObject();
}

void readUsage(JsonView usage, UsageReport& report)
{
    replaceCount(report.input, tokenCount(usage["prompt_tokens"]));
    replaceCount(report.output, tokenCount(usage["completion_tokens"]));
    replaceCount(report.cached, tokenCount(usage["prompt_tokens_details"]["cached_tokens"]));
    replaceCount(report.cached, tokenCount(usage["prompt_cache_hit_tokens"])); // DeepSeek
}

} // namespace

StreamDelta OpenAiChatReader::readEvent(std::string_view, JsonView data, StreamState& state)
{
    readCommon(data, state);
    if (state.error) {
        return {};
    }
    const JsonView choice = firstChoice(data);
    StreamDelta delta = readMessage(choice["delta"]);
    readToolCalls(choice["delta"]["tool_calls"], state);
    readFinish(choice["finish_reason"], state);
    return delta;
}

StreamDelta OpenAiChatReader::readAnswer(JsonView answer, StreamState& state)
{
    const JsonView choice = firstChoice(answer);
    if (!choice.isObject()) {
        return {};
    }
    readCommon(answer, state);
    StreamDelta delta = readMessage(choice["message"]);
    readFinish(choice["finish_reason"], state);
    state.finish = state.finish.value_or(m_isRefusing ? Finish::Refusal : Finish::Other);
    state.isWhole = !state.error;
    return delta;
}

void OpenAiChatReader::readCommon(JsonView object, StreamState& state)
{
    const JsonView groq = object["x_groq"];
    if (groq["error"].text()) { // how Groq says that it gave up
        state.error = ErrorBody{};
        state.error->code = kGroqGaveUp;
        state.error->message = *groq["error"].text();
        return;
    }
    if (!object["model"].textOrEmpty().empty()) {
        state.model = object["model"].textOrEmpty();
    }
    readUsage(groq["usage"], state.usage);
    readUsage(object["usage"], state.usage);
}

void OpenAiChatReader::readToolCalls(JsonView calls, StreamState& state)
{
    for (const JsonView call : calls.elements()) {
        if (!m_toolCalls.takeFragment(call["index"].integer(), call["id"].textOrEmpty())) {
            state.fault = StreamFault::Disorder;
        }
    }
}

void OpenAiChatReader::readFinish(JsonView reason, StreamState& state)
{
    if (reason.text()) {
        state.finish = m_isRefusing ? Finish::Refusal : finishFromReason(*reason.text());
        state.isWhole = true;
    }
}

StreamDelta OpenAiChatReader::readMessage(JsonView message)
{
    StreamDelta delta;
    readContent(message["content"], delta);
    const std::string_view refusal = message["refusal"].textOrEmpty();
    m_isRefusing = m_isRefusing || !refusal.empty();
    delta.text += refusal;
    delta.isContent = !delta.text.empty() || holdsToolCall(message);
    delta.isReasoning = delta.isReasoning || holdsReasoning(message);
    return delta;
}

} // namespace understudy
