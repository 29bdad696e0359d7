#include "app/live/engine_host.h"

#include "app/built_in.h"
#include "app/live/embedded_providers.h"
#include "core/record/run_story.h"

#include <QTest>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace understudy {
namespace {

class EngineHostTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const auto port = m_providers.start(0);
        ASSERT_TRUE(port.has_value());
        auto run = prepareRun(
            sampleChain(), {.system = {}, .messages = {{Role::User, "hi"}}},
            {.baseUrls = {}, .simulatedOrigin = "http://127.0.0.1:" + std::to_string(*port)},
            Catalogue{}, 7);
        ASSERT_TRUE(run.has_value());
        m_run = std::move(*run);
        m_story = RunStory(m_run.chain->labels);
    }

    // Starts the run on a host of its own, whose batches go into the story.
    std::unique_ptr<EngineHost> start(const std::string& outage)
    {
        auto host = std::make_unique<EngineHost>(1);
        QObject::connect(host.get(), &EngineHost::batchReady, host.get(),
                         [this](quint32 index, const RunBatch& batch) { take(index, batch); });
        host->setOutages({*outageFromFlag(outage, "o")});
        host->start(m_run);
        return host;
    }

    void take(quint32 index, const RunBatch& batch)
    {
        const Duration before = m_story.lastTime();
        EXPECT_EQ(index, 7u);
        m_story.apply(batch);
        EXPECT_GE(m_story.lastTime(), before);
        ++m_batches;
    }

    EmbeddedProviders m_providers{healthyScenario(), 1};
    PreparedRun m_run;
    RunStory m_story;
    int m_batches = 0;
};

TEST_F(EngineHostTest, RunsOnItsOwnThreadAndDeliversBatchesInOrder)
{
    const auto host = start("openai=cut:3");
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_story.isFinished(); }, 10'000));

    EXPECT_EQ(m_story.outcome(), RunOutcome::Answered);
    EXPECT_EQ(m_story.attempts()[0].discardedTokens, 3u);
    EXPECT_FALSE(m_story.attempts()[1].text.empty());
}

TEST_F(EngineHostTest, StopsInTheMiddleOfARunAndSaysNothingAfterwards)
{
    auto host = start("*=hang");
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_story.attempts().size() == 1; }, 5000));
    const int batches = m_batches;

    host.reset();
    QTest::qWait(50);

    EXPECT_EQ(m_batches, batches);
    EXPECT_FALSE(m_story.isFinished());
}

} // namespace
} // namespace understudy
