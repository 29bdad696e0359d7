// Faults of time: what is late, what stops coming, what only says that it lives.
#include "tests/core/serve/stage_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr std::string_view kContent = R"("delta":{"content":)";

Fault slowFault(FaultKind kind, Duration delay, double factor)
{
    Fault fault = faultOf(kind);
    fault.delay = delay;
    fault.factor = factor;
    return fault;
}

TEST(StagePace, FirstTokensAreLateByATimeOrAFactor)
{
    StageBench late(StageBench::failing(slowFault(FaultKind::SlowFirstToken, 250_ms, 1)));
    StageBench stretched(StageBench::failing(slowFault(FaultKind::SlowFirstToken, 0_ms, 3)));

    late.chat();
    late.scheduler.runUntilIdle();
    stretched.message();
    stretched.scheduler.runUntilIdle();

    EXPECT_EQ(late.timeOf(0), 350_ms);
    EXPECT_EQ(late.timeOf(2) - late.timeOf(1), 10_ms) << "the others as ever";
    EXPECT_EQ(stretched.timeOf(0), 300_ms);
    EXPECT_TRUE(late.reply().isWhole && stretched.reply().isWhole);
}

TEST(StagePace, TokensAreSlowByAFactor)
{
    StageBench bench(StageBench::failing(slowFault(FaultKind::SlowTokens, 0_ms, 4)));

    bench.chat();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.timeOf(0), 100_ms);
    EXPECT_EQ(bench.timeOf(3) - bench.timeOf(2), 40_ms);
    EXPECT_NE(bench.reply().body.find("[DONE]"), std::string::npos);
}

TEST(StagePace, AStallSaysNothingMoreAndKeepsTheConnection)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Stall, 3)));

    bench.chat();
    bench.scheduler.advanceBy(3600_s);

    EXPECT_EQ(countOf(bench.reply().body, kContent), 3U);
    EXPECT_FALSE(bench.reply().isWhole);
    EXPECT_FALSE(bench.channel->isReset || bench.channel->isClosed);
    EXPECT_EQ(bench.channel->replies, 0);
}

TEST(StagePace, AHeartbeatStallSpeaksEachVendorsHeartbeat)
{
    StageBench openAi(StageBench::failing(faultOf(FaultKind::HeartbeatStall, 2)));
    StageBench anthropic(StageBench::failing(faultOf(FaultKind::HeartbeatStall, 2)));

    openAi.chat();
    openAi.scheduler.advanceBy(2_s);
    anthropic.message();
    anthropic.scheduler.advanceBy(2_s);

    EXPECT_EQ(countOf(openAi.reply().body, kContent), 2U);
    EXPECT_GE(countOf(openAi.reply().body, ": keep-alive\n\n"), 5U);
    EXPECT_EQ(countOf(anthropic.reply().body, "text_delta"), 2U);
    EXPECT_GE(countOf(anthropic.reply().body, "event: ping\n"), 6U);
    EXPECT_FALSE(openAi.reply().isWhole);
}

TEST(StagePace, StallsStrikeAnswersThatDoNotStream)
{
    StageBench silent(StageBench::failing(faultOf(FaultKind::Stall, 3)));
    StageBench beating(StageBench::failing(faultOf(FaultKind::HeartbeatStall, 3)));

    for (StageBench* bench : {&silent, &beating}) {
        bench->chat(R"("stream":false)");
        bench->scheduler.advanceBy(2_s);
    }

    EXPECT_EQ(silent.channel->pieces.size(), 1U);
    EXPECT_GE(beating.channel->pieces.size(), 8U);
    EXPECT_EQ(beating.channel->pieces.back().second, "1\r\n \r\n") << "blanks change no JSON";
}

TEST(StagePace, TheOtherNewFaultsStrikeAnswersThatDoNotStream)
{
    StageBench broken(StageBench::failing(faultOf(FaultKind::Malformed, 3)));
    StageBench empty(StageBench::failing(faultOf(FaultKind::Empty)));
    StageBench refusal(StageBench::failing(faultOf(FaultKind::Refusal)));
    StageBench page(StageBench::failing(faultOf(FaultKind::Html)));

    for (StageBench* bench : {&broken, &empty, &refusal, &page}) {
        bench->chat(R"("stream":false)");
        bench->scheduler.runUntilIdle();
        EXPECT_TRUE(bench->reply().isWhole);
        EXPECT_EQ(bench->reply().head.status, 200);
        EXPECT_EQ(bench->stage.log().entries()[0].status, 200);
    }

    EXPECT_FALSE(broken.reply().body.ends_with("}"));
    EXPECT_NE(empty.reply().body.find(R"("content":"")"), std::string::npos);
    EXPECT_NE(refusal.reply().body.find(R"("content":null,"refusal":"I am sorry)"),
              std::string::npos);
    EXPECT_TRUE(page.reply().body.starts_with("<!doctype html>"));
}

} // namespace
} // namespace understudy
