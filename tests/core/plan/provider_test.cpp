#include "core/plan/provider.h"

#include "core/plan/file_words.h"
#include "core/plan/url_shape.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(KnownProviders, AreTheSixteenOfTheContract)
{
    for (const char* name : {"openai", "openai-responses", "anthropic", "google", "azure",
                             "openrouter", "mistral", "groq", "deepseek", "together", "xai",
                             "cerebras", "ollama", "lmstudio", "vllm", "llamacpp"}) {
        EXPECT_NE(findKnownProvider(name), nullptr) << name;
    }
    EXPECT_EQ(knownProviders().size(), 16u);
    EXPECT_EQ(findKnownProvider("OpenAI"), nullptr);
}

TEST(KnownProviders, SendKeysOnlyToSecureAddresses)
{
    for (const KnownProvider& provider : knownProviders()) {
        if (provider.name == "azure") {
            EXPECT_TRUE(provider.baseUrl.empty());
            continue;
        }
        EXPECT_EQ(problemOfBaseUrl(provider.baseUrl), "") << provider.name;
        EXPECT_EQ(provider.auth != AuthStyle::None, provider.baseUrl.starts_with("https://"));
        EXPECT_EQ(provider.auth == AuthStyle::None, provider.environment.empty());
    }
}

TEST(ProviderNames, AreTheWordsOfTheFiles)
{
    EXPECT_EQ(name(Dialect::OpenAiResponses), "openai-responses");
    EXPECT_EQ(dialectFromName("gemini"), Dialect::Gemini);
    EXPECT_FALSE(dialectFromName("text"));
    EXPECT_EQ(name(AuthStyle::XGoogApiKey), "x-goog-api-key");
    EXPECT_EQ(authStyleFromName("none"), AuthStyle::None);
    EXPECT_FALSE(authStyleFromName("basic"));
    EXPECT_EQ(allowedFileWords<MidStream>(), "restart, keep, continue");
}

} // namespace
} // namespace understudy
