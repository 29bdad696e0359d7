#include "tests/core/wire/decoded_stream.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

DecodedStream decoded(const std::string& bytes)
{
    DecodedStream stream(Dialect::OpenAiChat);
    stream.feed(bytes).end();
    return stream;
}

std::string event(const std::string& json) { return "data: " + json + "\n\n"; }

std::string delta(const std::string& json)
{
    return event(R"({"choices":[{"index":0,"delta":)" + json + R"(,"finish_reason":null}]})");
}

std::string finish(const std::string& reason)
{
    return event(R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + reason + R"("}]})");
}

TEST(OpenAiChatReader, ReadsARecordedStream)
{
    const DecodedStream stream = decoded(
        event(R"({"id":"c","model":"gpt-4.1-nano-2025-04-14","choices":[{"index":0,"delta":)"
              R"({"role":"assistant","content":"","refusal":null},"finish_reason":null}],)"
              R"("usage":null,"obfuscation":"Qup1"})") +
        delta(R"({"content":"Hel"})") + delta(R"({"content":"lo"})") + finish("stop") +
        event(R"({"choices":[],"usage":{"prompt_tokens":16,"completion_tokens":3,)"
              R"("prompt_tokens_details":{"cached_tokens":2}}})") +
        "data: [DONE]\n\n");

    EXPECT_EQ(stream.story, R"(- "Hel" "lo" - -)");
    EXPECT_EQ(stream.state().model, "gpt-4.1-nano-2025-04-14");
    EXPECT_EQ(stream.state().finish, Finish::Stop);
    EXPECT_EQ(stream.state().tokens, 2U);
    EXPECT_EQ(stream.state().usage, (UsageReport{16, 2, 3}));
    EXPECT_TRUE(stream.state().isWhole);
    EXPECT_TRUE(stream.state().isDone);
}

TEST(OpenAiChatReader, NormalisesFinishReasons)
{
    EXPECT_EQ(decoded(finish("eos")).state().finish, Finish::Stop);
    EXPECT_EQ(decoded(finish("length")).state().finish, Finish::Length);
    EXPECT_EQ(decoded(finish("model_length")).state().finish, Finish::Length);
    EXPECT_EQ(decoded(finish("tool_calls")).state().finish, Finish::Tools);
    EXPECT_EQ(decoded(finish("content_filter")).state().finish, Finish::Filter);
    EXPECT_EQ(decoded(finish("insufficient_system_resource")).state().finish, Finish::Error);
    EXPECT_EQ(decoded(finish("IMAGE_SAFETY")).state().finish, Finish::Filter);
    EXPECT_EQ(decoded(finish("something_new")).state().finish, Finish::Other);
}

TEST(OpenAiChatReader, NeedsAFinishReasonAndNotTheDoneSign)
{
    EXPECT_TRUE(decoded(finish("stop")).state().isWhole);
    EXPECT_FALSE(decoded(delta(R"({"content":"a"})") + "data: [DONE]\n\n").state().isWhole);
    EXPECT_FALSE(decoded(delta(R"({"content":"a"})")).state().isWhole);
}

TEST(OpenAiChatReader, FindsAnErrorBeforeItLooksAtChoices)
{
    for (const char* json : {R"({"error":{"message":"m","type":"server_error"},"choices":[]})",
                             R"({"error":{"message":"m"},"choices":[{"index":0,"delta":{"content":)"
                             R"("x"},"finish_reason":"error"}]})",
                             R"([{"error":{"code":503,"message":"m"}}])", R"({"error":"m"})",
                             R"({"x_groq":{"error":"m"}})"}) {
        const DecodedStream stream = decoded(delta(R"({"content":"a"})") + event(json) +
                                             finish("stop") + "data: [DONE]\n\n");

        ASSERT_TRUE(stream.state().error) << json;
        EXPECT_EQ(stream.state().error->message, "m") << json;
        EXPECT_EQ(stream.story, R"("a")") << json;
        EXPECT_FALSE(stream.state().isWhole) << json;
    }
}

TEST(OpenAiChatReader, KeepsReasoningApart)
{
    const DecodedStream stream = decoded(
        delta(R"({"reasoning_content":"hm"})") + delta(R"({"reasoning":"hm"})") +
        delta(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]})") +
        delta(R"({"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]})"));

    EXPECT_EQ(stream.story, R"(reasoning reasoning reasoning "ab")");
    EXPECT_EQ(stream.state().tokens, 1U);
}

TEST(OpenAiChatReader, CountsToolCallsAsContent)
{
    const DecodedStream stream =
        decoded(delta(R"({"tool_calls":[{"index":0,"id":"c","function":{"name":"f"}}]})") +
                delta(R"({"tool_calls":[{"index":0,"function":{"arguments":"{"}}]})") +
                delta(R"({"tool_calls":[]})") + finish("tool_calls"));

    EXPECT_EQ(stream.story, "tool tool - -");
    EXPECT_EQ(stream.state().tokens, 2U);
}

TEST(OpenAiChatReader, CallsAStreamedRefusalARefusal)
{
    const DecodedStream stream =
        decoded(delta(R"({"refusal":"I ca"})") + delta(R"({"refusal":"nnot."})") + finish("stop"));

    EXPECT_EQ(stream.text, "I cannot.");
    EXPECT_EQ(stream.state().finish, Finish::Refusal);
}

TEST(OpenAiChatReader, IgnoresWhatItDoesNotKnow)
{
    const DecodedStream stream = decoded(
        event(R"({"id":"","model":"","choices":[],"prompt_filter_results":[]})") + // Azure
        event(R"({"choices":[{"index":1,"delta":{"content":"other"},"finish_reason":"stop"}]})") +
        event(R"({"choices":[{"delta":{"content":"a"}}],"cost_in_usd_ticks":7})") + // xAI
        event(R"({"choices":"none","usage":"much","model":5,"future":{}})") + event("[1,2]") +
        event("5"));

    EXPECT_EQ(stream.story, R"(- - "a" - - -)");
    EXPECT_EQ(stream.state().model, "");
    EXPECT_FALSE(stream.state().finish);
    EXPECT_EQ(stream.state().fault, StreamFault::None);
}

TEST(OpenAiChatReader, FindsUsageWhereverItIsSent)
{
    const UsageReport expected{12, std::nullopt, 5};
    const std::string usage = R"({"prompt_tokens":12,"completion_tokens":5})";

    EXPECT_EQ(decoded(event(R"({"choices":[],"usage":)" + usage + "}")).state().usage, expected);
    EXPECT_EQ(decoded(event(R"({"x_groq":{"usage":)" + usage + "}}")).state().usage, expected);
    EXPECT_EQ(decoded(event(R"({"usage":{"prompt_tokens":9,"prompt_cache_hit_tokens":4}})"))
                  .state()
                  .usage,
              (UsageReport{9, 4, std::nullopt}));
}

TEST(OpenAiChatReader, TakesAbsurdCountsForUnsaid)
{
    const DecodedStream stream = decoded(
        event(R"({"usage":{"prompt_tokens":-5,"completion_tokens":1e18,"prompt_tokens_details":)"
              R"({"cached_tokens":"7"}}})"));

    EXPECT_EQ(stream.state().usage, UsageReport{});
}

TEST(OpenAiChatReader, ReadsAWholeAnswerInPlaceOfAStream)
{
    const DecodedStream stream =
        decoded("\n\n {\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\","
                "\"refusal\":null},\"finish_reason\":\"stop\"}],\n\"usage\":{\"prompt_tokens\":1,"
                "\"completion_tokens\":2}}\n");

    EXPECT_EQ(stream.story, R"("Hi")");
    EXPECT_TRUE(stream.state().isWhole);
    EXPECT_TRUE(stream.state().isJson);
    EXPECT_EQ(stream.state().finish, Finish::Stop);
    EXPECT_EQ(stream.state().usage.output, 2U);
}

} // namespace
} // namespace understudy
