#include "core/world/outage_schedule.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

Outage outageOf(std::string id, std::string provider = "*", std::string model = "*")
{
    Outage outage;
    outage.id = std::move(id);
    outage.provider = std::move(provider);
    outage.model = std::move(model);
    return outage;
}

OutageQuestion ask(std::string_view provider, std::string_view model, std::uint64_t run = 0,
                   Duration elapsed = {})
{
    return {.run = run, .provider = provider, .model = model, .ordinal = 0, .elapsed = elapsed};
}

int hitsAmong(OutageSchedule& schedule, std::uint64_t runs)
{
    int hits = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
        hits += schedule.decide(ask("openai", "gpt-5", run)).has_value() ? 1 : 0;
    }
    return hits;
}

TEST(OutageSchedule, HitsOnlyItsTarget)
{
    OutageSchedule schedule(1, {outageOf("a", "openai", "gpt-5"), outageOf("b", "anthropic")});

    EXPECT_EQ(schedule.decide(ask("openai", "gpt-5")), 0);
    EXPECT_EQ(schedule.decide(ask("openai", "gpt-5-mini")), std::nullopt);
    EXPECT_EQ(schedule.decide(ask("anthropic", "claude-opus-4-1")), 1);
}

TEST(OutageSchedule, AsksInOrderAndTakesTheFirstThatHits)
{
    Outage never = outageOf("never");
    never.share = 0;
    OutageSchedule schedule(1, {never, outageOf("b"), outageOf("c")});

    EXPECT_EQ(schedule.decide(ask("openai", "gpt-5")), 1);
    EXPECT_EQ(schedule.hits(1), 1U);
    EXPECT_EQ(schedule.hits(2), 0U);
}

TEST(OutageSchedule, KeepsDisabledOutagesForLater)
{
    Outage outage = outageOf("a");
    outage.enabled = false;
    OutageSchedule schedule(1, {outage});

    EXPECT_EQ(schedule.decide(ask("openai", "gpt-5")), std::nullopt);
    outage.enabled = true;
    schedule.replace({outage});
    EXPECT_EQ(schedule.decide(ask("openai", "gpt-5")), 0);
}

TEST(OutageSchedule, ActsFromTheFirstInstantOfItsWindowToBeforeItsLast)
{
    Outage outage = outageOf("a");
    outage.window = OutageWindow{10_ms, 20_ms};
    OutageSchedule schedule(1, {outage});

    EXPECT_FALSE(schedule.isOn(0, 10_ms - 1_us));
    EXPECT_TRUE(schedule.isOn(0, 10_ms));
    EXPECT_TRUE(schedule.isOn(0, 20_ms - 1_us));
    EXPECT_FALSE(schedule.isOn(0, 20_ms));
    EXPECT_EQ(schedule.decide(ask("openai", "gpt-5", 0, 15_ms)), 0);
    EXPECT_EQ(schedule.decide(ask("openai", "gpt-5", 0, 25_ms)), std::nullopt);
}

TEST(OutageSchedule, EndsAfterItsCount)
{
    Outage outage = outageOf("a");
    outage.count = 2;
    OutageSchedule schedule(1, {outage});

    EXPECT_EQ(hitsAmong(schedule, 10), 2);
    EXPECT_FALSE(schedule.isOn(0, 0_ms));
    schedule.replace({outage});
    EXPECT_EQ(hitsAmong(schedule, 10), 2);
}

TEST(OutageSchedule, HitsItsShareOfAttempts)
{
    Outage outage = outageOf("a");
    outage.share = 0.3;
    OutageSchedule schedule(1, {outage});

    const int hits = hitsAmong(schedule, 10'000);

    EXPECT_NEAR(hits, 3'000, 200); // four standard deviations
}

TEST(OutageSchedule, DrawsTheSameForTheSameAttemptWhateverElseIsThere)
{
    Outage half = outageOf("half");
    half.share = 0.5;
    OutageSchedule alone(1, {half});
    OutageSchedule crowded(1, {outageOf("elsewhere", "mistral"), half});
    OutageSchedule otherSeed(2, {half});

    int differences = 0;
    for (std::uint64_t run = 0; run < 200; ++run) {
        const OutageQuestion question = ask("openai", "gpt-5", run);
        const bool isHit = alone.decide(question).has_value();
        EXPECT_EQ(crowded.decide(question).has_value(), isHit) << run;
        differences += otherSeed.decide(question).has_value() != isHit ? 1 : 0;
    }

    EXPECT_GT(differences, 50);
}

TEST(OutageSchedule, TellsWhichWindowsOpenAndCloseBetweenTwoInstants)
{
    Outage late = outageOf("late");
    late.window = OutageWindow{30_ms, std::nullopt};
    Outage brief = outageOf("brief");
    brief.window = OutageWindow{10_ms, 30_ms};
    Outage off = outageOf("off");
    off.enabled = false;
    const OutageSchedule schedule(1, {late, brief, off, outageOf("always")});

    const std::vector<OutageChange> fromStart = schedule.changes(-1_us, 10_ms);
    const std::vector<OutageChange> later = schedule.changes(10_ms, 30_ms);

    EXPECT_EQ(fromStart, (std::vector<OutageChange>{{0_ms, 3, true}, {10_ms, 1, true}}));
    EXPECT_EQ(later, (std::vector<OutageChange>{{30_ms, 0, true}, {30_ms, 1, false}}));
    EXPECT_TRUE(schedule.changes(30_ms, 99_ms).empty());
}

TEST(OutageSchedule, FollowsProcessesForwardAndBack)
{
    Outage outage = outageOf("p");
    outage.process = OutageProcess{ConstantLaw{10}, ConstantLaw{5}, true};
    OutageSchedule schedule(1, {outage});

    EXPECT_EQ(schedule.decide(ask("a", "b", 0, 9_ms)), std::nullopt);
    EXPECT_EQ(schedule.decide(ask("a", "b", 0, 12_ms)), 0);
    EXPECT_EQ(schedule.decide(ask("a", "b", 1, 3_ms)), std::nullopt); // another run, begun later
    EXPECT_FALSE(schedule.isOn(0, 15_ms));
    EXPECT_TRUE(schedule.isOn(0, 25_ms));
    EXPECT_EQ(schedule.hits(0), 1u);
}

TEST(OutageSchedule, TellsWhenProcessesChange)
{
    Outage first = outageOf("a");
    first.group = "g";
    first.process = OutageProcess{ConstantLaw{10}, ConstantLaw{5}, true};
    Outage second = first;
    second.id = "b";
    const OutageSchedule schedule(1, {first, second});

    EXPECT_EQ(schedule.changes(10_ms, 25_ms),
              (std::vector<OutageChange>{{15_ms, 0, false},
                                         {15_ms, 1, false},
                                         {25_ms, 0, true},
                                         {25_ms, 1, true}}));
    EXPECT_TRUE(schedule.changes(Duration{-1}, 9_ms).empty()); // up from the start
}

} // namespace
} // namespace understudy
