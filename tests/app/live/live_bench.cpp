#include "tests/app/live/live_bench.h"

#include "app/built_in.h"
#include "tests/app/live/fast_scenario.h"

#include <QTest>

#include <gtest/gtest.h>

namespace understudy {

namespace {

Chain fastSampleChain()
{
    Chain chain = sampleChain();
    for (Step& step : chain.steps) {
        for (Candidate& candidate : step.candidates) {
            candidate.backoff.base = milliseconds(1);
            // Short, because faults of silence wait for them; not so short that a handshake through
            // a proxy on a busy machine would meet them.
            candidate.timeouts.firstToken = milliseconds(2500);
            candidate.timeouts.byteIdle = milliseconds(1000);
            candidate.timeouts.payloadIdle = milliseconds(1500);
        }
    }
    return chain;
}

} // namespace

LiveBench::LiveBench()
    : m_chain(fastSampleChain())
    , m_stage(m_scheduler, {.scenario = fastScenario(), .obeysFaultHeader = true})
    , m_server(m_stage)
    , m_engine(*this, *this, 1)
{
    const auto port = m_server.listen(0);
    EXPECT_TRUE(port.has_value());
    m_port = port ? *port : std::uint16_t{0};
}

const RunStory& LiveBench::run(const std::vector<std::string>& outages)
{
    start(outages);
    EXPECT_TRUE(waitForEnd());
    return m_story;
}

RunId LiveBench::start(const std::vector<std::string>& outages)
{
    std::vector<Outage> parsed;
    for (const std::string& flag : outages) {
        auto outage = outageFromFlag(flag, "o");
        EXPECT_TRUE(outage.has_value()) << flag;
        parsed.push_back(*outage);
    }
    m_engine.setOutages(parsed);
    const ChatRequest chat{.system = {}, .messages = {{Role::User, "hi"}}};
    const EndpointOverrides overrides{
        .baseUrls = {}, .simulatedOrigin = "http://127.0.0.1:" + std::to_string(m_port)};
    const auto run = prepareRun(m_chain, chat, overrides, Catalogue{}, m_index++);
    EXPECT_TRUE(run.has_value());
    m_story = RunStory(run->chain->labels);
    return m_engine.start(*run);
}

bool LiveBench::waitForEnd(int milliseconds)
{
    return QTest::qWaitFor([this] { return m_story.isFinished(); }, milliseconds);
}

bool LiveBench::waitForFirstToken()
{
    return QTest::qWaitFor([this] { return m_story.serving() != nullptr; }, 5000);
}

} // namespace understudy
