// Live faults inside a stream: the real answer is opened, and broken or slowed down on our side.
#include "tests/core/wire/driver_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::string token(const std::string& text)
{
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + text + R"("}}]})" + "\n\n";
}
const std::string kEnd =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"
    "\n\ndata: [DONE]\n\n";

Fault faultFrom(const std::string& flag)
{
    const Result<Outage> outage = outageFromFlag("*=" + flag, "o");
    EXPECT_TRUE(outage) << flag;
    return outage ? outage->fault : Fault{};
}

class BrokenStream : public testing::Test
{
protected:
    void begin(const std::string& flag)
    {
        m_fault = faultFrom(flag);
        AttemptStart start = m_bench.start();
        start.fault = &m_fault;
        m_bench.driver.begin(start);
        m_bench.transport.connect(0);
    }
    void beginStream(const std::string& flag)
    {
        begin(flag);
        m_bench.transport.answer(0, DriverBench::stream());
    }

    Fault m_fault;
    DriverBench m_bench;
};

TEST_F(BrokenStream, FallsSilentAndLetsTheProviderGo)
{
    beginStream("stall:1");
    m_bench.transport.send(0, token("a") + token("b") + kEnd);

    EXPECT_TRUE(m_bench.transport.isCancelled(0)) << "what it still says would only cost";
    m_bench.scheduler.advanceBy(10_s);

    EXPECT_EQ(m_bench.story(), "connected | headers 200 | payload | first token | text a | "
                               "progress 1");
    m_bench.driver.abandon(m_bench.start().id);
    EXPECT_FALSE(m_bench.transport.hasStrayCancel());
}

TEST_F(BrokenStream, StallsBeforeAnyContent)
{
    beginStream("stall:0");
    m_bench.transport.send(0, token("a") + kEnd);

    EXPECT_EQ(m_bench.story(), "connected | headers 200 | payload");
}

TEST_F(BrokenStream, BeatsForEverWithoutPayload)
{
    m_bench.log.hidesBytes = false;
    beginStream("heartbeat_stall:1");
    m_bench.transport.send(0, token("a") + token("b") + kEnd);
    const std::size_t before = m_bench.log.lines.size();

    m_bench.scheduler.advanceBy(1_s);

    EXPECT_EQ(m_bench.log.lines.size(), before + 5);
    EXPECT_EQ(m_bench.log.lines.back(), "bytes");
    m_bench.driver.abandon(m_bench.start().id);
    m_bench.scheduler.advanceBy(1_s);
    EXPECT_EQ(m_bench.log.lines.size(), before + 5) << "nothing after it was abandoned";
}

TEST_F(BrokenStream, IsMalformedAfterItsTokens)
{
    beginStream("malformed:2");
    m_bench.transport.send(0, token("a") + token("b") + token("c") + kEnd);

    EXPECT_TRUE(m_bench.story().ends_with(
        "text b | progress 2 | message an event of the stream is not JSON after 2 tokens | "
        "failed stream.malformed 200 2 usage 5/0/2"))
        << m_bench.story();
}

TEST_F(BrokenStream, TakesAMultipleOfTheTimeBetweenTokens)
{
    beginStream("slow_tokens:4");
    m_bench.scheduler.advanceBy(10_ms);
    m_bench.transport.send(0, token("a"));
    m_bench.scheduler.advanceBy(0_ms);
    EXPECT_EQ(m_bench.log.text, "a") << "the first one is as fast as ever";

    m_bench.scheduler.advanceBy(5_ms);
    m_bench.transport.send(0, token("b") + kEnd);
    m_bench.scheduler.advanceBy(14_ms);
    EXPECT_EQ(m_bench.log.text, "a");
    m_bench.scheduler.advanceBy(1_ms);

    EXPECT_EQ(m_bench.log.text, "ab") << "20 ms after the first one, not 5";
    EXPECT_EQ(m_bench.log.last.kind, SignalKind::Succeeded);
}

TEST_F(BrokenStream, TakesAMultipleOfTheTimeToTheFirstToken)
{
    begin("slow_first_token:factor=3");
    m_bench.scheduler.advanceBy(10_ms);
    m_bench.transport.answer(0, DriverBench::stream());
    m_bench.transport.send(0, token("a"));
    m_bench.scheduler.advanceBy(19_ms);
    EXPECT_EQ(m_bench.story(), "connected");

    m_bench.scheduler.advanceBy(1_ms);

    EXPECT_EQ(m_bench.log.text, "a");
}

TEST_F(BrokenStream, ForgetsWhatItHeldBackWhenAbandoned)
{
    beginStream("slow_tokens:50");
    m_bench.transport.send(0, token("a"));
    m_bench.scheduler.advanceBy(10_ms);
    m_bench.transport.send(0, token("b") + kEnd);
    m_bench.transport.end(0);

    m_bench.driver.abandon(m_bench.start().id);
    m_bench.scheduler.runUntilIdle();

    EXPECT_EQ(m_bench.log.text, "a");
    EXPECT_FALSE(m_bench.transport.hasStrayCancel()) << "the transport was done with it";
}

TEST_F(BrokenStream, TellsAFailureLateToo)
{
    beginStream("slow_tokens:10");
    m_bench.transport.send(0, token("a"));
    m_bench.scheduler.advanceBy(10_ms);
    m_bench.transport.breakDown(0, TransportFault::ResetInBody);
    m_bench.scheduler.advanceBy(89_ms);
    EXPECT_NE(m_bench.log.last.kind, SignalKind::Failed);

    m_bench.scheduler.advanceBy(1_ms);

    EXPECT_EQ(m_bench.log.last.kind, SignalKind::Failed);
    EXPECT_EQ(m_bench.log.last.errorClass, ErrorClass::StreamCut);
}

} // namespace
} // namespace understudy
