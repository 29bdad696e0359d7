#include "core/plan/error_class.h"

#include "core/plan/reaction_pattern.h"

#include <gtest/gtest.h>

#include <set>

namespace understudy {
namespace {

TEST(ErrorClass, HasOneNameForEachAndFindsItAgain)
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < kErrorClassCount; ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        names.insert(name(errorClass));

        EXPECT_EQ(errorClassFromName(name(errorClass)), errorClass);
        EXPECT_FALSE(plainMessage(errorClass).empty());
    }
    EXPECT_EQ(names.size(), kErrorClassCount);
    EXPECT_FALSE(errorClassFromName("rate_limit"));
}

TEST(ErrorClass, ReactsByDefaultAsTheTableOfClassesSays)
{
    for (const char* retried :
         {"transport.reset", "rate_limit.wait", "overload", "server", "stream.cut",
          "stream.malformed", "stream.spliced", "empty", "manual"}) {
        EXPECT_EQ(defaultReaction(*errorClassFromName(retried)), Reaction::Retry) << retried;
    }
    for (const char* next : {"transport.dns", "transport.connect", "transport.tls", "endpoint",
                             "timeout.first_token", "timeout.attempt", "auth", "quota.exhausted",
                             "rate_limit.too_large", "context", "invalid_request", "model_missing",
                             "server.deadline", "stream.stalled", "empty.length"}) {
        EXPECT_EQ(defaultReaction(*errorClassFromName(next)), Reaction::Next) << next;
    }
    for (const char* stopped : {"local", "policy.prompt", "policy.output", "deadline"}) {
        EXPECT_EQ(defaultReaction(*errorClassFromName(stopped)), Reaction::Stop) << stopped;
    }
}

TEST(ErrorClass, LetsTheShouldRetryHeaderReplaceThreeClassesOnly)
{
    std::set<ErrorClass> obeying;
    for (std::size_t i = 0; i < kErrorClassCount; ++i) {
        if (obeysShouldRetry(static_cast<ErrorClass>(i))) {
            obeying.insert(static_cast<ErrorClass>(i));
        }
    }
    EXPECT_EQ(obeying,
              (std::set{ErrorClass::Server, ErrorClass::Overload, ErrorClass::InvalidRequest}));
}

TEST(ReactionPattern, PrefersTheClassToItsPrefixAndThePrefixToEverything)
{
    EXPECT_EQ(reactionFit("stream.cut", ErrorClass::StreamCut), 3);
    EXPECT_EQ(reactionFit("stream", ErrorClass::StreamCut), 2);
    EXPECT_EQ(reactionFit("*", ErrorClass::StreamCut), 1);
    EXPECT_EQ(reactionFit("str", ErrorClass::StreamCut), 0);
    EXPECT_EQ(reactionFit("server", ErrorClass::ServerDeadline), 2);
    EXPECT_EQ(reactionFit("*", ErrorClass::Cancelled), 0);
}

TEST(ReactionPattern, KnowsWhatCanBeWritten)
{
    EXPECT_TRUE(isReactionPattern("*"));
    EXPECT_TRUE(isReactionPattern("transport"));
    EXPECT_TRUE(isReactionPattern("rate_limit.wait"));
    EXPECT_FALSE(isReactionPattern(""));
    EXPECT_FALSE(isReactionPattern("deadline"));
    EXPECT_FALSE(isReactionPattern("transport."));
    EXPECT_NE(reactionPatterns().find("*, auth, context"), std::string::npos);
}

} // namespace
} // namespace understudy
