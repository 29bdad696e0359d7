#include "core/world/model_twin.h"

#include "resources/embedded.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(ModelTwin, HasTheValuesOfTheHealthyScenarioByDefault)
{
    const Result<Scenario, Problems> healthy =
        scenarioFromJson(embeddedText("scenarios/healthy.scenario.json"));

    ASSERT_TRUE(healthy);
    const ModelTwin resolved = resolveTwin(*healthy, "openai", "gpt-5");

    ASSERT_EQ(healthy->twins.size(), 1U);
    EXPECT_TRUE(healthy->twins[0].firstToken && healthy->twins[0].tokenInterval &&
                healthy->twins[0].outputTokens && healthy->twins[0].inputTokens);
    EXPECT_EQ(resolved, ModelTwin{});
}

} // namespace
} // namespace understudy
