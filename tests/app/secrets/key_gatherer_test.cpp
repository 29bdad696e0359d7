#include "app/secrets/key_gatherer.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace understudy {
namespace {

const NeededKey kOpenAi{"openai", "openai", "https://api.openai.com", true};
const NeededKey kElsewhere{"openai", "openai", "https://gateway.example", false};

GatheredKeys gather(KeyGatherer& gatherer, const NeededKey& needed,
                    const std::vector<std::string>& allowed, bool fromEnvironment)
{
    GatheredKeys result;
    QObject::connect(&gatherer, &KeyGatherer::gathered, &gatherer,
                     [&](const GatheredKeys& keys) { result = keys; });
    QSignalSpy done(&gatherer, &KeyGatherer::gathered);
    gatherer.gather({needed}, allowed, fromEnvironment);
    EXPECT_TRUE(done.wait(8000));
    return result;
}

TEST(KeyGatherer, TakesKeysFromTheEnvironmentOnRequestOnly)
{
    qputenv("OPENAI_API_KEY", "sk-env");
    KeyGatherer gatherer;
    const GatheredKeys keys = gather(gatherer, kOpenAi, {}, true);
    qunsetenv("OPENAI_API_KEY");

    EXPECT_TRUE(keys.problems.empty());
    EXPECT_EQ(keys.credentials->keyFor("openai", kOpenAi.origin)->reveal(), "sk-env");
}

TEST(KeyGatherer, NamesTheVariableThatIsNotSet)
{
    qunsetenv("OPENAI_API_KEY");
    KeyGatherer gatherer;
    const GatheredKeys keys = gather(gatherer, kOpenAi, {}, true);

    ASSERT_EQ(keys.problems.size(), 1u);
    EXPECT_EQ(keys.problems[0],
              (KeyProblem{KeyTrouble::VariableNotSet, kOpenAi, "OPENAI_API_KEY"}));
}

TEST(KeyGatherer, SendsNoKeyToAnOriginThatNobodyAllowed)
{
    KeyGatherer gatherer;
    gatherer.setLoaded({{"openai", Secret("sk-1")}});
    const GatheredKeys keys = gather(gatherer, kElsewhere, {}, false);

    ASSERT_EQ(keys.problems.size(), 1u);
    EXPECT_EQ(keys.problems[0], (KeyProblem{KeyTrouble::MayNotGoThere, kElsewhere, {}}));
    EXPECT_FALSE(keys.credentials->keyFor("openai", kElsewhere.origin));
}

TEST(KeyGatherer, SendsAKeyToAnOriginThatWasAllowed)
{
    KeyGatherer gatherer;
    gatherer.setLoaded({{"openai", Secret("sk-1")}});
    const GatheredKeys keys = gather(gatherer, kElsewhere, {"https://gateway.example/v1"}, false);

    EXPECT_TRUE(keys.problems.empty());
    EXPECT_TRUE(keys.credentials->keyFor("openai", kElsewhere.origin));
    EXPECT_FALSE(keys.credentials->keyFor("openai", kOpenAi.origin));
}

} // namespace
} // namespace understudy
