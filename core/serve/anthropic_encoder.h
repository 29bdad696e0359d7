// Anthropic messages, the server's side.
#pragma once

#include "core/serve/chat_encoder.h"

namespace understudy {

class AnthropicEncoder final : public ChatEncoder
{
public:
    std::string preamble(const AnswerHead& head) const override;
    std::string token(const AnswerHead& head, std::string_view text) const override;
    std::string ending(const AnswerHead& head, const AnswerEnd& end) const override;
    std::string errorEvent(const AnswerHead& head, const VendorError& error) const override;
    std::string refusal(const AnswerHead& head) const override;
    std::string wholeRefusal(const AnswerHead& head) const override;
    std::string heartbeat() const override;
    std::string whole(const AnswerHead& head, std::string_view text,
                      const AnswerEnd& end) const override;
    std::string errorBody(const AnswerHead& head, const VendorError& error) const override;
    std::string_view requestIdHeader() const override { return "request-id"; }
};

} // namespace understudy
