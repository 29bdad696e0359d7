#include "core/serve/chat_encoder.h"

#include "core/base/check.h"
#include "core/serve/anthropic_encoder.h"
#include "core/serve/openai_chat_encoder.h"

namespace understudy {

const ChatEncoder* encoderFor(Dialect dialect)
{
    static const OpenAiChatEncoder openAiChat;
    static const AnthropicEncoder anthropic;
    switch (dialect) {
    case Dialect::OpenAiChat: return &openAiChat;
    case Dialect::Anthropic: return &anthropic;
    case Dialect::OpenAiResponses:
    case Dialect::Gemini:
    case Dialect::Ollama:
    case Dialect::Text: return nullptr;
    }
    US_UNREACHABLE();
}

} // namespace understudy
