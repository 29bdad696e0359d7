#include "core/serve/provider_stage.h"

#include "tests/core/serve/stage_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr std::string_view kContent = R"("delta":{"content":)";

TEST(StageFaults, ResetBeforeAnyByte)
{
    for (const FaultKind kind : {FaultKind::Reset, FaultKind::Refuse}) {
        StageBench bench(StageBench::failing(faultOf(kind)));

        bench.chat();
        EXPECT_FALSE(bench.channel->isReset) << "not from within the request";
        bench.scheduler.runUntilIdle();

        EXPECT_TRUE(bench.channel->isReset);
        EXPECT_TRUE(bench.channel->pieces.empty());
    }
}

TEST(StageFaults, HangForEver)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Hang)));

    bench.chat();
    bench.scheduler.advanceBy(3600_s);

    EXPECT_TRUE(bench.channel->pieces.empty());
    EXPECT_FALSE(bench.channel->isReset || bench.channel->isClosed);
}

TEST(StageFaults, AnswerAnErrorStatusWithItsWaitHint)
{
    Fault fault = faultOf(FaultKind::Status);
    fault.status = 429;
    fault.retryAfter = 30_s;
    StageBench whole(StageBench::failing(fault));
    fault.retryAfter = 1500_ms;
    StageBench fraction(StageBench::failing(fault));

    whole.chat();
    whole.scheduler.runUntilIdle();
    fraction.message();
    fraction.scheduler.runUntilIdle();

    EXPECT_EQ(whole.timeOf(0), 0_ms);
    EXPECT_EQ(whole.reply().head.status, 429);
    EXPECT_EQ(findHeader(whole.reply().head.headers, "retry-after"), "30");
    EXPECT_NE(whole.reply().body.find(R"("code":"rate_limit_exceeded")"), std::string::npos);
    EXPECT_EQ(findHeader(fraction.reply().head.headers, "retry-after-ms"), "1500");
    EXPECT_FALSE(findHeader(fraction.reply().head.headers, "retry-after"));
    EXPECT_EQ(whole.channel->replies, 1);
}

TEST(StageFaults, CutAfterExactlyItsTokens)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Cut, 3)));

    bench.chat();
    bench.scheduler.runUntilIdle();

    EXPECT_TRUE(bench.channel->isReset);
    EXPECT_EQ(countOf(bench.reply().body, kContent), 3U);
    EXPECT_FALSE(bench.reply().isWhole);
    EXPECT_EQ(bench.channel->resetAt - bench.begin, 122_ms) << "once its token is on its way";
}

TEST(StageFaults, CutAfterThePreambleOnceItIsOnItsWay)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Cut, 0)));

    bench.chat();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.channel->pieces.size(), 1U);
    EXPECT_NE(bench.reply().body.find(R"("role":"assistant")"), std::string::npos);
    EXPECT_EQ(countOf(bench.reply().body, R"("content":"")"), 1U);
    EXPECT_GT(bench.channel->resetAt, bench.channel->pieces[0].first);
}

TEST(StageFaults, TruncateEndsTheBodyWithoutTheTerminalMarker)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Truncate, 4)));

    bench.chat();
    bench.scheduler.runUntilIdle();

    EXPECT_TRUE(bench.reply().isWhole);
    EXPECT_EQ(countOf(bench.reply().body, kContent), 4U);
    EXPECT_EQ(bench.reply().body.find("[DONE]"), std::string::npos);
    EXPECT_EQ(bench.reply().body.find(R"("finish_reason":"stop")"), std::string::npos);
    EXPECT_EQ(bench.channel->replies, 1);
    EXPECT_EQ(bench.channel->pieces.back().first - bench.begin, 130_ms) << "with its last token";
}

TEST(StageFaults, ErrorEventStandsInTheStreamAndNothingAfterIt)
{
    Fault fault = faultOf(FaultKind::ErrorEvent, 2);
    StageBench openAi(StageBench::failing(fault));
    fault.code = "overloaded_error";
    StageBench anthropic(StageBench::failing(fault));

    openAi.chat();
    openAi.scheduler.runUntilIdle();
    anthropic.message();
    anthropic.scheduler.runUntilIdle();

    EXPECT_EQ(countOf(openAi.reply().body, kContent), 2U);
    EXPECT_TRUE(openAi.reply().isWhole);
    EXPECT_TRUE(openAi.reply().body.ends_with(R"("type":"server_error","param":null,"code":null}})"
                                              "\n\n"));
    EXPECT_EQ(countOf(anthropic.reply().body, "text_delta"), 2U);
    EXPECT_NE(anthropic.reply().body.find("event: error\n"), std::string::npos);
    EXPECT_NE(anthropic.reply().body.find(R"("type":"overloaded_error")"), std::string::npos);
    EXPECT_EQ(anthropic.reply().body.find("message_stop"), std::string::npos);
}

TEST(StageFaults, ComeAfterTheLastTokenButNotBeyondTheAnswer)
{
    StageBench last(StageBench::failing(faultOf(FaultKind::Truncate, 10)));
    StageBench beyond(StageBench::failing(faultOf(FaultKind::Truncate, 11)));

    last.chat();
    last.scheduler.runUntilIdle();
    beyond.chat();
    beyond.scheduler.runUntilIdle();

    EXPECT_EQ(countOf(last.reply().body, kContent), 10U);
    EXPECT_EQ(last.reply().body.find("[DONE]"), std::string::npos);
    EXPECT_NE(beyond.reply().body.find("[DONE]"), std::string::npos);
}

TEST(StageFaults, StrikeAnswersThatDoNotStreamInTheirOneBody)
{
    StageBench cut(StageBench::failing(faultOf(FaultKind::Cut, 3)));
    StageBench truncated(StageBench::failing(faultOf(FaultKind::Truncate, 3)));
    StageBench error(StageBench::failing(faultOf(FaultKind::ErrorEvent, 3)));

    for (StageBench* bench : {&cut, &truncated, &error}) {
        bench->chat(R"("stream":false)");
        bench->scheduler.runUntilIdle();
    }

    EXPECT_TRUE(cut.channel->isReset);
    EXPECT_FALSE(cut.reply().isWhole);
    EXPECT_TRUE(truncated.reply().isWhole);
    EXPECT_FALSE(truncated.reply().body.ends_with("}"));
    EXPECT_EQ(error.reply().head.status, 500);
    EXPECT_EQ(error.timeOf(0), 120_ms);
}

TEST(StageFaults, ComeInTheHeaderInsideTheApplicationAndOnlyThere)
{
    StageOptions inside = StageBench::failing(faultOf(FaultKind::Hang));
    inside.obeysFaultHeader = true;
    StageBench obeying(inside);
    StageBench deaf;
    const HttpHeaders headers{{std::string(kFaultHeader), encodeFault(faultOf(FaultKind::Cut, 3))}};

    obeying.chat("\"stream\":true", headers);
    obeying.scheduler.runUntilIdle();
    deaf.chat("\"stream\":true", headers);
    deaf.scheduler.runUntilIdle();

    EXPECT_TRUE(obeying.channel->isReset);
    EXPECT_EQ(countOf(obeying.reply().body, kContent), 3U);
    EXPECT_FALSE(deaf.channel->isReset);
    EXPECT_TRUE(deaf.reply().isWhole);
}

TEST(StageFaults, DrawsNothingOfItsOwnInsideTheApplication)
{
    StageOptions inside = StageBench::failing(faultOf(FaultKind::Reset));
    inside.obeysFaultHeader = true;
    StageBench bench(inside);

    bench.chat();
    bench.scheduler.runUntilIdle();

    EXPECT_TRUE(bench.reply().isWhole);
}

TEST(StageFaults, DoNotPassForHealthWhenTheirHeaderIsUnreadable)
{
    StageOptions inside = StageBench::steady();
    inside.obeysFaultHeader = true;
    StageBench bench(inside);

    bench.chat("\"stream\":true", {{std::string(kFaultHeader), "earthquake"}});
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.reply().head.status, 400);
}

} // namespace
} // namespace understudy
