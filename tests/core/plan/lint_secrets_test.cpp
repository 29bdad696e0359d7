#include "core/plan/lint_secrets.h"

#include "core/plan/chain_json.h"
#include "core/plan/lint.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr const char* kKey = "sk-proj-0123456789abcdefghij";

TEST(LintSecrets, KnowsHowTheVendorsKeysBegin)
{
    for (const char* text :
         {kKey, "Bearer sk-ant-api03-0123456789", "https://h.example/?key=AIzaSyD0123456789abcdef",
          "{\"k\":\"gsk_0123456789abcdefgh\"}", "xai-0123456789abcdefghij"}) {
        EXPECT_TRUE(holdsWhatLooksLikeAKey(text)) << text;
    }
    for (const char* text : {"", "sk-short", "task-0123456789abcdefghijk", "openai", "a b c",
                             "disk-full-on-the-server-again"}) {
        EXPECT_FALSE(holdsWhatLooksLikeAKey(text)) << text;
    }
}

TEST(LintSecrets, FindsAKeyWhereverAFileCanHoldOne)
{
    const std::string key = kKey;
    const auto chain = chainFromJson(
        R"({"format": "understudy-chain", "version": 1, "name": "x", "notes": "use )" + key +
        R"(", "params": {"user": ")" + key + R"("}, "x-token": {"a": ")" + key +
        R"("}, "providers": {"p": {"dialect": "openai-chat", "base_url": "https://h.example/)" +
        key + R"(", "headers": {"x-team": ")" + key + R"("}, "api_key": ")" + key +
        R"("}}, "steps": [{"secret": ")" + key +
        R"(", "candidates": [{"provider": "p", "model": "m", "key": ")" + key +
        R"(", "params": {"metadata": {"k": ")" + key + R"("}}, "api_key": ")" + key + R"("}]}]})");
    ASSERT_TRUE(chain) << formatProblem("", chain.error()[0]);

    std::vector<std::string> pointers;
    for (const Problem& problem : lint(*chain, {})) {
        if (problem.code == "lint.secret") {
            pointers.push_back(problem.pointer);
            EXPECT_EQ(problem.what.find(key), std::string::npos) << "it repeats the key";
        }
    }
    EXPECT_EQ(pointers,
              (std::vector<std::string>{
                  "/notes", "/params/user", "/x-token", "/providers/p/base_url",
                  "/providers/p/headers/x-team", "/providers/p/api_key", "/steps/0/secret",
                  "/steps/0/candidates/0/key", "/steps/0/candidates/0/params/metadata",
                  "/steps/0/candidates/0/api_key"}));
}

} // namespace
} // namespace understudy
