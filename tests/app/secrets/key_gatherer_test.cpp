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

TEST(KeyGatherer, NeedsNoPermissionForThisComputer)
{
    KeyGatherer gatherer;
    gatherer.setLoaded({{"local", Secret("sk-1")}});
    const NeededKey here{"local", "local", "http://127.0.0.1:8000", false};

    EXPECT_TRUE(gather(gatherer, here, {}, false).credentials->keyFor("local", here.origin));
}

TEST(KeyGatherer, SendsNothingThatCannotBeAKey)
{
    qputenv("OPENAI_API_KEY", "sk-1\r\nX-Evil: 1");
    KeyGatherer gatherer;
    const GatheredKeys keys = gather(gatherer, kOpenAi, {}, true);
    qunsetenv("OPENAI_API_KEY");

    ASSERT_EQ(keys.problems.size(), 1u);
    EXPECT_EQ(keys.problems[0].trouble, KeyTrouble::NotAKey);
    EXPECT_EQ(keys.problems[0].detail.find("sk-1"), std::string::npos);
    EXPECT_FALSE(keys.credentials->keyFor("openai", kOpenAi.origin));
}

TEST(KeyGatherer, AsksAKeychainThatSaidNoForNoOtherKey)
{
    KeyGatherer gatherer;
    GatheredKeys result;
    QObject::connect(&gatherer, &KeyGatherer::gathered, &gatherer,
                     [&](const GatheredKeys& keys) { result = keys; });
    QSignalSpy done(&gatherer, &KeyGatherer::gathered);
    NeededKey other = kOpenAi;
    other.keyName = other.provider = "anthropic";
    gatherer.gather({kOpenAi, other}, {}, false);
    ASSERT_TRUE(done.wait(8000));

    ASSERT_EQ(result.problems.size(), 2u) << "each missing key is named";
    EXPECT_EQ(result.problems[0].trouble, KeyTrouble::KeychainFailed);
    EXPECT_EQ(result.problems[1].trouble, KeyTrouble::KeychainFailed);
    EXPECT_EQ(result.problems[0].detail, result.problems[1].detail);
}

} // namespace
} // namespace understudy
