#include "tests/core/wire/driver_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::string chunk(const std::string& delta)
{
    return R"(data: {"model":"gpt-5","choices":[{"index":0,"delta":)" + delta +
           R"(,"finish_reason":null}]})" + "\n\n";
}

std::string token(const std::string& text) { return chunk(R"({"content":")" + text + R"("})"); }

const std::string kRole = chunk(R"({"role":"assistant","content":""})");
const std::string kFinish =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const std::string kDone = "data: [DONE]\n\n";

ResponseHead errorHead(std::uint16_t status, HttpHeaders headers = {})
{
    return {status, "", std::move(headers)};
}

TEST(HttpAttemptDriver, TellsAWholeAnswerInOrder)
{
    DriverBench bench;
    bench.begin();

    EXPECT_EQ(bench.story(), "");
    bench.transport.connect(0);
    bench.transport.answer(0, {200, "OK", {{"X-Request-Id", "req-9"}}});
    bench.transport.send(0, kRole + token("Hel") + token("lo") + kFinish + kDone);

    EXPECT_EQ(bench.story(), "connected | request req-9 | headers 200 | payload | payload | "
                             "first token | text Hel | progress 1 | payload | text lo | "
                             "progress 2 | payload | succeeded stop 2 usage 5/0/2");
    EXPECT_EQ(bench.log.last.id, bench.start().id);
    EXPECT_EQ(bench.log.lastPlace, std::make_pair(3U, 1U));
}

TEST(HttpAttemptDriver, PrefersTheProvidersCountsToItsOwn)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, token("Hello") + kFinish);
    bench.transport.send(0, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":16,"
                            "\"completion_tokens\":30,\"prompt_tokens_details\":"
                            "{\"cached_tokens\":4}}}\n\n" +
                                kDone);

    EXPECT_TRUE(bench.story().ends_with("succeeded stop 1 usage 16/4/30")) << bench.story();
}

TEST(HttpAttemptDriver, SucceedsAtTheEndOfTheMessageWhenTheServerWritesNoDone)
{
    DriverBench bench;
    bench.beginStream();
    bench.transport.send(0, token("Hi") + kFinish);

    EXPECT_EQ(bench.log.last.kind, SignalKind::Payload);
    bench.transport.end(0);

    EXPECT_EQ(bench.log.last.kind, SignalKind::Succeeded);
}

TEST(HttpAttemptDriver, TakesAnErrorAfterTheFinishReasonForHarmless)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, token("Hi") + kFinish);
    bench.transport.breakDown(0, TransportFault::ResetInBody);

    EXPECT_EQ(bench.log.last.kind, SignalKind::Succeeded);
}

TEST(HttpAttemptDriver, LeavesTheConnectionToItsEndAfterAnAnswer)
{
    DriverBench bench;
    bench.beginStream();
    bench.transport.send(0, token("Hi") + kFinish + kDone);
    const std::string story = bench.story();

    bench.transport.send(0, token("more"));
    bench.transport.end(0);
    bench.scheduler.advanceBy(10_s);

    EXPECT_EQ(bench.story(), story);
    EXPECT_FALSE(bench.transport.isCancelled(0));
    EXPECT_FALSE(bench.transport.hasStrayCancel());
}

TEST(HttpAttemptDriver, ClosesAConnectionThatDoesNotEndAfterItsAnswer)
{
    DriverBench bench;
    bench.beginStream();
    bench.transport.send(0, token("Hi") + kFinish + kDone);

    bench.scheduler.advanceBy(1999_ms);
    EXPECT_TRUE(bench.transport.isOpen(0));
    bench.scheduler.advanceBy(1_ms);

    EXPECT_TRUE(bench.transport.isCancelled(0));
    EXPECT_EQ(bench.log.last.kind, SignalKind::Succeeded);
}

TEST(HttpAttemptDriver, FailsAStreamThatEndsWithoutItsTerminalMarker)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, kRole + token("a") + token("b"));
    bench.transport.end(0);

    EXPECT_TRUE(
        bench.story().ends_with("message stream ended without its terminal marker after 2 tokens | "
                                "failed stream.cut 200 2 usage 5/0/2"))
        << bench.story();
    EXPECT_FALSE(bench.transport.hasStrayCancel());
}

TEST(HttpAttemptDriver, FailsAStreamWhoseConnectionBreaks)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, token("a"));
    bench.transport.breakDown(0, TransportFault::ResetInBody, "irrelevant");

    EXPECT_TRUE(bench.story().ends_with("message connection reset after 1 token | "
                                        "failed stream.cut 200 1 usage 5/0/1"))
        << bench.story();
}

TEST(HttpAttemptDriver, StopsAtAnErrorInsideTheStream)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, token("a") +
                                "data: {\"error\":{\"message\":\"Sorry sk-secret!\","
                                "\"type\":\"server_error\"}}\n\n" +
                                kFinish + kDone);

    EXPECT_TRUE(bench.story().ends_with("progress 1 | message Sorry [key]! | "
                                        "failed server 200 1 usage 5/0/1"))
        << bench.story();
    EXPECT_TRUE(bench.transport.isCancelled(0));
}

TEST(HttpAttemptDriver, ReadsTheBodyOfAnErrorBeforeItJudges)
{
    DriverBench bench;
    bench.begin();
    bench.transport.connect(0);

    bench.transport.answer(0, errorHead(429, {{"retry-after", "7"}, {"x-should-retry", "false"}}));
    bench.transport.send(0, R"({"error":{"message":"Slow down, sk-se)");
    EXPECT_EQ(bench.log.last.kind, SignalKind::Bytes);
    bench.transport.send(0, R"(cret","code":"slow_down"}})");
    bench.transport.end(0);

    EXPECT_EQ(bench.story(), "connected | headers 429 | message Slow down, [key] | "
                             "failed rate_limit.wait 429 0 usage 0/0/0");
    EXPECT_EQ(bench.log.last.hint, 7_s);
    EXPECT_EQ(bench.log.last.shouldRetry, ShouldRetry::No);
    EXPECT_FALSE(bench.transport.hasStrayCancel());
}

TEST(HttpAttemptDriver, JudgesAnErrorWhoseBodyNeverEndsAfterTwoSeconds)
{
    DriverBench bench;
    bench.begin();
    bench.transport.answer(0, errorHead(503));
    bench.transport.send(0, "down for main");

    bench.scheduler.advanceBy(1999_ms);
    EXPECT_NE(bench.log.last.kind, SignalKind::Failed);
    bench.scheduler.advanceBy(1_ms);

    EXPECT_TRUE(bench.story().ends_with("message down for main | failed server 503 0 usage 0/0/0"));
    EXPECT_TRUE(bench.transport.isCancelled(0));
}

TEST(HttpAttemptDriver, JudgesAnErrorWhoseBodyIsHugeAtItsLimit)
{
    DriverBench bench;
    bench.begin();
    bench.transport.answer(0, errorHead(500));

    for (int i = 0; i < 100; ++i) {
        bench.transport.send(0, std::string(1000, 'x'));
    }

    EXPECT_EQ(bench.log.last.kind, SignalKind::Failed);
    EXPECT_TRUE(bench.transport.isCancelled(0));
}

TEST(HttpAttemptDriver, JudgesAnErrorWhoseBodyBreaksByWhatHasCome)
{
    DriverBench bench;
    bench.begin();
    bench.transport.answer(0, errorHead(529));

    bench.transport.send(0, "Over");
    bench.transport.breakDown(0, TransportFault::ResetInBody);

    EXPECT_TRUE(bench.story().ends_with("message Over | failed overload 529 0 usage 0/0/0"));
}

TEST(HttpAttemptDriver, ReportsTransportFailuresWithTheirWords)
{
    DriverBench bench;
    bench.begin();

    bench.transport.breakDown(0, TransportFault::Refused, "connection to api.openai.com refused");

    EXPECT_EQ(bench.story(), "message connection to api.openai.com refused | "
                             "failed transport.connect 0 0 usage 0/0/0");
}

TEST(HttpAttemptDriver, NotesTheModelThatAnswersInPlaceOfTheOneAsked)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, "data: {\"model\":\"other\",\"choices\":[]}\n\n"
                            "data: {\"model\":\"other\",\"choices\":[{\"delta\":"
                            "{\"content\":\"a\"}}]}\n\n");

    EXPECT_EQ(bench.story(), "connected | headers 200 | model other | payload | payload | "
                             "first token | text a | progress 1");
}

TEST(HttpAttemptDriver, CountsReasoningAsPayloadAndPingsAsNothing)
{
    DriverBench bench(DriverBench::anthropic());
    bench.beginStream();

    bench.transport.send(0, "event: ping\ndata: {\"type\":\"ping\"}\n\n: comment\n\n"
                            "data: {\"type\":\"content_block_delta\",\"delta\":"
                            "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}\n\n");

    EXPECT_EQ(bench.story(), "connected | headers 200 | payload");
}

TEST(HttpAttemptDriver, CountsToolCallsAsContentWithoutText)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, chunk(R"({"tool_calls":[{"index":0,"function":{"name":"f"}}]})"));

    EXPECT_EQ(bench.story(), "connected | headers 200 | payload | first token | progress 1");
    EXPECT_EQ(bench.log.text, "");
}

TEST(HttpAttemptDriver, SaysNothingMoreOnceAbandoned)
{
    DriverBench bench;
    bench.beginStream();
    bench.transport.send(0, token("a"));
    const std::string story = bench.story();

    bench.driver.abandon(bench.start().id);
    bench.transport.send(0, token("b"));
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.story(), story);
    EXPECT_TRUE(bench.transport.isCancelled(0));
    EXPECT_FALSE(bench.transport.hasStrayCancel());
}

TEST(HttpAttemptDriver, CanBeAbandonedFromWithinAnyOfItsSignals)
{
    for (std::size_t nth = 0; nth < 12; ++nth) {
        DriverBench bench;
        std::size_t seen = 0;
        bench.log.hidesBytes = false;
        bench.log.whenSignalled = [&](const AttemptSignal& signal) {
            const bool isEnd = signal.kind == SignalKind::Succeeded;
            if (seen++ == nth && !isEnd) {
                bench.driver.abandon(signal.id);
                bench.log.lines.push_back("abandoned");
            }
        };

        bench.beginStream();
        bench.transport.send(0, kRole + token("a") + token("b") + kFinish + kDone);
        bench.transport.end(0);

        const std::string story = bench.story();
        EXPECT_TRUE(story.ends_with("abandoned") || story.find("abandoned") == std::string::npos)
            << story;
        EXPECT_FALSE(bench.transport.hasStrayCancel());
    }
}

TEST(HttpAttemptDriver, CanBeginTheNextAttemptFromWithinAFailure)
{
    DriverBench bench;
    bench.log.whenSignalled = [&](const AttemptSignal& signal) {
        for (std::uint32_t i = 2; signal.kind == SignalKind::Failed && i < 40; ++i) {
            bench.driver.begin(bench.start(i)); // enough to grow any table
        }
    };

    bench.begin();
    bench.transport.breakDown(0, TransportFault::Dns);

    EXPECT_EQ(bench.transport.opened(), 39U);
    EXPECT_TRUE(bench.transport.isOpen(38));
}

TEST(HttpAttemptDriver, CancelsWhatIsOpenWhenItGoes)
{
    ManualScheduler scheduler;
    ScriptedTransport transport;
    SignalLog log;
    KeyRing keys;
    auto live = std::make_shared<LiveRequest>();
    live->endpoints = {DriverBench::openAi()};
    {
        HttpAttemptDriver driver(transport, scheduler, log, log, keys);
        AttemptStart start;
        start.id = {1, 1};
        start.request = driver.add(live);
        driver.begin(start);
    }

    EXPECT_TRUE(transport.isCancelled(0));
    EXPECT_EQ(scheduler.pending(), 0U);
}

TEST(HttpAttemptDriver, KeepsTheRequestOfABegunAttemptThatIsForgotten)
{
    DriverBench bench;
    bench.begin();

    bench.driver.forget(bench.request);
    bench.driver.begin(bench.start(2));
    bench.transport.answer(0, DriverBench::stream());
    bench.transport.send(0, token("Hi") + kFinish + kDone);
    bench.scheduler.runUntilIdle();

    EXPECT_NE(bench.story().find("succeeded stop 1"), std::string::npos);
    EXPECT_NE(bench.story().find("failed local 0"), std::string::npos);
}

} // namespace
} // namespace understudy
