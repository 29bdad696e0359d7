#include "core/world/outage_process.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

OutageProcess processOf(TimeLaw up, TimeLaw down, bool startsUp = false)
{
    return {std::move(up), std::move(down), startsUp};
}

TEST(OutageProcess, TakesTurnsWithTheSpellsOfItsLaws)
{
    const OutageProcess process = processOf(ConstantLaw{10}, ConstantLaw{3}, true);
    ProcessTrack track(process, 1);
    track.reset(1, 0);

    EXPECT_FALSE(track.isDown(0_ms));
    EXPECT_FALSE(track.isDown(9'999_us));
    EXPECT_EQ(track.endOfSpell(), 10_ms);
    EXPECT_TRUE(track.isDown(10_ms));
    EXPECT_EQ(track.endOfSpell(), 13_ms);
    EXPECT_FALSE(track.isDown(13_ms));
    EXPECT_TRUE(track.isDown(23_ms));
    EXPECT_TRUE(track.isDown(13'000'010_ms)); // a million turns later
    EXPECT_FALSE(track.isDown(5_ms));         // back at the beginning
}

TEST(OutageProcess, AnswersTheSameInWhateverStepsItIsAsked)
{
    const OutageProcess process = processOf(ExponentialLaw{50}, LognormalLaw{20, 1});
    ProcessTrack often(process, 7);
    ProcessTrack once(process, 7);
    often.reset(3, 9);
    for (int i = 0; i < 2000; ++i) {
        const Duration at = milliseconds(i);
        once.reset(3, 9);
        EXPECT_EQ(often.isDown(at), once.isDown(at)) << i;
        EXPECT_EQ(often.endOfSpell(), once.endOfSpell());
    }
}

TEST(OutageProcess, HasOneHistoryPerSeedWorldAndName)
{
    const OutageProcess process = processOf(ExponentialLaw{50}, ExponentialLaw{50});
    const auto firstEnd = [&](std::uint64_t name, std::uint64_t seed, std::uint64_t world) {
        ProcessTrack track(process, name);
        track.reset(seed, world);
        track.isDown(0_us);
        return track.endOfSpell();
    };

    EXPECT_EQ(firstEnd(1, 2, 3), firstEnd(1, 2, 3));
    EXPECT_NE(firstEnd(1, 2, 3), firstEnd(9, 2, 3));
    EXPECT_NE(firstEnd(1, 2, 3), firstEnd(1, 9, 3));
    EXPECT_NE(firstEnd(1, 2, 3), firstEnd(1, 2, 9));
}

// Stationary: at any instant, the share of worlds that are down is that of the long run.
TEST(OutageProcess, IsStationaryFromItsFirstInstant)
{
    constexpr int kWorlds = 20'000;
    for (const OutageProcess& process :
         {processOf(ExponentialLaw{300}, ExponentialLaw{100}),
          processOf(ConstantLaw{300}, UniformLaw{0, 200}),
          processOf(LognormalLaw{200, 1}, GammaLaw{100, 0.5}),
          processOf(WeibullLaw{300, 2}, EmpiricalLaw{{{0.2, 10}, {0.9, 200}}})}) {
        Outage outage;
        outage.process = process;
        const double expected = stationaryShareOn(outage, 1_s);
        ProcessTrack track(process, 5);
        for (const Duration at : {0_ms, 1_ms, 130_ms, 1000_ms}) {
            int down = 0;
            for (std::uint64_t world = 0; world < kWorlds; ++world) {
                track.reset(77, world);
                down += track.isDown(at) ? 1 : 0;
            }
            // Six standard errors of a share near one quarter.
            EXPECT_NEAR(down / double{kWorlds}, expected, 0.02) << at.count();
        }
    }
}

TEST(OutageProcess, SpendsItsLongRunShareDown)
{
    const OutageProcess process = processOf(ExponentialLaw{300}, LognormalLaw{80, 0.7});
    Outage outage;
    outage.process = process;
    ProcessTrack track(process, 5);
    track.reset(1, 1);
    Duration down{};
    Duration at{};
    while (at < 2000_s) {
        const bool isDown = track.isDown(at);
        const Duration end = track.endOfSpell();
        down += isDown ? end - at : Duration{};
        at = end;
    }

    EXPECT_NEAR(static_cast<double>(down.count()) / static_cast<double>(at.count()),
                stationaryShareOn(outage, 1_s), 0.015);
}

TEST(OutageProcess, GoesByTheGroupElseByTheId)
{
    Outage alone;
    alone.id = "g";
    Outage member;
    member.id = "a";
    member.group = "g";
    Outage other = member;
    other.id = "b";

    EXPECT_EQ(processName(member, 0), processName(other, 1));
    EXPECT_NE(processName(member, 0), processName(alone, 0));
    EXPECT_NE(processName(Outage{}, 0), processName(Outage{}, 1));
}

TEST(OutageProcess, KnowsTheShareOfTheTimeThatAnOutageIsOn)
{
    Outage always;
    Outage half;
    half.window = OutageWindow{2_s, 7_s};
    Outage open;
    open.window = OutageWindow{6_s, std::nullopt};
    Outage late;
    late.window = OutageWindow{60_s, std::nullopt};
    Outage off;
    off.enabled = false;
    Outage process;
    process.process = processOf(ExponentialLaw{3'600'000}, ExponentialLaw{60'000});

    EXPECT_EQ(stationaryShareOn(always, 10_s), 1);
    EXPECT_EQ(stationaryShareOn(half, 10_s), 0.5);
    EXPECT_EQ(stationaryShareOn(open, 10_s), 0.4);
    EXPECT_EQ(stationaryShareOn(late, 10_s), 0);
    EXPECT_EQ(stationaryShareOn(off, 10_s), 0);
    EXPECT_NEAR(stationaryShareOn(process, 10_s), 1.0 / 61, 1e-15);
}

} // namespace
} // namespace understudy
