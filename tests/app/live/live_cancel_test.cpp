#include "tests/app/live/live_bench.h"

#include <QTest>

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(LiveCancel, ClosesTheConnectionWhileAnAnswerStreams)
{
    LiveBench bench;
    const RunId run = bench.start({});
    ASSERT_TRUE(bench.waitForFirstToken());

    bench.engine().cancel(run);

    EXPECT_EQ(bench.story().outcome(), RunOutcome::Cancelled);
    EXPECT_EQ(bench.engine().liveRuns(), 0u);
    EXPECT_TRUE(QTest::qWaitFor([&] { return bench.connections() == 0; }, 1000))
        << "the server sees the close within a second";
}

TEST(LiveCancel, EndsAnAttemptThatHangs)
{
    LiveBench bench;
    bench.start({"*=hang"});
    ASSERT_TRUE(QTest::qWaitFor([&] { return bench.requestsSeen() == 1; }, 5000));

    bench.engine().cancelAll();

    EXPECT_EQ(bench.story().outcome(), RunOutcome::Cancelled);
    EXPECT_EQ(bench.story().attempts()[0].state, AttemptState::Abandoned);
}

} // namespace
} // namespace understudy
