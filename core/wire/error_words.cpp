#include "core/wire/error_words.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace understudy {

namespace {

constexpr auto kContextTexts = std::to_array<std::string_view>({
    "prompt is too long", // Anthropic
    "request_too_large",
    "exceeds the context window", // OpenAI
    "exceeds the model's maximum context length",
    "maximum context length is",
    "model's context length is only",                  // vLLM
    "input token count*exceeds the maximum",           // Gemini
    "maximum prompt length is",                        // xAI
    "reduce the length of the messages",               // Groq, DeepSeek
    "is longer than the model's context length",       // Together
    "exceeds the available context size",              // llama.cpp
    "greater than the context length",                 // LM Studio
    "too large for model with*maximum context length", // Mistral
    "prompt too long; exceeded*context length",        // Ollama
    "exceeds the maximum allowed input length",
    "context window exceeds limit",    // MiniMax
    "exceeded model token limit",      // Kimi
    "range of input length should be", // Qwen
    "prompt exceeds max length",       // z.ai
    "context_length_exceeded",
    "token limit exceeded",
});

constexpr auto kMoneyTexts = std::to_array<std::string_view>({
    "specified*api usage limits", // Anthropic, a limit that the customer set
    "credit balance is too low",  // Anthropic
    "used all available credits", // xAI
    "run out of credits",
});

template<class Patterns>
bool saysAnyOf(std::string_view text, const Patterns& patterns)
{
    return std::any_of(patterns.begin(), patterns.end(),
                       [text](std::string_view pattern) { return saysInOrder(text, pattern); });
}

} // namespace

bool saysInOrder(std::string_view text, std::string_view pattern)
{
    const std::string lower = lowered(text);
    std::string_view rest = lower;
    while (!pattern.empty()) {
        const std::size_t star = std::min(pattern.find('*'), pattern.size());
        const std::string part = lowered(pattern.substr(0, star));
        const std::size_t found = rest.find(part);
        if (found == std::string_view::npos) {
            return false;
        }
        rest.remove_prefix(found + part.size());
        pattern.remove_prefix(std::min(star + 1, pattern.size()));
    }
    return true;
}

bool saysContextIsTooLong(std::string_view message)
{
    // Bedrock's throttling says "Too many tokens, please wait": a rate, not a size.
    const bool isAboutRate = containsIgnoringCase(message, "rate limit") ||
                             containsIgnoringCase(message, "too many requests");
    return !isAboutRate && saysAnyOf(message, kContextTexts);
}

bool saysMoneyIsGone(std::string_view message) { return saysAnyOf(message, kMoneyTexts); }

} // namespace understudy
