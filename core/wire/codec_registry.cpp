#include "core/wire/codec_registry.h"

#include "core/wire/anthropic_codec.h"
#include "core/wire/openai_chat_codec.h"

namespace understudy {

const Codec* codecFor(Dialect dialect)
{
    static const OpenAiChatCodec openAiChat;
    static const AnthropicCodec anthropic;
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
