#include "core/serve/anthropic_encoder.h"

#include "core/serve/serve_json.h"

namespace understudy {

namespace {

// The event's name repeats the type that its data carries.
std::string event(const ServeJson& json)
{
    return "event: " + json["type"].get<std::string>() + "\ndata: " + written(json) + "\n\n";
}

ServeJson usageOf(const AnswerHead& head, std::uint32_t outputTokens)
{
    return {{"input_tokens", head.inputTokens},
            {"cache_creation_input_tokens", 0},
            {"cache_read_input_tokens", 0},
            {"output_tokens", outputTokens}};
}

ServeJson messageOf(const AnswerHead& head)
{
    return {{"id", "msg_" + head.id},        {"type", "message"},
            {"role", "assistant"},           {"model", head.model},
            {"content", ServeJson::array()}, {"stop_reason", nullptr},
            {"stop_sequence", nullptr}};
}

const char* stopReason(const AnswerEnd& end) { return end.isCapped ? "max_tokens" : "end_turn"; }

ServeJson refusalDetails()
{
    return {{"type", "refusal"},
            {"category", "general_harms"},
            {"explanation", "The model declined to answer."}};
}

ServeJson errorOf(const AnswerHead& head, const VendorError& error)
{
    ServeJson inner = {{"type", error.type}, {"message", error.message}};
    if (!error.code.empty()) {
        inner["details"] = {{"error_code", error.code}};
    }
    return {{"type", "error"}, {"error", std::move(inner)}, {"request_id", "req_" + head.id}};
}

} // namespace

std::string AnthropicEncoder::preamble(const AnswerHead& head) const
{
    ServeJson message = messageOf(head);
    message["usage"] = usageOf(head, 1); // the vendor counts one token before the first
    const ServeJson start = {{"type", "message_start"}, {"message", std::move(message)}};
    const ServeJson block = {{"type", "content_block_start"},
                             {"index", 0},
                             {"content_block", {{"type", "text"}, {"text", ""}}}};
    return event(start) + event(block) + event({{"type", "ping"}});
}

std::string AnthropicEncoder::token(const AnswerHead&, std::string_view text) const
{
    return event({{"type", "content_block_delta"},
                  {"index", 0},
                  {"delta", {{"type", "text_delta"}, {"text", text}}}});
}

std::string AnthropicEncoder::ending(const AnswerHead& head, const AnswerEnd& end) const
{
    const ServeJson blockStop = {{"type", "content_block_stop"}, {"index", 0}};
    const ServeJson delta = {
        {"type", "message_delta"},
        {"delta", {{"stop_reason", stopReason(end)}, {"stop_sequence", nullptr}}},
        {"usage", {{"input_tokens", head.inputTokens}, {"output_tokens", end.outputTokens}}}};
    return event(blockStop) + event(delta) + event({{"type", "message_stop"}});
}

std::string AnthropicEncoder::errorEvent(const AnswerHead& head, const VendorError& error) const
{
    return event(errorOf(head, error));
}

// No block at all: the refusal is the stop reason.
std::string AnthropicEncoder::refusal(const AnswerHead& head) const
{
    ServeJson message = messageOf(head);
    message["usage"] = usageOf(head, 1);
    const ServeJson start = {{"type", "message_start"}, {"message", std::move(message)}};
    const ServeJson delta = {{"type", "message_delta"},
                             {"delta",
                              {{"stop_reason", "refusal"},
                               {"stop_sequence", nullptr},
                               {"stop_details", refusalDetails()}}},
                             {"usage", {{"output_tokens", 1}}}};
    return event(start) + event(delta) + event({{"type", "message_stop"}});
}

std::string AnthropicEncoder::wholeRefusal(const AnswerHead& head) const
{
    ServeJson message = messageOf(head);
    message["stop_reason"] = "refusal";
    message["stop_details"] = refusalDetails();
    message["usage"] = usageOf(head, 1);
    return written(message);
}

std::string AnthropicEncoder::heartbeat() const { return event({{"type", "ping"}}); }

std::string AnthropicEncoder::whole(const AnswerHead& head, std::string_view text,
                                    const AnswerEnd& end) const
{
    ServeJson message = messageOf(head);
    message["content"].push_back({{"type", "text"}, {"text", text}});
    message["stop_reason"] = stopReason(end);
    message["usage"] = usageOf(head, end.outputTokens);
    return written(message);
}

std::string AnthropicEncoder::errorBody(const AnswerHead& head, const VendorError& error) const
{
    return written(errorOf(head, error));
}

} // namespace understudy
