#include "app/cli/describe_key_problem.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const NeededKey kKey{"openai", "openai", "https://gateway.example", false};

TEST(DescribeKeyProblem, NamesTheProviderAndTheRemedyOfEveryTrouble)
{
    const auto text = [](KeyTrouble trouble, const char* detail = "") {
        return cli::describeKeyProblem({trouble, kKey, detail});
    };
    EXPECT_EQ(text(KeyTrouble::MayNotGoThere),
              "no key for openai: it may not be sent to https://gateway.example, which is not the "
              "provider's own address; allow it with --allow-origin https://gateway.example");
    EXPECT_EQ(text(KeyTrouble::NotStored),
              "no key for openai: none is stored; add one with: understudy-cli keys set openai, "
              "or use --keys-from-env");
    EXPECT_EQ(text(KeyTrouble::KeychainFailed, "It is locked."),
              "no key for openai: It is locked. Keys can also come from the environment: "
              "--keys-from-env");
    EXPECT_EQ(text(KeyTrouble::NotAKey, "It is empty."), "no key for openai: It is empty.");
    EXPECT_EQ(text(KeyTrouble::VariableNotSet, "OPENAI_API_KEY"),
              "no key for openai: OPENAI_API_KEY is not set");
    EXPECT_EQ(text(KeyTrouble::NoVariable),
              "no key for openai: no environment variable is known for it");
}

} // namespace
} // namespace understudy
