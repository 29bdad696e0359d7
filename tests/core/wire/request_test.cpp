// What the codecs write: the request of each dialect, byte for byte.
#include "core/wire/codec_registry.h"
#include "core/wire/request_builder.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ChatRequest kChat{.system = "Be brief.",
                        .messages = {{Role::User, "Hi \"you\""}, {Role::Assistant, "Yes?"}}};

Endpoint endpointOf(Dialect dialect, const std::string& provider, JsonMembers params = {})
{
    Endpoint endpoint;
    endpoint.provider = provider;
    endpoint.model = "m";
    endpoint.dialect = dialect;
    endpoint.base = *parseUrl("https://host.example/base/");
    endpoint.params = std::move(params);
    return endpoint;
}

EncodedRequest openAi(JsonMembers params, const std::string& provider = "openai")
{
    return codecFor(Dialect::OpenAiChat)
        ->encode(kChat, endpointOf(Dialect::OpenAiChat, provider, std::move(params)));
}

EncodedRequest anthropic(JsonMembers params)
{
    return codecFor(Dialect::Anthropic)
        ->encode(kChat, endpointOf(Dialect::Anthropic, "anthropic", std::move(params)));
}

// The members that the parameters added.
std::string addedBy(const EncodedRequest& with, const EncodedRequest& without)
{
    const std::string& body = with.http.body;
    const std::size_t common = without.http.body.size() - 1;
    return body.substr(0, common) == without.http.body.substr(0, common)
               ? body.substr(common, body.size() - common - 1)
               : body;
}

std::string sent(const HttpRequest& request, std::string_view name)
{
    return std::string(findHeader(request.headers, name).value_or("(none)"));
}

TEST(Request, OfChatCompletionsPutsTheSystemTextFirst)
{
    const EncodedRequest request = openAi({});

    EXPECT_EQ(request.http.body,
              R"({"model":"m","messages":[{"role":"system","content":"Be brief."},)"
              R"({"role":"user","content":"Hi \"you\""},{"role":"assistant","content":"Yes?"}],)"
              R"("stream":true,"stream_options":{"include_usage":true}})");
    EXPECT_EQ(request.http.method, "POST");
    EXPECT_EQ(request.http.url.path, "/base/chat/completions");
    EXPECT_TRUE(request.dropped.empty());
}

TEST(Request, OfMessagesHasTheSystemTextApartAndALimit)
{
    const EncodedRequest request = anthropic({});

    EXPECT_EQ(request.http.body,
              R"({"model":"m","system":"Be brief.","messages":[{"role":"user","content":)"
              R"("Hi \"you\""},{"role":"assistant","content":"Yes?"}],"stream":true,)"
              R"("max_tokens":4096})");
    EXPECT_EQ(request.http.url.path, "/base/v1/messages");
    EXPECT_EQ(sent(request.http, "anthropic-version"), "2023-06-01");
}

TEST(Request, LeavesOutAnEmptySystemText)
{
    const ChatRequest chat{.system = "", .messages = {{Role::User, "Hi"}}};
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        const EncodedRequest request =
            codecFor(dialect)->encode(chat, endpointOf(dialect, "openai"));

        EXPECT_EQ(request.http.body.find("system"), std::string::npos);
    }
}

TEST(Request, RenamesTheTokenLimitForOpenAiOnly)
{
    EXPECT_EQ(addedBy(openAi({{"max_tokens", "64"}}), openAi({})),
              R"(,"max_completion_tokens":64)");
    EXPECT_EQ(addedBy(openAi({{"max_tokens", "64"}}, "mistral"), openAi({}, "mistral")),
              R"(,"max_tokens":64)");
}

TEST(Request, PrefersTheParameterThatNeedsNoRenaming)
{
    const EncodedRequest request = openAi({{"max_tokens", "64"}, {"max_completion_tokens", "32"}});

    EXPECT_EQ(addedBy(request, openAi({})), R"(,"max_completion_tokens":32)");
    EXPECT_EQ(request.dropped, std::vector<std::string>{"max_tokens"});
}

TEST(Request, CopiesParametersAsTheyStand)
{
    EXPECT_EQ(
        addedBy(openAi({{"temperature", "1.0"}, {"seed", "12345678901234567890"}}), openAi({})),
        R"(,"temperature":1.0,"seed":12345678901234567890)");
}

TEST(Request, DoesNotSendNullsAndDoesNotListThem)
{
    const EncodedRequest request = openAi({{"temperature", "null"}, {"unknown", " null "}});

    EXPECT_EQ(request.http.body, openAi({}).http.body);
    EXPECT_TRUE(request.dropped.empty());
}

TEST(Request, LeavesOutTheStreamOptionsWhereTheChainSaysNull)
{
    EXPECT_EQ(openAi({{"stream_options", "null"}}).http.body.find("stream_options"),
              std::string::npos);
    EXPECT_NE(
        openAi({{"stream_options", "{\"a\":1}"}}).http.body.find(R"("stream_options":{"a":1})"),
        std::string::npos);
}

TEST(Request, DropsAndListsWhatTheDialectDoesNotKnow)
{
    EXPECT_EQ(anthropic({{"seed", "1"}, {"top_k", "3"}, {"logprobs", "true"}}).dropped,
              (std::vector<std::string>{"seed", "logprobs"}));
    EXPECT_EQ(openAi({{"top_k", "3"}, {"seed", "1"}}).dropped, std::vector<std::string>{"top_k"});
    EXPECT_TRUE(openAi({{"top_k", "3"}}, "openrouter").dropped.empty());
    EXPECT_EQ(openAi({{"stream", "false"}, {"model", "\"x\""}}).dropped.size(), 2U);
    EXPECT_EQ(openAi({{"seed", "{broken"}}).dropped, std::vector<std::string>{"seed"});
}

TEST(Request, TranslatesWhatBothDialectsKnowUnderOtherNames)
{
    const std::string list = anthropic({{"stop", "\"END\""}}).http.body;

    EXPECT_NE(list.find(R"("stop_sequences":["END"])"), std::string::npos) << list;
    EXPECT_NE(anthropic({{"stop", R"(["a","b"])"}}).http.body.find(R"("stop_sequences":["a","b"])"),
              std::string::npos);
    EXPECT_NE(anthropic({{"max_completion_tokens", "9"}}).http.body.find(R"("max_tokens":9)"),
              std::string::npos);
    EXPECT_EQ(addedBy(openAi({{"stop_sequences", R"(["a"])"}}), openAi({})), R"(,"stop":["a"])");
}

TEST(Request, CarriesTheKeyInTheEndpointsStyle)
{
    const auto headersWith = [](AuthStyle style) {
        Endpoint endpoint = endpointOf(Dialect::OpenAiChat, "openai");
        endpoint.auth = style;
        return buildRequest(*codecFor(endpoint.dialect), kChat, endpoint, Secret("k")).http;
    };

    EXPECT_EQ(sent(headersWith(AuthStyle::Bearer), "Authorization"), "Bearer k");
    EXPECT_EQ(sent(headersWith(AuthStyle::XApiKey), "x-api-key"), "k");
    EXPECT_EQ(sent(headersWith(AuthStyle::ApiKey), "api-key"), "k");
    EXPECT_EQ(sent(headersWith(AuthStyle::XGoogApiKey), "x-goog-api-key"), "k");
    for (const auto& [name, value] : headersWith(AuthStyle::None).headers) {
        EXPECT_NE(value, "k") << name;
    }
}

TEST(Request, AsksForPlainTextAndNeverSendsAnOrigin)
{
    Endpoint endpoint = endpointOf(Dialect::Anthropic, "anthropic");
    endpoint.headers = {{"Origin", "https://evil.example"},  {"Accept-Encoding", "gzip"},
                        {"Authorization", "Bearer leaked"},  {"X-Understudy-Run", "1.1"},
                        {"Anthropic-Version", "2099-01-01"}, {"anthropic-beta", "b"}};

    const HttpRequest request =
        buildRequest(*codecFor(endpoint.dialect), kChat, endpoint, Secret("k")).http;

    EXPECT_EQ(sent(request, "origin"), "(none)");
    EXPECT_EQ(sent(request, "accept-encoding"), "identity");
    EXPECT_EQ(sent(request, "content-type"), "application/json");
    EXPECT_EQ(sent(request, "x-understudy-run"), "(none)");
    EXPECT_EQ(sent(request, "authorization"), "Bearer k");
    EXPECT_EQ(sent(request, "anthropic-version"), "2099-01-01");
    EXPECT_EQ(sent(request, "anthropic-beta"), "b");
}

TEST(Request, AddsToThePathBeforeTheQuery)
{
    const HttpUrl azure =
        *parseUrl("https://r.openai.azure.com/openai/deployments/d?api-version=1");

    EXPECT_EQ(withPath(azure, "/chat/completions").path,
              "/openai/deployments/d/chat/completions?api-version=1");
    EXPECT_EQ(withPath(*parseUrl("https://h"), "/v1/messages").path, "/v1/messages");
    EXPECT_EQ(withPath(*parseUrl("https://h/v1//"), "/x").path, "/v1/x");
}

TEST(Request, KnowsWhichDialectsAreSpoken)
{
    EXPECT_NE(codecFor(Dialect::OpenAiChat), nullptr);
    EXPECT_NE(codecFor(Dialect::Anthropic), nullptr);
    EXPECT_EQ(codecFor(Dialect::Gemini), nullptr);
    EXPECT_EQ(codecFor(Dialect::Ollama), nullptr);
    EXPECT_EQ(codecFor(Dialect::OpenAiResponses), nullptr);
    EXPECT_EQ(codecFor(Dialect::Text), nullptr);
}

} // namespace
} // namespace understudy
