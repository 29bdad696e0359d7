#include "app/cli/simulate_setup.h"

#include <gtest/gtest.h>

namespace understudy::cli {
namespace {

TEST(SimulateSetup, ReadsShards)
{
    EXPECT_EQ(shardFromText("1/1"), (Shard{1, 1}));
    EXPECT_EQ(shardFromText("3/8"), (Shard{3, 8}));
    for (const char* text :
         {"", "3", "0/8", "9/8", "-1/8", "1/0", "a/b", "1/8/2", " 1/8", "1.5/8"}) {
        EXPECT_FALSE(shardFromText(text).has_value()) << text;
    }
}

TEST(SimulateSetup, ReadsTheRunsThatAreWanted)
{
    const std::vector<std::string> one{"Net"};
    EXPECT_EQ(journalRunFromText("7=a.run", one), (JournalRun{0, 7, "a.run"}));
    EXPECT_EQ(journalRunFromText("Net:7=a=b.run", one), (JournalRun{0, 7, "a=b.run"}));
    for (const char* text : {"", "7", "7=", "=a", "x=a", "-1=a", "Other:7=a", "Net:=a"}) {
        EXPECT_FALSE(journalRunFromText(text, one).has_value()) << text;
    }
}

TEST(SimulateSetup, NeedsTheNameOfOneOfSeveralChains)
{
    const std::vector<std::string> two{"a:b=c", "Net#2"};
    EXPECT_EQ(journalRunFromText("Net#2:0=f", two), (JournalRun{1, 0, "f"}));
    EXPECT_EQ(journalRunFromText("a:b=c:12=f:3=g", two), (JournalRun{0, 12, "f:3=g"}));
    EXPECT_FALSE(journalRunFromText("7=f", two).has_value());
}

TEST(SimulateSetup, ReadsGoalsAllOrNone)
{
    EXPECT_EQ(readGoals({"availability>=0.5", "total_ms.p95<=4000"})->size(), 2u);
    EXPECT_FALSE(readGoals({"availability>=0.5", "speed"}).has_value());
}

} // namespace
} // namespace understudy::cli
