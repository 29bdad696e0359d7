#include "core/world/model_twin.h"

#include <gtest/gtest.h>

#include <set>

namespace understudy {
namespace {

DrawKey keyFor(std::string_view provider, std::string_view model, std::uint64_t run = 0,
               std::uint64_t ordinal = 0)
{
    return {
        .seed = 7, .world = 0, .run = run, .model = modelHash(provider, model), .ordinal = ordinal};
}

TEST(ModelTwin, TakesEachMemberFromTheMostSpecificTwinThatSetsIt)
{
    Scenario scenario;
    scenario.twins = {
        {.target = "openai/gpt-5",
         .firstToken = ConstantLaw{1},
         .tokenInterval = {},
         .outputTokens = {},
         .inputTokens = {}},
        {.target = "openai/*",
         .firstToken = ConstantLaw{2},
         .tokenInterval = ConstantLaw{2},
         .outputTokens = {},
         .inputTokens = {}},
        {.target = "*",
         .firstToken = ConstantLaw{3},
         .tokenInterval = ConstantLaw{3},
         .outputTokens = ConstantLaw{3},
         .inputTokens = {}},
    };

    const ModelTwin exact = resolveTwin(scenario, "openai", "gpt-5");
    const ModelTwin sibling = resolveTwin(scenario, "openai", "gpt-5-mini");
    const ModelTwin stranger = resolveTwin(scenario, "mistral", "gpt-5");

    EXPECT_EQ(exact, (ModelTwin{ConstantLaw{1}, ConstantLaw{2}, ConstantLaw{3}, ConstantLaw{400}}));
    EXPECT_EQ(sibling.firstToken, TimeLaw(ConstantLaw{2}));
    EXPECT_EQ(stranger.firstToken, TimeLaw(ConstantLaw{3}));
}

TEST(ModelTwin, MatchesModelsWhoseNamesHoldSlashes)
{
    Scenario scenario;
    scenario.twins = {{.target = "groq/openai/gpt-oss-120b",
                       .firstToken = ConstantLaw{5},
                       .tokenInterval = {},
                       .outputTokens = {},
                       .inputTokens = {}}};

    EXPECT_EQ(resolveTwin(scenario, "groq", "openai/gpt-oss-120b").firstToken,
              TimeLaw(ConstantLaw{5}));
    EXPECT_EQ(resolveTwin(scenario, "groq/openai", "other").firstToken, ModelTwin{}.firstToken);
}

TEST(AttemptDraws, RepeatForAKeyAndDifferBetweenKeys)
{
    const ModelTwin twin;

    const AttemptDraws first = drawAttempt(twin, keyFor("openai", "gpt-5"), std::nullopt);
    const AttemptDraws again = drawAttempt(twin, keyFor("openai", "gpt-5"), std::nullopt);

    EXPECT_EQ(first, again);
    std::set<Duration> others{first.firstToken};
    others.insert(drawAttempt(twin, keyFor("openai", "gpt-5", 1), std::nullopt).firstToken);
    others.insert(drawAttempt(twin, keyFor("openai", "gpt-5", 0, 1), std::nullopt).firstToken);
    others.insert(drawAttempt(twin, keyFor("openai", "gpt-5-mini"), std::nullopt).firstToken);
    others.insert(drawAttempt(twin, keyFor("azure", "gpt-5"), std::nullopt).firstToken);
    EXPECT_EQ(others.size(), 5U);
}

TEST(AttemptDraws, LeaveOtherMembersAloneWhenOneLawChanges)
{
    ModelTwin changed;
    changed.firstToken = ExponentialLaw{900};
    const DrawKey key = keyFor("openai", "gpt-5", 3);

    const AttemptDraws before = drawAttempt(ModelTwin{}, key, std::nullopt);
    const AttemptDraws after = drawAttempt(changed, key, std::nullopt);

    EXPECT_NE(after.firstToken, before.firstToken);
    EXPECT_EQ(after.outputTokens, before.outputTokens);
}

TEST(AttemptDraws, StayWithinTheHealthyLawsAndUseTheirWholeRange)
{
    std::set<std::uint32_t> counts;
    for (std::uint64_t run = 0; run < 2'000; ++run) {
        const AttemptDraws draws =
            drawAttempt(ModelTwin{}, keyFor("openai", "gpt-5", run), std::nullopt);
        counts.insert(draws.outputTokens);
        EXPECT_EQ(draws.tokenInterval, 8_ms);
        EXPECT_EQ(draws.inputTokens, 400U);
        EXPECT_FALSE(draws.isCapped);
    }

    EXPECT_EQ(*counts.begin(), 40U);
    EXPECT_EQ(*counts.rbegin(), 80U);
}

TEST(AttemptDraws, LetTheRequestsOwnLimitHaveTheLastWord)
{
    ModelTwin twin;
    twin.outputTokens = ConstantLaw{3};
    const DrawKey key = keyFor("openai", "gpt-5");

    EXPECT_EQ(drawAttempt(twin, key, std::nullopt).outputTokens, 3U);
    EXPECT_EQ(drawAttempt(twin, key, std::nullopt, 8).outputTokens, 8U);
    const AttemptDraws capped = drawAttempt(twin, key, 5, 8);
    EXPECT_EQ(capped.outputTokens, 5U);
    EXPECT_TRUE(capped.isCapped);
    EXPECT_FALSE(drawAttempt(twin, key, 8, 8).isCapped);
}

TEST(AttemptDraws, NeverAnswerWithNothing)
{
    ModelTwin twin;
    twin.outputTokens = ConstantLaw{0};

    EXPECT_EQ(drawAttempt(twin, keyFor("openai", "gpt-5"), std::nullopt).outputTokens, 1U);
}

TEST(PacedDraws, AreSlowerInOneThingOnly)
{
    AttemptDraws draws;
    draws.firstToken = 100_ms;
    draws.tokenInterval = 10_ms;
    Fault fault;
    fault.kind = FaultKind::SlowFirstToken;
    fault.delay = 50_ms;
    EXPECT_EQ(paced(draws, fault).firstToken, 150_ms);
    fault.delay = 0_ms;
    fault.factor = 2.5;
    EXPECT_EQ(paced(draws, fault).firstToken, 250_ms);
    EXPECT_EQ(paced(draws, fault).tokenInterval, 10_ms);
    fault.kind = FaultKind::SlowTokens;
    EXPECT_EQ(paced(draws, fault).firstToken, 100_ms);
    EXPECT_EQ(paced(draws, fault).tokenInterval, 25_ms);
    fault.kind = FaultKind::Cut;
    EXPECT_EQ(paced(draws, fault), draws);
}

TEST(PacedDraws, DoNotOverflow)
{
    AttemptDraws draws;
    draws.tokenInterval = Duration{INT64_MAX};
    Fault fault;
    fault.kind = FaultKind::SlowTokens;
    fault.factor = 100;
    EXPECT_GT(paced(draws, fault).tokenInterval, 0_ms);
}

} // namespace
} // namespace understudy
