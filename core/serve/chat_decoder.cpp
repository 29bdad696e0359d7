#include "core/serve/chat_decoder.h"

#include "core/wire/json_reader.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

using Refusal = std::optional<VendorError>;

Refusal refuse(Dialect dialect, std::string param, const std::string& what)
{
    std::string message = param.empty() ? what : param + ": " + what;
    return requestError(dialect, 400, std::move(message), std::move(param));
}

// Content is a text, or a list of parts of which the texts count.
std::uint64_t textBytes(JsonView content)
{
    if (const auto text = content.text()) {
        return text->size();
    }
    std::uint64_t bytes = 0;
    for (const JsonView part : content.elements()) {
        bytes += part["text"].textOrEmpty().size();
    }
    return bytes;
}

Refusal readMessages(Dialect dialect, JsonView messages, ChatCall& call)
{
    if (!messages.isArray() || messages.size() == 0) {
        return refuse(dialect, "messages", "a list of at least one message is required");
    }
    for (const JsonView message : messages.elements()) {
        if (message["role"].textOrEmpty().empty()) {
            return refuse(dialect, "messages", "every message needs a role");
        }
        call.promptBytes += textBytes(message["content"]);
    }
    return std::nullopt;
}

Refusal readMaxTokens(Dialect dialect, JsonView root, ChatCall& call)
{
    const bool hasNewName = !root["max_completion_tokens"].isNothing();
    const bool isAnthropic = dialect == Dialect::Anthropic;
    const std::string name = !isAnthropic && hasNewName ? "max_completion_tokens" : "max_tokens";
    const JsonView member = root[name];
    if (member.isNothing()) {
        return isAnthropic ? refuse(dialect, name, "field required") : std::nullopt;
    }
    const std::optional<std::int64_t> tokens = member.integer();
    if (!tokens || *tokens < 1) {
        return refuse(dialect, name, "must be a whole number of at least 1");
    }
    call.maxTokens = static_cast<std::uint32_t>(std::min<std::int64_t>(*tokens, UINT32_MAX));
    return std::nullopt;
}

} // namespace

Result<ChatCall, VendorError> decodeChat(Dialect dialect, std::string_view body)
{
    const std::optional<JsonDocument> document = JsonDocument::parse(body);
    if (!document || !document->root().isObject()) {
        return Failure{*refuse(dialect, "", "the body is not a JSON object")};
    }
    const JsonView root = document->root();
    ChatCall call;
    call.model = root["model"].textOrEmpty();
    call.isStream = root["stream"].isTrue();
    call.wantsUsage =
        dialect == Dialect::Anthropic || root["stream_options"]["include_usage"].isTrue();
    call.promptBytes = textBytes(root["system"]);
    if (call.model.empty()) {
        return Failure{*refuse(dialect, "model", "field required")};
    }
    if (Refusal refusal = readMessages(dialect, root["messages"], call)) {
        return Failure{*std::move(refusal)};
    }
    if (Refusal refusal = readMaxTokens(dialect, root, call)) {
        return Failure{*std::move(refusal)};
    }
    return call;
}

} // namespace understudy
