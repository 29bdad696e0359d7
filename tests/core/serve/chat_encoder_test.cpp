#include "core/serve/chat_encoder.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

AnswerHead headOf(std::string model, bool wantsUsage = true)
{
    return {.id = "0123456789abcdef",
            .model = std::move(model),
            .created = 1'700'000'000,
            .inputTokens = 12,
            .wantsUsage = wantsUsage};
}

const ChatEncoder& openAi() { return *encoderFor(Dialect::OpenAiChat); }
const ChatEncoder& anthropic() { return *encoderFor(Dialect::Anthropic); }

TEST(ChatEncoder, SpeaksTwoDialectsAndSaysSoOfTheOthers)
{
    EXPECT_NE(encoderFor(Dialect::OpenAiChat), nullptr);
    EXPECT_NE(encoderFor(Dialect::Anthropic), nullptr);
    EXPECT_EQ(encoderFor(Dialect::Gemini), nullptr);
    EXPECT_EQ(encoderFor(Dialect::Ollama), nullptr);
    EXPECT_EQ(encoderFor(Dialect::OpenAiResponses), nullptr);
}

TEST(OpenAiChatEncoder, BeginsWithTheRoleAndWritesOneTokenPerEvent)
{
    EXPECT_EQ(openAi().preamble(headOf("gpt-5", false)),
              R"(data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk",)"
              R"("created":1700000000,"model":"gpt-5","choices":[{"index":0,"delta":{"role":)"
              R"("assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]})"
              "\n\n");
    EXPECT_EQ(openAi().token(headOf("gpt-5"), " \"Hi\"\n"),
              R"(data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk",)"
              R"("created":1700000000,"model":"gpt-5","choices":[{"index":0,"delta":{"content":)"
              R"(" \"Hi\"\n"},"logprobs":null,"finish_reason":null}],"usage":null})"
              "\n\n");
}

TEST(OpenAiChatEncoder, EndsWithFinishUsageAndMarker)
{
    const std::string ending = openAi().ending(headOf("gpt-5"), {30, false});

    EXPECT_NE(ending.find(R"("delta":{},"logprobs":null,"finish_reason":"stop")"),
              std::string::npos);
    EXPECT_NE(ending.find(R"("choices":[],"usage":{"prompt_tokens":12,"completion_tokens":30,)"
                          R"("total_tokens":42)"),
              std::string::npos);
    EXPECT_TRUE(ending.ends_with("\n\ndata: [DONE]\n\n"));
}

TEST(OpenAiChatEncoder, TellsNoUsageUnasked)
{
    const std::string ending = openAi().ending(headOf("gpt-5", false), {30, true});

    EXPECT_EQ(ending.find("usage"), std::string::npos);
    EXPECT_NE(ending.find(R"("finish_reason":"length")"), std::string::npos);
}

TEST(OpenAiChatEncoder, WritesTheWholeAnswerAsOneText)
{
    EXPECT_EQ(
        openAi().whole(headOf("gpt-5"), "Hi.", {2, false}),
        R"({"id":"chatcmpl-0123456789abcdef","object":"chat.completion","created":1700000000,)"
        R"("model":"gpt-5","choices":[{"index":0,"message":{"role":"assistant","content":)"
        R"("Hi.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":)"
        R"({"prompt_tokens":12,"completion_tokens":2,"total_tokens":14,)"
        R"("prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},)"
        R"("completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}})");
}

TEST(OpenAiChatEncoder, WritesErrorsWithAllFourMembers)
{
    const VendorError error{.status = 400, .type = "t", .code = {}, .message = "m", .param = "p"};

    EXPECT_EQ(openAi().errorBody({}, error),
              R"({"error":{"message":"m","type":"t","param":"p","code":null}})");
    EXPECT_EQ(openAi().errorEvent({}, error), "data: " + openAi().errorBody({}, error) + "\n\n");
}

TEST(AnthropicEncoder, WritesTheEventsOfAMessage)
{
    const AnswerHead head = headOf("claude-sonnet-4-5");

    const std::string preamble = anthropic().preamble(head);

    EXPECT_TRUE(preamble.starts_with(
        "event: message_start\ndata: "
        R"({"type":"message_start","message":{"id":"msg_0123456789abcdef","type":"message",)"
        R"("role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,)"));
    EXPECT_NE(preamble.find("event: content_block_start\n"), std::string::npos);
    EXPECT_TRUE(preamble.ends_with("event: ping\ndata: {\"type\":\"ping\"}\n\n"));
    EXPECT_EQ(
        anthropic().token(head, "Hi"),
        "event: content_block_delta\ndata: "
        R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}})"
        "\n\n");
    EXPECT_EQ(anthropic().ending(head, {30, false}),
              "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
              "event: message_delta\ndata: "
              R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},)"
              R"("usage":{"input_tokens":12,"output_tokens":30}})"
              "\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
}

TEST(AnthropicEncoder, WritesTheWholeAnswerAsOneText)
{
    EXPECT_EQ(anthropic().whole(headOf("claude-opus-4-1"), "Hi.", {2, true}),
              R"({"id":"msg_0123456789abcdef","type":"message","role":"assistant",)"
              R"("model":"claude-opus-4-1","content":[{"type":"text","text":"Hi."}],)"
              R"("stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":12,)"
              R"("cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":2}})");
}

TEST(AnthropicEncoder, WritesErrorsWithTheirFinestCode)
{
    VendorError error{
        .status = 429, .type = "rate_limit_error", .code = {}, .message = "m", .param = {}};

    EXPECT_EQ(anthropic().errorBody(headOf("m"), error),
              R"({"type":"error","error":{"type":"rate_limit_error","message":"m"},)"
              R"("request_id":"req_0123456789abcdef"})");
    error.code = "enforced_spend_limit_reached";
    EXPECT_NE(anthropic()
                  .errorBody(headOf("m"), error)
                  .find(R"("details":{"error_code":"enforced_spend_limit_reached"})"),
              std::string::npos);
    EXPECT_TRUE(anthropic().errorEvent(headOf("m"), error).starts_with("event: error\ndata: "));
}

TEST(ChatEncoder, ReplacesBytesThatAreNotUtf8)
{
    for (const ChatEncoder* encoder : {&openAi(), &anthropic()}) {
        EXPECT_NE(encoder->whole(headOf("m\xFF"), "x", {}).find("m\xEF\xBF\xBD"),
                  std::string::npos);
    }
}

} // namespace
} // namespace understudy
