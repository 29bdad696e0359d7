#include "app/live/qt_scheduler.h"

#include <QTest>

#include <gtest/gtest.h>

#include <vector>

namespace understudy {
namespace {

class Recorder final : public Wakeable
{
public:
    void onWake(std::uint64_t token) override { tokens.push_back(token); }
    std::vector<std::uint64_t> tokens;
};

TEST(QtScheduler, WakesInOrderOfTimeAndThenOfAsking)
{
    QtScheduler scheduler;
    Recorder recorder;
    const Instant now = scheduler.now();
    scheduler.wakeAt(now + 20_ms, recorder, 3);
    scheduler.wakeAt(now + 5_ms, recorder, 1);
    scheduler.wakeAt(now + 5_ms, recorder, 2);
    EXPECT_TRUE(recorder.tokens.empty()) << "never from within wakeAt";

    ASSERT_TRUE(QTest::qWaitFor([&] { return recorder.tokens.size() == 3; }));
    EXPECT_EQ(recorder.tokens, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(QtScheduler, NeverWakesEarly)
{
    QtScheduler scheduler;
    Recorder recorder;
    const Instant when = scheduler.now() + 7_ms;
    scheduler.wakeAt(when, recorder, 1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !recorder.tokens.empty(); }));
    EXPECT_GE(scheduler.now(), when);
}

TEST(QtScheduler, ForgetsATarget)
{
    QtScheduler scheduler;
    Recorder gone;
    Recorder stays;
    scheduler.wakeAt(scheduler.now(), gone, 1);
    scheduler.wakeAt(scheduler.now(), stays, 2);
    scheduler.forgetTarget(gone);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !stays.tokens.empty(); }));
    EXPECT_TRUE(gone.tokens.empty());
}

} // namespace
} // namespace understudy
