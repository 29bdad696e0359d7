#include "core/serve/provider_stage.h"

#include "core/serve/answer_text.h"
#include "tests/core/serve/stage_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(ProviderStage, StreamsATokenPerWriteAtTheTwinsPace)
{
    StageBench bench;

    bench.chat();
    EXPECT_TRUE(bench.channel->pieces.empty());
    bench.scheduler.runUntilIdle();

    ASSERT_EQ(bench.channel->pieces.size(), 12U); // head and preamble, ten tokens, the ending
    EXPECT_EQ(bench.timeOf(0), 100_ms);
    EXPECT_EQ(bench.timeOf(1), 100_ms);
    EXPECT_EQ(bench.timeOf(2), 110_ms);
    EXPECT_EQ(bench.timeOf(10), 190_ms);
    EXPECT_EQ(bench.timeOf(11), 190_ms);
    EXPECT_EQ(bench.channel->replies, 1);
    EXPECT_FALSE(bench.channel->isReset);
}

TEST(ProviderStage, AnswersAnOpenAiStreamAsAWholeMessage)
{
    StageBench bench;

    bench.chat();
    bench.scheduler.runUntilIdle();

    const ParsedReply reply = bench.reply();
    EXPECT_TRUE(reply.isWhole);
    EXPECT_EQ(reply.head.status, 200);
    EXPECT_EQ(findHeader(reply.head.headers, "content-type"), "text/event-stream; charset=utf-8");
    EXPECT_TRUE(findHeader(reply.head.headers, "x-request-id"));
    EXPECT_EQ(countOf(reply.body, R"("delta":{"content":)"), 10U);
    EXPECT_TRUE(reply.body.ends_with("data: [DONE]\n\n"));
}

TEST(ProviderStage, AnswersAnAnthropicStreamAsAWholeMessage)
{
    StageBench bench;

    bench.message();
    bench.scheduler.runUntilIdle();

    const ParsedReply reply = bench.reply();
    EXPECT_TRUE(reply.isWhole);
    EXPECT_TRUE(findHeader(reply.head.headers, "request-id"));
    EXPECT_EQ(countOf(reply.body, "text_delta"), 10U);
    EXPECT_TRUE(reply.body.ends_with("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
}

TEST(ProviderStage, AnswersWholeWhenNoStreamIsAsked)
{
    StageBench bench;

    bench.chat(R"("stream":false)");
    bench.scheduler.runUntilIdle();

    ASSERT_EQ(bench.channel->pieces.size(), 1U);
    EXPECT_EQ(bench.timeOf(0), 190_ms);
    const ParsedReply reply = bench.reply();
    EXPECT_EQ(findHeader(reply.head.headers, "content-type"), "application/json");
    EXPECT_NE(reply.body.find(answerText("gpt-5", 10)), std::string::npos);
}

TEST(ProviderStage, ObeysTheRequestsTokenLimitBelowItsOwnLeast)
{
    StageBench bench;

    bench.chat(R"("stream":true,"max_tokens":3)");
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(countOf(bench.reply().body, R"("delta":{"content":)"), 3U);
    EXPECT_NE(bench.reply().body.find(R"("finish_reason":"length")"), std::string::npos);
}

TEST(ProviderStage, SaysAtLeastEightTokensWhateverTheTwinDraws)
{
    StageOptions options = StageBench::steady();
    options.scenario.twins[0].outputTokens = ConstantLaw{1};
    StageBench bench(options);

    bench.chat();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(countOf(bench.reply().body, R"("delta":{"content":)"), 8U);
}

TEST(ProviderStage, RefusesABadRequestAtOnceInTheVendorsWords)
{
    StageBench bench;

    bench.request("POST", "/anthropic/v1/messages", "{}");

    EXPECT_EQ(bench.reply().head.status, 400);
    EXPECT_NE(bench.reply().body.find(R"("type":"invalid_request_error")"), std::string::npos);
    EXPECT_EQ(bench.channel->replies, 1);
}

TEST(ProviderStage, TakesTheNextRequestOnTheSameConnection)
{
    StageBench bench;

    bench.chat();
    bench.scheduler.runUntilIdle();
    bench.channel->all.clear();
    bench.request("GET", "/openai/v1/models", "");

    EXPECT_EQ(bench.reply().body, R"({"object":"list","data":[]})");
    EXPECT_EQ(bench.channel->replies, 2);
}

TEST(ProviderStage, ListsTheModelsOfTheCatalogueByProvider)
{
    StageOptions options = StageBench::steady();
    CatalogueModel mine;
    mine.provider = "anthropic";
    mine.model = "claude-sonnet-4-5";
    CatalogueModel other = mine;
    other.provider = "openai";
    options.catalogue = Catalogue({mine, other}, "2026-11-22");
    StageBench bench(options);

    bench.request("GET", "/anthropic/v1/models", "");

    EXPECT_EQ(bench.reply().body, R"({"data":[{"type":"model","id":"claude-sonnet-4-5",)"
                                  R"("display_name":"claude-sonnet-4-5"}],"has_more":false})");
}

TEST(ProviderStage, SaysSoWhenThereIsNothingOrNotLikeThat)
{
    StageBench bench;

    bench.request("POST", "/openai/v1/responses", "{}");
    EXPECT_EQ(bench.reply().head.status, 404);
    bench.channel->all.clear();
    bench.request("GET", "/openai/v1/chat/completions", "");

    EXPECT_EQ(bench.reply().head.status, 405);
    EXPECT_EQ(findHeader(bench.reply().head.headers, "allow"), "POST");
}

TEST(ProviderStage, SaysThatItClosesWhenTheClientWishesIt)
{
    StageBench bench;

    bench.chat("\"stream\":true", {{"Connection", "close"}});
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(findHeader(bench.reply().head.headers, "connection"), "close");
}

TEST(ProviderStage, StopsWhenTheClientIsGone)
{
    StageBench bench;

    bench.chat();
    bench.scheduler.advanceBy(120_ms);
    const std::size_t written = bench.channel->pieces.size();
    bench.session.reset();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.channel->pieces.size(), written);
    EXPECT_EQ(bench.scheduler.pending(), 0U);
}

TEST(ProviderStage, DrawsTheSameForTheSameRunAndOrdinal)
{
    StageBench bench{StageOptions{}}; // Healthy: times and counts vary

    const auto answerOf = [&bench](std::string run) {
        bench.connect();
        bench.chat("\"stream\":true", {{"X-Understudy-Run", std::move(run)}});
        bench.scheduler.runUntilIdle();
        return std::pair(bench.timeOf(0), bench.channel->pieces.size());
    };
    const auto first = answerOf("7.0");

    EXPECT_NE(answerOf("7.1"), first);
    EXPECT_NE(answerOf("8.0"), first);
    EXPECT_EQ(answerOf("7.0"), first);
}

TEST(ProviderStage, CountsRunsByModelWithoutTheHeader)
{
    StageBench bench{StageOptions{}};
    StageBench other{StageOptions{}};

    bench.chat();
    bench.scheduler.runUntilIdle();
    const Duration first = bench.timeOf(0);
    bench.connect();
    bench.chat();
    bench.scheduler.runUntilIdle();
    other.message();
    other.scheduler.runUntilIdle();
    other.connect();
    other.chat();
    other.scheduler.runUntilIdle();

    EXPECT_NE(bench.timeOf(0), first);
    EXPECT_EQ(other.timeOf(0), first) << "another model's requests do not count";
}

} // namespace
} // namespace understudy
