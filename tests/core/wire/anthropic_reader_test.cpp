#include "tests/core/wire/decoded_stream.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

DecodedStream decoded(const std::string& bytes)
{
    DecodedStream stream(Dialect::Anthropic);
    stream.feed(bytes).end();
    return stream;
}

std::string event(const std::string& name, const std::string& members)
{
    return "event: " + name + "\ndata: {\"type\":\"" + name + "\"" +
           (members.empty() ? "" : "," + members) + "}\n\n";
}

std::string start(const std::string& id)
{
    return event("message_start",
                 R"("message":{"id":")" + id +
                     R"(","model":"claude-x","stop_reason":null,"usage":{"input_tokens":12,)"
                     R"("cache_creation_input_tokens":3,"cache_read_input_tokens":5,)"
                     R"("output_tokens":1}})");
}

std::string block(const std::string& json)
{
    return event("content_block_start", R"("index":0,"content_block":)" + json);
}

std::string delta(const std::string& json)
{
    return event("content_block_delta", R"("index":0,"delta":)" + json);
}

std::string text(const std::string& words)
{
    return delta(R"({"type":"text_delta","text":")" + words + R"("})");
}

std::string stop(const std::string& reason)
{
    return event("message_delta",
                 R"("delta":{"stop_reason":")" + reason + R"("},"usage":{"output_tokens":30})");
}

const std::string kStop = event("message_stop", "");
const std::string kPing = "event: ping\ndata: {\"type\": \"ping\"}\n\n";

TEST(AnthropicReader, ReadsARecordedStream)
{
    const DecodedStream stream = decoded(
        start("msg_1") + block(R"({"type":"text","text":""})") + kPing + text("Hel") + text("lo") +
        event("content_block_stop", R"("index":0)") + stop("end_turn") + kStop);

    EXPECT_EQ(stream.story, R"(- - ping "Hel" "lo" - - -)");
    EXPECT_EQ(stream.state().model, "claude-x");
    EXPECT_EQ(stream.state().finish, Finish::Stop);
    EXPECT_EQ(stream.state().tokens, 2U);
    EXPECT_EQ(stream.state().usage, (UsageReport{20, 5, 30}));
    EXPECT_TRUE(stream.state().isWhole);
    EXPECT_TRUE(stream.state().isDone);
}

TEST(AnthropicReader, NeedsBothAStopReasonAndMessageStop)
{
    EXPECT_FALSE(decoded(start("a") + text("x") + stop("end_turn")).state().isWhole);
    EXPECT_FALSE(decoded(start("a") + text("x") + kStop).state().isWhole);
    EXPECT_TRUE(decoded(start("a") + text("x") + stop("end_turn") + kStop).state().isWhole);
}

TEST(AnthropicReader, NormalisesStopReasons)
{
    EXPECT_EQ(decoded(stop("max_tokens")).state().finish, Finish::Length);
    EXPECT_EQ(decoded(stop("tool_use")).state().finish, Finish::Tools);
    EXPECT_EQ(decoded(stop("refusal")).state().finish, Finish::Refusal);
    EXPECT_EQ(decoded(stop("pause_turn")).state().finish, Finish::Other);
    EXPECT_EQ(decoded(stop("model_context_window_exceeded")).state().finish, Finish::Length);
    EXPECT_TRUE(decoded(stop("model_context_window_exceeded")).state().isWindowFull);
    EXPECT_FALSE(decoded(stop("max_tokens")).state().isWindowFull);
}

TEST(AnthropicReader, ReadsCumulativeUsageThatComesMoreThanOnce)
{
    const DecodedStream stream = decoded(
        start("a") + event("message_delta", R"("delta":{},"usage":{"output_tokens":7})") +
        event("message_delta", R"("delta":{},"usage":{"input_tokens":40,"output_tokens":9})"));

    EXPECT_EQ(stream.state().usage, (UsageReport{40, 5, 9}));
}

TEST(AnthropicReader, CountsTextAndToolsAsContentAndThinkingAsReasoning)
{
    const DecodedStream stream =
        decoded(start("a") + block(R"({"type":"thinking","thinking":""})") +
                delta(R"({"type":"thinking_delta","thinking":"hm"})") +
                delta(R"({"type":"signature_delta","signature":"s"})") +
                block(R"({"type":"tool_use","id":"t","name":"f","input":{}})") +
                delta(R"({"type":"input_json_delta","partial_json":""})") +
                delta(R"({"type":"input_json_delta","partial_json":"{\"a\""})") +
                delta(R"({"type":"citations_delta"})") + delta(R"({"type":"future_delta"})"));

    EXPECT_EQ(stream.story, "- reasoning reasoning reasoning tool - tool - -");
    EXPECT_EQ(stream.state().tokens, 2U);
}

TEST(AnthropicReader, TakesPiecesOfAToolCallThatNeverBeganOrBeganTwiceForDisorder)
{
    const std::string call = block(R"({"type":"tool_use","id":"t","name":"f","input":{}})");
    const std::string piece = delta(R"({"type":"input_json_delta","partial_json":"{"})");

    EXPECT_EQ(decoded(start("a") + call + piece).state().fault, StreamFault::None);
    EXPECT_EQ(decoded(start("a") + piece).state().fault, StreamFault::Disorder);
    EXPECT_EQ(decoded(start("a") + call + call).state().fault, StreamFault::Disorder);
}

TEST(AnthropicReader, ReadsARefusalWithoutAnyBlock)
{
    const DecodedStream stream = decoded(start("a") + stop("refusal") + kStop);

    EXPECT_EQ(stream.state().finish, Finish::Refusal);
    EXPECT_TRUE(stream.state().isWhole);
    EXPECT_EQ(stream.state().tokens, 0U);
}

TEST(AnthropicReader, IgnoresTheSameStartTwice)
{
    const DecodedStream stream =
        decoded(start("a") + text("x") + start("a") + text("y") + stop("end_turn") + kStop);

    EXPECT_EQ(stream.text, "xy");
    EXPECT_EQ(stream.state().fault, StreamFault::None);
    EXPECT_TRUE(stream.state().isWhole);
}

TEST(AnthropicReader, StopsAtAnotherMessageInsideAnOpenOne)
{
    const DecodedStream stream =
        decoded(start("a") + text("x") + start("b") + text("y") + stop("end_turn") + kStop);

    EXPECT_EQ(stream.text, "x");
    EXPECT_EQ(stream.state().fault, StreamFault::Spliced);
    EXPECT_FALSE(stream.state().isWhole);
}

TEST(AnthropicReader, StopsAtAnErrorEvent)
{
    const DecodedStream stream =
        decoded(start("a") + text("x") +
                event("error", R"("error":{"type":"overloaded_error","message":"Overloaded"},)"
                               R"("request_id":"req_1")") +
                kStop);

    ASSERT_TRUE(stream.state().error);
    EXPECT_EQ(stream.state().error->type, "overloaded_error");
    EXPECT_EQ(stream.state().error->requestId, "req_1");
}

TEST(AnthropicReader, KnowsEventsWhoseNameAProxyDropped)
{
    const DecodedStream stream =
        decoded("data: {\"type\":\"message_start\",\"message\":{\"id\":\"a\",\"model\":\"m\"}}\n\n"
                "event: content_block_delta\ndata: "
                "{\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}\n\n");

    EXPECT_EQ(stream.state().model, "m");
    EXPECT_EQ(stream.text, "x");
}

TEST(AnthropicReader, TellsTheModelOfAServersOwnFallback)
{
    const DecodedStream stream = decoded(
        start("a") +
        block(R"({"type":"fallback","from":{"model":"claude-x"},"to":{"model":"claude-y"}})"));

    EXPECT_EQ(stream.state().model, "claude-y");
}

TEST(AnthropicReader, ReadsAWholeAnswerInPlaceOfAStream)
{
    const DecodedStream stream =
        decoded(R"({"id":"m","type":"message","model":"claude-x","content":[{"type":"thinking",)"
                R"("thinking":"hm"},{"type":"text","text":"Hi "},{"type":"text","text":"you"}],)"
                R"("stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":4}})");

    EXPECT_EQ(stream.story, R"("Hi you")");
    EXPECT_TRUE(stream.state().isWhole);
    EXPECT_EQ(stream.state().finish, Finish::Stop);
    EXPECT_EQ(stream.state().usage.output, 4U);
}

} // namespace
} // namespace understudy
