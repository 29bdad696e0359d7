#include "core/sim/simulated_world.h"

#include "core/world/outage_schedule.h"
#include "tests/core/sim/random_simulation.h"
#include "tests/core/sim/signal_log.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(SimulatedWorld, DrawsForAnIsolatedRunWhatALiveRunWithItsIndexDraws)
{
    Scenario scenario;
    scenario.outages = {outageOf(FaultKind::Refuse)};
    scenario.outages[0].share = 0.5;
    const auto chain = buildChain({.candidates = {{.id = "a", .provider = "p"}}});
    SimulatedWorld world(*chain, scenario, 7);
    OutageSchedule live(7, scenario.outages);
    std::uint64_t struck = 0;
    for (std::uint64_t run = 0; run < 200; ++run) {
        const std::uint64_t ordinal = run % 3;
        world.beginIsolated(run);

        const SimulatedAttempt attempt = world.attempt(
            world.runPrefix(run), 0, static_cast<std::uint32_t>(ordinal), Duration::zero());

        const bool isStruck =
            live.decide({.run = run, .provider = "p", .model = "a", .ordinal = ordinal})
                .has_value();
        ASSERT_EQ(attempt.outage != 0, isStruck) << run;
        struck += isStruck ? 1U : 0U;
        if (!isStruck) {
            const DrawKey key{
                .seed = 7, .run = run, .model = modelHash("p", "a"), .ordinal = ordinal};
            const AttemptDraws draws = drawAttempt(ModelTwin{}, key, std::nullopt);
            ASSERT_EQ(attempt.firstToken, draws.firstToken);
            ASSERT_EQ(attempt.tokens, draws.outputTokens);
        }
    }
    EXPECT_GT(struck, 70U);
    EXPECT_LT(struck, 130U);
}

TEST(SimulatedWorld, LeavesTheDrawsOfOtherModelsAloneWhenOneChanges)
{
    const auto chain = buildChain({.candidates = {{.id = "a"}, {.id = "b"}}});
    const Scenario before;
    Scenario after;
    after.twins = {plainTwin("a/a")};
    SimulatedWorld one(*chain, before, 1);
    SimulatedWorld other(*chain, after, 1);

    EXPECT_NE(one.attempt(one.runPrefix(5), 0, 0, {}), other.attempt(other.runPrefix(5), 0, 0, {}));
    EXPECT_EQ(one.attempt(one.runPrefix(5), 1, 0, {}), other.attempt(other.runPrefix(5), 1, 0, {}));
}

TEST(SimulatedWorld, CapsAnswersByTheCandidatesOwnLimit)
{
    const auto chain =
        buildChain({.candidates = {{.id = "a", .maxTokens = 3}, {.id = "b", .maxTokens = 50}}});
    const Scenario scenario = plainScenario();
    SimulatedWorld world(*chain, scenario, 1);

    const SimulatedAttempt capped = world.attempt(world.runPrefix(0), 0, 0, {});

    EXPECT_EQ(capped.tokens, 3U);
    EXPECT_EQ(capped.finish, Finish::Length);
    EXPECT_EQ(world.attempt(world.runPrefix(0), 1, 0, {}).tokens, 5U);
}

TEST(SimulatedWorld, TakesThePromptFromTheFirstAttemptsDraw)
{
    const auto chain = buildChain({.candidates = {{.id = "off", .enabled = false}, {.id = "a"}}});
    Scenario scenario;
    scenario.twins = {Twin{.target = "*", .inputTokens = CountLaw{UniformLaw{1, 5000}}}};
    SimulatedWorld world(*chain, scenario, 1);
    for (std::uint64_t run = 0; run < 20; ++run) {
        const std::uint64_t prefix = world.runPrefix(run);
        EXPECT_EQ(world.promptTokens(prefix), world.attempt(prefix, 1, 0, {}).usage.input);
    }
}

} // namespace
} // namespace understudy
