#include "core/wire/anthropic_codec.h"

#include "core/wire/anthropic_reader.h"
#include "core/wire/json_writer.h"
#include "core/wire/request_builder.h"
#include "core/wire/request_params.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

constexpr std::string_view kMaxTokens = "max_tokens";
constexpr std::string_view kStopSequences = "stop_sequences";
// The dialect requires a limit. Not the model's maximum: some providers charge it against the
// minute's budget before the call runs.
constexpr std::string_view kDefaultMaxTokens = "4096";

constexpr auto kKnownParams = std::to_array<std::string_view>({
    "container",
    "context_management",
    "inference_geo",
    "max_tokens",
    "metadata",
    "output_config",
    "service_tier",
    "stop_sequences",
    "temperature",
    "thinking",
    "top_k",
    "top_p",
});

std::string_view sentName(std::string_view name)
{
    if (name == "max_completion_tokens") { // OpenAI's names
        return kMaxTokens;
    }
    if (name == "stop") {
        return kStopSequences;
    }
    const bool isKnown =
        std::find(kKnownParams.begin(), kKnownParams.end(), name) != kKnownParams.end();
    return isKnown ? name : std::string_view();
}

std::string messagesOf(const ChatRequest& chat)
{
    std::string list;
    for (const ChatMessage& message : chat.messages) {
        JsonObjectWriter object;
        object.addText("role", message.role == Role::User ? "user" : "assistant");
        object.addText("content", message.content);
        list += list.empty() ? "" : ",";
        list += object.object();
    }
    return '[' + list + ']';
}

// OpenAI takes one text or a list, this dialect a list only.
std::string listOf(const std::string& json)
{
    return json.find_first_not_of(" \t\r\n") == json.find('"') ? '[' + json + ']' : json;
}

} // namespace

EncodedRequest AnthropicCodec::encode(const ChatRequest& chat, const Endpoint& endpoint) const
{
    SelectedParams params = selectParams(endpoint.params, sentName);
    JsonObjectWriter body;
    body.addText("model", endpoint.model);
    if (!chat.system.empty()) {
        body.addText("system", chat.system);
    }
    body.add("messages", messagesOf(chat));
    body.add("stream", "true");
    bool isLimited = false;
    for (const auto& [name, json] : params.sent) {
        body.add(name, name == kStopSequences ? listOf(json) : json);
        isLimited = isLimited || name == kMaxTokens;
    }
    if (!isLimited) {
        body.add(kMaxTokens, kDefaultMaxTokens);
    }
    EncodedRequest request;
    request.http.url = withPath(endpoint.base, "/v1/messages");
    request.http.headers = {{"anthropic-version", "2023-06-01"}};
    request.http.body = body.object();
    request.dropped = std::move(params.dropped);
    return request;
}

std::unique_ptr<EventReader> AnthropicCodec::makeReader() const
{
    return std::make_unique<AnthropicReader>();
}

} // namespace understudy
