#include "core/world/outage_state.h"

#include "core/world/outage_schedule.h"

#include <gtest/gtest.h>

#include <vector>

namespace understudy {
namespace {

const std::vector<ModelName> kModels{{"openai", "gpt-5"}, {"anthropic", "opus"}};

Outage outageOf(std::string id, std::string provider = "*", std::string model = "*")
{
    Outage outage;
    outage.id = std::move(id);
    outage.provider = std::move(provider);
    outage.model = std::move(model);
    return outage;
}

AttemptDice diceFor(std::uint64_t seed, std::size_t model, std::uint64_t run,
                    std::uint64_t ordinal = 0, std::uint64_t world = 0)
{
    return AttemptDice(DrawKey{.seed = seed,
                               .world = world,
                               .run = run,
                               .model = modelHash(kModels[model].provider, kModels[model].model),
                               .ordinal = ordinal});
}

std::vector<Outage> everyKind()
{
    std::vector<Outage> outages{outageOf("share", "openai"),      outageOf("window"),
                                outageOf("process", "anthropic"), outageOf("g1", "openai"),
                                outageOf("g2", "anthropic"),      outageOf("off"),
                                outageOf("count", "*", "opus"),   outageOf("elsewhere", "groq")};
    outages[0].share = 0.2;
    outages[1].share = 0.1;
    outages[1].window = OutageWindow{200_ms, 600_ms};
    outages[2].process = OutageProcess{ExponentialLaw{300}, ExponentialLaw{100}, false};
    outages[3].group = outages[4].group = "both";
    outages[3].process = outages[4].process =
        OutageProcess{LognormalLaw{200, 1}, ConstantLaw{30}, false};
    outages[3].share = outages[4].share = 0.7;
    outages[5].enabled = false;
    outages[6].count = 5;
    return outages;
}

TEST(OutageState, StrikesAsTheScheduleOfTheLiveEngineDoes)
{
    const std::vector<Outage> outages = everyKind();
    OutageSchedule schedule(42, outages);
    OutageState state(outages, kModels);
    state.reset(42, 0);
    int hits = 0;
    for (std::uint64_t run = 0; run < 4000; ++run) {
        const Duration elapsed = milliseconds(static_cast<std::int64_t>(run) / 2);
        const std::size_t model = run % 2;
        const auto expected = schedule.decide({.run = run,
                                               .provider = kModels[model].provider,
                                               .model = kModels[model].model,
                                               .ordinal = run % 3,
                                               .elapsed = elapsed});
        const auto struck = state.strike(static_cast<std::uint16_t>(model), elapsed,
                                         diceFor(42, model, run, run % 3));
        ASSERT_EQ(struck, expected) << run;
        hits += struck ? 1 : 0;
    }
    EXPECT_GT(hits, 500);
    for (std::uint16_t i = 0; i < outages.size(); ++i) {
        EXPECT_EQ(state.isOn(i, 2_s), schedule.isOn(i, 2_s)) << i;
    }
}

TEST(OutageState, BeginsEachWorldAnew)
{
    std::vector<Outage> outages{outageOf("a", "openai")};
    outages[0].count = 1;
    OutageState state(outages, kModels);
    for (std::uint64_t world = 0; world < 3; ++world) {
        state.reset(1, world);
        EXPECT_EQ(state.strike(0, 0_us, diceFor(1, 0, 0, 0, world)), 0);
        EXPECT_EQ(state.strike(0, 0_us, diceFor(1, 0, 1, 0, world)), std::nullopt);
    }
}

TEST(OutageState, TakesAGroupUpAndDownTogether)
{
    const std::vector<Outage> outages = everyKind();
    OutageState state(outages, kModels);
    int down = 0;
    for (std::uint64_t world = 0; world < 500; ++world) {
        state.reset(3, world);
        for (int i = 0; i < 20; ++i) {
            const Duration at = milliseconds(i * 20);
            ASSERT_EQ(state.isOn(3, at), state.isOn(4, at));
            down += state.isOn(3, at) ? 1 : 0;
        }
    }
    EXPECT_GT(down, 500);
}

TEST(OutageState, IsQuietWhenNothingConcernsItsModels)
{
    std::vector<Outage> outages{outageOf("elsewhere", "groq"), outageOf("off"), outageOf("never")};
    outages[1].enabled = false;
    outages[2].share = 0;
    OutageState quiet(outages, kModels);
    quiet.reset(1, 0);

    EXPECT_TRUE(quiet.isQuiet());
    EXPECT_TRUE(quiet.isStateless());
    EXPECT_EQ(quiet.strike(1, 0_us, diceFor(1, 1, 0)), std::nullopt);
    EXPECT_FALSE(quiet.isOn(1, 0_us));
    EXPECT_TRUE(OutageState({}, kModels).isQuiet());
    outages[2].share = 0.1;
    EXPECT_FALSE(OutageState(outages, kModels).isQuiet());
    EXPECT_TRUE(OutageState(outages, kModels).isStateless());
    outages[2].count = 1;
    EXPECT_FALSE(OutageState(outages, kModels).isStateless());
}

} // namespace
} // namespace understudy
