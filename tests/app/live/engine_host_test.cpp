#include "app/live/engine_host.h"

#include "app/built_in.h"
#include "app/live/embedded_providers.h"
#include "core/record/run_story.h"

#include <QTest>

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(EngineHost, RunsOnItsOwnThreadAndDeliversBatchesInOrder)
{
    EmbeddedProviders providers(healthyScenario(), 1);
    const auto port = providers.start(0);
    ASSERT_TRUE(port.has_value());
    const auto run =
        prepareRun(sampleChain(), {.system = {}, .messages = {{Role::User, "hi"}}},
                   {.baseUrls = {}, .simulatedOrigin = "http://127.0.0.1:" + std::to_string(*port)},
                   Catalogue{}, 7);
    ASSERT_TRUE(run.has_value());

    EngineHost host(1);
    RunStory story(run->chain->labels);
    Duration last{};
    QObject::connect(&host, &EngineHost::batchReady, &host,
                     [&](quint32 index, const RunBatch& batch) {
                         EXPECT_EQ(index, 7u);
                         story.apply(batch);
                         EXPECT_GE(story.lastTime(), last);
                         last = story.lastTime();
                     });
    host.setOutages({*outageFromFlag("openai=cut:3", "o")});
    host.start(*run);
    ASSERT_TRUE(QTest::qWaitFor([&] { return story.isFinished(); }, 10'000));

    EXPECT_EQ(story.outcome(), RunOutcome::Answered);
    EXPECT_EQ(story.attempts()[0].discardedTokens, 3u);
    EXPECT_FALSE(story.attempts()[1].text.empty());
}

TEST(EngineHost, StopsCleanlyInTheMiddleOfARun)
{
    EmbeddedProviders providers(healthyScenario(), 1);
    const auto port = providers.start(0);
    ASSERT_TRUE(port.has_value());
    const auto run =
        prepareRun(sampleChain(), {.system = {}, .messages = {{Role::User, "hi"}}},
                   {.baseUrls = {}, .simulatedOrigin = "http://127.0.0.1:" + std::to_string(*port)},
                   Catalogue{}, 0);
    EngineHost host(1);
    host.start(*run);
    QTest::qWait(100); // the destructor comes while the first attempt waits
}

} // namespace
} // namespace understudy
