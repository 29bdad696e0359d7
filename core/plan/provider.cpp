#include "core/plan/provider.h"

#include "core/plan/file_words.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

// Local servers take no key unless the chain's provider entry says so.
constexpr std::array kProviders{
    KnownProvider{"openai", "OpenAI", Dialect::OpenAiChat, AuthStyle::Bearer,
                  "https://api.openai.com/v1", "OPENAI_API_KEY"},
    KnownProvider{"openai-responses", "OpenAI Responses", Dialect::OpenAiResponses,
                  AuthStyle::Bearer, "https://api.openai.com/v1", "OPENAI_API_KEY"},
    KnownProvider{"anthropic", "Anthropic", Dialect::Anthropic, AuthStyle::XApiKey,
                  "https://api.anthropic.com", "ANTHROPIC_API_KEY"},
    KnownProvider{"google", "Google Gemini", Dialect::Gemini, AuthStyle::XGoogApiKey,
                  "https://generativelanguage.googleapis.com", "GEMINI_API_KEY"},
    KnownProvider{"azure", "Azure OpenAI", Dialect::OpenAiChat, AuthStyle::ApiKey, "",
                  "AZURE_OPENAI_API_KEY"},
    KnownProvider{"openrouter", "OpenRouter", Dialect::OpenAiChat, AuthStyle::Bearer,
                  "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"},
    KnownProvider{"mistral", "Mistral", Dialect::OpenAiChat, AuthStyle::Bearer,
                  "https://api.mistral.ai/v1", "MISTRAL_API_KEY"},
    KnownProvider{"groq", "Groq", Dialect::OpenAiChat, AuthStyle::Bearer,
                  "https://api.groq.com/openai/v1", "GROQ_API_KEY"},
    KnownProvider{"deepseek", "DeepSeek", Dialect::OpenAiChat, AuthStyle::Bearer,
                  "https://api.deepseek.com", "DEEPSEEK_API_KEY"},
    KnownProvider{"together", "Together", Dialect::OpenAiChat, AuthStyle::Bearer,
                  "https://api.together.xyz/v1", "TOGETHER_API_KEY"},
    KnownProvider{"xai", "xAI", Dialect::OpenAiChat, AuthStyle::Bearer, "https://api.x.ai/v1",
                  "XAI_API_KEY"},
    KnownProvider{"cerebras", "Cerebras", Dialect::OpenAiChat, AuthStyle::Bearer,
                  "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY"},
    KnownProvider{"ollama", "Ollama", Dialect::Ollama, AuthStyle::None, "http://127.0.0.1:11434",
                  ""},
    KnownProvider{"lmstudio", "LM Studio", Dialect::OpenAiChat, AuthStyle::None,
                  "http://127.0.0.1:1234/v1", ""},
    KnownProvider{"vllm", "vLLM", Dialect::OpenAiChat, AuthStyle::None, "http://127.0.0.1:8000/v1",
                  ""},
    KnownProvider{"llamacpp", "llama.cpp", Dialect::OpenAiChat, AuthStyle::None,
                  "http://127.0.0.1:8080/v1", ""},
};

} // namespace

std::string_view name(Dialect dialect)
{
    // The built-in last resort: no file names its dialect.
    return dialect == Dialect::Text ? "text" : fileWord(dialect);
}

std::string_view name(AuthStyle auth) { return fileWord(auth); }

std::optional<Dialect> dialectFromName(std::string_view name)
{
    return fromFileWord<Dialect>(name);
}

std::optional<AuthStyle> authStyleFromName(std::string_view name)
{
    return fromFileWord<AuthStyle>(name);
}

std::span<const KnownProvider> knownProviders() { return kProviders; }

const KnownProvider* findKnownProvider(std::string_view name)
{
    const auto found = std::ranges::find(kProviders, name, &KnownProvider::name);
    return found == kProviders.end() ? nullptr : &*found;
}

} // namespace understudy
