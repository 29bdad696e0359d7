#include "core/wire/openai_chat_codec.h"

#include "core/wire/json_writer.h"
#include "core/wire/openai_chat_reader.h"
#include "core/wire/request_builder.h"
#include "core/wire/request_params.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

constexpr std::string_view kOpenAi = "openai"; // the vendor's own endpoint, not a compatible one

constexpr auto kKnownParams = std::to_array<std::string_view>({
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "max_completion_tokens",
    "max_tokens",
    "metadata",
    "modalities",
    "parallel_tool_calls",
    "prediction",
    "presence_penalty",
    "prompt_cache_key",
    "prompt_cache_retention",
    "reasoning_effort",
    "response_format",
    "safety_identifier",
    "seed",
    "service_tier",
    "stop",
    "store",
    "stream_options",
    "temperature",
    "tool_choice",
    "tools",
    "top_logprobs",
    "top_p",
    "user",
    "verbosity",
    "web_search_options",
});

// What compatible endpoints add: OpenRouter, Mistral, Together, vLLM, llama.cpp, DeepSeek, Qwen.
constexpr auto kCompatibleParams = std::to_array<std::string_view>({
    "chat_template_kwargs",
    "enable_thinking",
    "grammar",
    "guided_json",
    "ignore_eos",
    "include_reasoning",
    "min_p",
    "min_tokens",
    "models",
    "plugins",
    "prompt_mode",
    "provider",
    "random_seed",
    "reasoning",
    "reasoning_format",
    "repetition_penalty",
    "route",
    "safe_prompt",
    "thinking",
    "top_a",
    "top_k",
    "transforms",
    "typical_p",
});

template<class List>
bool holds(const List& list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

std::string_view sentName(std::string_view name, bool isVendor)
{
    if (name == "max_tokens" && isVendor) {
        return "max_completion_tokens"; // reasoning models refuse the old name
    }
    if (name == "stop_sequences") {
        return "stop"; // Anthropic's name
    }
    const bool isKnown = holds(kKnownParams, name) || (!isVendor && holds(kCompatibleParams, name));
    return isKnown ? name : std::string_view();
}

void addMessage(std::string& list, std::string_view role, std::string_view content)
{
    JsonObjectWriter message;
    message.addText("role", role);
    message.addText("content", content);
    list += list.empty() ? "" : ",";
    list += message.object();
}

std::string messagesOf(const ChatRequest& chat)
{
    std::string list;
    if (!chat.system.empty()) {
        addMessage(list, "system", chat.system);
    }
    for (const ChatMessage& message : chat.messages) {
        addMessage(list, message.role == Role::User ? "user" : "assistant", message.content);
    }
    return '[' + list + ']';
}

// Some compatible servers refuse the member; a null in the chain's parameters leaves it out.
bool isNamed(const JsonMembers& params, std::string_view name)
{
    return std::any_of(params.begin(), params.end(),
                       [name](const auto& param) { return param.first == name; });
}

} // namespace

EncodedRequest OpenAiChatCodec::encode(const ChatRequest& chat, const Endpoint& endpoint) const
{
    const bool isVendor = endpoint.provider == kOpenAi;
    SelectedParams params = selectParams(
        endpoint.params, [isVendor](std::string_view name) { return sentName(name, isVendor); });
    JsonObjectWriter body;
    body.addText("model", endpoint.model);
    body.add("messages", messagesOf(chat));
    body.add("stream", "true");
    if (!isNamed(endpoint.params, "stream_options")) {
        body.add("stream_options", R"({"include_usage":true})");
    }
    for (const auto& [name, json] : params.sent) {
        body.add(name, json);
    }
    EncodedRequest request;
    request.http.url = withPath(endpoint.base, "/chat/completions");
    request.http.body = body.object();
    request.dropped = std::move(params.dropped);
    return request;
}

std::unique_ptr<EventReader> OpenAiChatCodec::makeReader() const
{
    return std::make_unique<OpenAiChatReader>();
}

} // namespace understudy
