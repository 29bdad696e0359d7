#include "app/live/credentials.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(Credentials, HandAKeyOnlyToTheOriginItIsBoundTo)
{
    Credentials credentials;
    credentials.add("openai", Secret("sk-1"), "https://api.openai.com");

    EXPECT_TRUE(credentials.keyFor("openai", "https://api.openai.com"));
    EXPECT_FALSE(credentials.keyFor("openai", "https://api.openai.com.evil.example"));
    EXPECT_FALSE(credentials.keyFor("openai", "http://api.openai.com"));
    EXPECT_FALSE(credentials.keyFor("anthropic", "https://api.openai.com"));
}

} // namespace
} // namespace understudy
