#include "core/sim/virtual_scheduler.h"

#include "core/base/random.h"
#include "tests/support/manual_scheduler.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace understudy {
namespace {

// Writes down what it is woken with, and does on top of that what a test wants.
struct Listener final : Wakeable
{
    void onWake(std::uint64_t token) override
    {
        told.push_back(token);
        if (act) {
            act(token);
        }
    }
    std::vector<std::uint64_t> told;
    std::function<void(std::uint64_t)> act;
};

using Tokens = std::vector<std::uint64_t>;

TEST(VirtualScheduler, DeliversByTimeAndThenInTheOrderAsked)
{
    VirtualScheduler scheduler;
    Listener listener;
    scheduler.wakeAt(kWorldStart + 20_ms, listener, 1);
    scheduler.wakeAt(kWorldStart + 10_ms, listener, 2);
    scheduler.wakeAt(kWorldStart + 10_ms, listener, 3);
    scheduler.wakeAt(kWorldStart - 5_ms, listener, 4);

    EXPECT_EQ(scheduler.peek(), kWorldStart);
    while (scheduler.step()) {
    }

    EXPECT_EQ(listener.told, (Tokens{4, 2, 3, 1}));
    EXPECT_EQ(scheduler.now(), kWorldStart + 20_ms);
    EXPECT_TRUE(scheduler.isIdle());
}

TEST(VirtualScheduler, PutsWhatAWakeAsksForNowBehindWhatWasAskedBefore)
{
    VirtualScheduler scheduler;
    Listener listener;
    listener.act = [&](std::uint64_t token) {
        if (token < 10) {
            scheduler.wakeAt(scheduler.now(), listener, token + 10);
            scheduler.wakeAt(scheduler.now(), listener, token + 20);
        }
    };
    scheduler.wakeAt(kWorldStart, listener, 1);
    scheduler.wakeAt(kWorldStart, listener, 2);

    while (scheduler.step()) {
    }

    EXPECT_EQ(listener.told, (Tokens{1, 2, 11, 21, 12, 22}));
}

TEST(VirtualScheduler, CountsTheWakeBeingDeliveredNoMore)
{
    VirtualScheduler scheduler;
    Listener listener;
    std::vector<std::size_t> pending;
    listener.act = [&](std::uint64_t) { pending.push_back(scheduler.pending()); };
    scheduler.wakeAt(kWorldStart, listener, 1);
    scheduler.wakeAt(kWorldStart, listener, 2);

    while (scheduler.step()) {
    }

    EXPECT_EQ(pending, (std::vector<std::size_t>{1, 0}));
}

TEST(VirtualScheduler, ForgetsATargetEvenWhileItIsBeingWoken)
{
    VirtualScheduler scheduler;
    Listener kept;
    Listener forgotten;
    forgotten.act = [&](std::uint64_t) { scheduler.forgetTarget(forgotten); };
    for (std::uint64_t i = 0; i < 20; ++i) {
        scheduler.wakeAt(kWorldStart + milliseconds(static_cast<int>(20 - i)),
                         i % 2 == 0 ? kept : forgotten, i);
    }

    while (scheduler.step()) {
    }

    EXPECT_EQ(kept.told, (Tokens{18, 16, 14, 12, 10, 8, 6, 4, 2, 0}));
    EXPECT_EQ(forgotten.told, (Tokens{19}));
}

TEST(VirtualScheduler, IsIdleOnceAllTargetsAreForgotten)
{
    VirtualScheduler scheduler;
    Listener listener;
    for (std::int64_t i = 0; i < 40; ++i) {
        scheduler.wakeAt(kWorldStart + Duration{std::int64_t{1} << i}, listener, 0);
    }

    scheduler.forgetTarget(listener);

    EXPECT_TRUE(scheduler.isIdle());
    EXPECT_FALSE(scheduler.step());
    scheduler.wakeAt(kWorldStart + 1_s, listener, 7);
    EXPECT_EQ(scheduler.peek(), kWorldStart + 1_s);
    EXPECT_TRUE(scheduler.step());
    EXPECT_EQ(listener.told, (Tokens{7}));
}

TEST(VirtualScheduler, BeginsAnewAfterAReset)
{
    VirtualScheduler scheduler;
    Listener listener;
    scheduler.wakeAt(kWorldStart + 1_s, listener, 1);
    scheduler.wakeAt(kWorldStart + 2_s, listener, 2);
    scheduler.step();

    scheduler.reset();

    EXPECT_EQ(scheduler.now(), kWorldStart);
    EXPECT_FALSE(scheduler.step());
    EXPECT_EQ(scheduler.peek(), Instant::max());
}

TEST(VirtualScheduler, LetsTimePassUpToTheNextWake)
{
    VirtualScheduler scheduler;
    Listener listener;
    scheduler.wakeAt(kWorldStart + 5_ms, listener, 1);

    scheduler.advanceTo(kWorldStart + 5_ms);

    EXPECT_EQ(scheduler.now(), kWorldStart + 5_ms);
    EXPECT_TRUE(listener.told.empty());
}

// The same wild use of both schedulers: wakes that ask for more wakes, at many equal instants, near
// and far, and now and then a target that is forgotten.
template<class AnyScheduler, class Deliver>
std::vector<std::pair<Instant, std::uint64_t>> wildUse(std::uint64_t seed, Deliver deliver)
{
    AnyScheduler scheduler;
    Listener listener;
    Listener other;
    RandomStream random(seed);
    std::vector<std::pair<Instant, std::uint64_t>> told;
    std::uint64_t next = 0;
    const auto ask = [&] {
        const std::uint64_t reach = random.below(3) == 0 ? 40 : 40ULL << random.below(40);
        scheduler.wakeAt(scheduler.now() + Duration{static_cast<std::int64_t>(random.below(reach))},
                         random.below(4) == 0 ? other : listener, next++);
        if (random.below(1000) == 0) {
            scheduler.forgetTarget(other);
        }
    };
    listener.act = [&](std::uint64_t token) {
        told.emplace_back(scheduler.now(), token);
        for (std::uint64_t more = random.below(3); more > 0 && next < 5000; --more) {
            ask();
        }
    };
    other.act = listener.act;
    for (int i = 0; i < 300; ++i) {
        ask();
    }
    while (deliver(scheduler)) {
    }
    return told;
}

TEST(VirtualScheduler, AgreesWithTheManualOneHoweverItIsUsed)
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const auto manual = wildUse<ManualScheduler>(
            seed, [](ManualScheduler& scheduler) { return scheduler.deliverNext(); });
        const auto virtually = wildUse<VirtualScheduler>(
            seed, [](VirtualScheduler& scheduler) { return scheduler.step(); });

        ASSERT_EQ(virtually, manual) << "seed " << seed;
    }
}

} // namespace
} // namespace understudy
