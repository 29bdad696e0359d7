#include "core/serve/openai_chat_encoder.h"

#include "core/serve/serve_json.h"

namespace understudy {

namespace {

std::string event(const ServeJson& json) { return "data: " + written(json) + "\n\n"; }

ServeJson usageOf(const AnswerHead& head, const AnswerEnd& end)
{
    const std::uint64_t total = std::uint64_t{head.inputTokens} + end.outputTokens;
    return {{"prompt_tokens", head.inputTokens},
            {"completion_tokens", end.outputTokens},
            {"total_tokens", total},
            {"prompt_tokens_details", {{"cached_tokens", 0}, {"audio_tokens", 0}}},
            {"completion_tokens_details", {{"reasoning_tokens", 0}, {"audio_tokens", 0}}}};
}

ServeJson chunkOf(const AnswerHead& head)
{
    ServeJson json = {{"id", "chatcmpl-" + head.id},
                      {"object", "chat.completion.chunk"},
                      {"created", head.created},
                      {"model", head.model},
                      {"choices", ServeJson::array()}};
    if (head.wantsUsage) {
        json["usage"] = nullptr;
    }
    return json;
}

std::string choiceEvent(const AnswerHead& head, ServeJson delta, const char* finishReason)
{
    ServeJson json = chunkOf(head);
    ServeJson choice = {{"index", 0}, {"delta", std::move(delta)}, {"logprobs", nullptr}};
    choice["finish_reason"] = finishReason == nullptr ? ServeJson(nullptr) : finishReason;
    json["choices"].push_back(std::move(choice));
    return event(json);
}

const char* finishReason(const AnswerEnd& end)
{
    return end.isFiltered ? "content_filter" : end.isCapped ? "length" : "stop";
}

ServeJson errorOf(const VendorError& error)
{
    return {{"error",
             {{"message", error.message},
              {"type", error.type},
              {"param", textOrNull(error.param)},
              {"code", textOrNull(error.code)}}}};
}

std::string wholeOf(const AnswerHead& head, ServeJson message, const AnswerEnd& end)
{
    ServeJson choice = {{"index", 0},
                        {"message", std::move(message)},
                        {"logprobs", nullptr},
                        {"finish_reason", finishReason(end)}};
    ServeJson json = {{"id", "chatcmpl-" + head.id},   {"object", "chat.completion"},
                      {"created", head.created},       {"model", head.model},
                      {"choices", ServeJson::array()}, {"usage", usageOf(head, end)}};
    json["choices"].push_back(std::move(choice));
    return written(json);
}

// What a model says that declines.
constexpr std::string_view kRefusal = "I am sorry, but I cannot help.";
constexpr AnswerEnd kRefusalEnd{.outputTokens = 1};

} // namespace

std::string OpenAiChatEncoder::preamble(const AnswerHead& head) const
{
    return choiceEvent(head, {{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}},
                       nullptr);
}

std::string OpenAiChatEncoder::token(const AnswerHead& head, std::string_view text) const
{
    return choiceEvent(head, {{"content", text}}, nullptr);
}

std::string OpenAiChatEncoder::ending(const AnswerHead& head, const AnswerEnd& end) const
{
    std::string bytes = choiceEvent(head, ServeJson::object(), finishReason(end));
    if (head.wantsUsage) {
        ServeJson json = chunkOf(head);
        json["usage"] = usageOf(head, end);
        bytes += event(json);
    }
    return bytes + "data: [DONE]\n\n";
}

std::string OpenAiChatEncoder::errorEvent(const AnswerHead&, const VendorError& error) const
{
    return event(errorOf(error));
}

// The refusal takes the place of the content, in one piece.
std::string OpenAiChatEncoder::refusal(const AnswerHead& head) const
{
    return preamble(head) + choiceEvent(head, {{"refusal", kRefusal}}, nullptr) +
           ending(head, kRefusalEnd);
}

std::string OpenAiChatEncoder::wholeRefusal(const AnswerHead& head) const
{
    return wholeOf(head, {{"role", "assistant"}, {"content", nullptr}, {"refusal", kRefusal}},
                   kRefusalEnd);
}

std::string OpenAiChatEncoder::heartbeat() const { return ": keep-alive\n\n"; }

std::string OpenAiChatEncoder::whole(const AnswerHead& head, std::string_view text,
                                     const AnswerEnd& end) const
{
    return wholeOf(head, {{"role", "assistant"}, {"content", text}, {"refusal", nullptr}}, end);
}

std::string OpenAiChatEncoder::errorBody(const AnswerHead&, const VendorError& error) const
{
    return written(errorOf(error));
}

} // namespace understudy
