#include "core/serve/chat_decoder.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr Dialect kOpenAi = Dialect::OpenAiChat;
constexpr Dialect kAnthropic = Dialect::Anthropic;

TEST(ChatDecoder, ReadsAnOpenAiRequest)
{
    const Result<ChatCall, VendorError> call = decodeChat(kOpenAi, R"({
        "model": "gpt-5", "stream": true, "stream_options": {"include_usage": true},
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}],
        "max_completion_tokens": 64, "unknown": [1]})");

    ASSERT_TRUE(call);
    EXPECT_EQ(*call, (ChatCall{"gpt-5", true, true, 64, 11}));
}

TEST(ChatDecoder, ReadsAnAnthropicRequestWithParts)
{
    const Result<ChatCall, VendorError> call = decodeChat(kAnthropic, R"({
        "model": "claude-sonnet-4-5", "max_tokens": 8, "system": "abc",
        "messages": [{"role": "user", "content": [{"type": "text", "text": "de"},
            {"type": "image"}]}]})");

    ASSERT_TRUE(call);
    EXPECT_EQ(*call, (ChatCall{"claude-sonnet-4-5", false, true, 8, 5}));
}

TEST(ChatDecoder, TakesTheOldNameOfTheTokenLimitFromOpenAiClients)
{
    const auto call = decodeChat(
        kOpenAi,
        R"({"model": "m", "messages": [{"role": "user", "content": "x"}], "max_tokens": 9})");

    ASSERT_TRUE(call);
    EXPECT_EQ(call->maxTokens, 9U);
}

struct BadRequest
{
    const char* title;
    Dialect dialect;
    const char* body;
    const char* param;
};

std::ostream& operator<<(std::ostream& out, const BadRequest& row) { return out << row.title; }

class RefusedRequest : public testing::TestWithParam<BadRequest>
{};

TEST_P(RefusedRequest, GetsTheVendorsBadRequest)
{
    const Result<ChatCall, VendorError> call = decodeChat(GetParam().dialect, GetParam().body);

    ASSERT_FALSE(call);
    EXPECT_EQ(call.error().status, 400);
    EXPECT_EQ(call.error().type, "invalid_request_error");
    EXPECT_EQ(call.error().param, GetParam().param);
    EXPECT_FALSE(call.error().message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    ChatDecoder, RefusedRequest,
    testing::Values(
        BadRequest{"no JSON", kOpenAi, "model=gpt-5", ""},
        BadRequest{"cut JSON", kOpenAi, R"({"model": "gpt-5")", ""},
        BadRequest{"no object", kOpenAi, R"(["gpt-5"])", ""},
        BadRequest{"no model", kOpenAi, R"({"messages": [{"role": "user"}]})", "model"},
        BadRequest{"model that is no text", kOpenAi, R"({"model": 5})", "model"},
        BadRequest{"no messages", kOpenAi, R"({"model": "m"})", "messages"},
        BadRequest{"empty messages", kAnthropic, R"({"model": "m", "messages": []})", "messages"},
        BadRequest{"message without role", kOpenAi, R"({"model": "m", "messages": [{}]})",
                   "messages"},
        BadRequest{"no limit for Anthropic", kAnthropic,
                   R"({"model": "m", "messages": [{"role": "user", "content": "x"}]})",
                   "max_tokens"},
        BadRequest{"limit of nothing", kAnthropic,
                   R"({"model": "m", "messages": [{"role": "user"}], "max_tokens": 0})",
                   "max_tokens"},
        BadRequest{"limit that is no number", kOpenAi,
                   R"({"model": "m", "messages": [{"role": "user"}], "max_tokens": "many"})",
                   "max_tokens"}));

} // namespace
} // namespace understudy
