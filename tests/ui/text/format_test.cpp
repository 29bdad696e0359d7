#include "ui/text/format_cost.h"
#include "ui/text/format_duration.h"
#include "ui/text/model_title.h"

#include <gtest/gtest.h>

using namespace understudy;

TEST(FormatDuration, ChoosesTheUnitThatPeopleRead)
{
    EXPECT_EQ(formatDuration(0_ms), QStringLiteral("0 ms"));
    EXPECT_EQ(formatDuration(380_ms), QStringLiteral("380 ms"));
    EXPECT_EQ(formatDuration(1420_ms), QStringLiteral("1.42 s"));
    EXPECT_EQ(formatDuration(12'440_ms), QStringLiteral("12.4 s"));
    EXPECT_EQ(formatDuration(125_s), QStringLiteral("2 min 5 s"));
}

TEST(FormatDuration, RoundsAcrossUnits)
{
    EXPECT_EQ(formatDuration(Duration{999'600}), QStringLiteral("1.00 s"));
    EXPECT_EQ(formatDuration(Duration{59'960'000}), QStringLiteral("1 min 0 s"));
}

TEST(FormatTick, HasNoMoreDigitsThanTheStepNeeds)
{
    EXPECT_EQ(formatTick(0_ms, 500_ms), QStringLiteral("0 s"));
    EXPECT_EQ(formatTick(1500_ms, 500_ms), QStringLiteral("1.5 s"));
    EXPECT_EQ(formatTick(3_s, 1_s), QStringLiteral("3 s"));
    EXPECT_EQ(formatTick(20_ms, 10_ms), QStringLiteral("20 ms"));
    EXPECT_EQ(formatTick(120_s, 60_s), QStringLiteral("2 min"));
}

TEST(FormatCost, KeepsTheDigitsThatCount)
{
    EXPECT_EQ(formatCost(0), QStringLiteral("$0"));
    EXPECT_EQ(formatCost(3'100'000), QStringLiteral("$0.0031"));
    EXPECT_EQ(formatCost(42'000), QStringLiteral("$0.000042"));
    EXPECT_EQ(formatCost(1'250'000'000), QStringLiteral("$1.25"));
    EXPECT_EQ(formatCost(std::nullopt), QStringLiteral("cost unknown"));
    EXPECT_EQ(formatCost(-1), QStringLiteral("cost unknown"));
}

TEST(FormatTokens, ShortensLargeCounts)
{
    EXPECT_EQ(formatTokens(128), QStringLiteral("128"));
    EXPECT_EQ(formatTokens(400'000), QStringLiteral("400k"));
    EXPECT_EQ(formatTokens(1'047'576), QStringLiteral("1M"));
    EXPECT_EQ(formatTokens(1'500'000), QStringLiteral("1.5M"));
}

TEST(ModelTitle, IsWhatPeopleCallTheModel)
{
    EXPECT_EQ(modelTitle("gpt-5"), QStringLiteral("GPT-5"));
    EXPECT_EQ(modelTitle("gpt-4.1-mini"), QStringLiteral("GPT-4.1 mini"));
    EXPECT_EQ(modelTitle("claude-sonnet-4-5"), QStringLiteral("Claude Sonnet 4.5"));
    EXPECT_EQ(modelTitle("claude-opus-5"), QStringLiteral("Claude Opus 5"));
    EXPECT_EQ(modelTitle("claude-haiku-4-5-20251001"),
              QStringLiteral("Claude Haiku 4.5 (20251001)"));
    EXPECT_EQ(modelTitle("gemini-2.5-flash"), QStringLiteral("Gemini 2.5 Flash"));
    EXPECT_EQ(modelTitle("openai/gpt-5-mini"), QStringLiteral("GPT-5 mini"));
}

TEST(ModelTitle, StaysTheIdWhenItsPatternIsUnknown)
{
    for (const char* id :
         {"o4-mini", "llama-3.3-70b-versatile", "gpt-oss-120b", "gpt-", "claude--x", "", "*"}) {
        EXPECT_EQ(modelTitle(id), QString::fromLatin1(id).section(QLatin1Char('/'), -1));
    }
}

TEST(ProviderTitle, IsTheVendorsSpellingOrTheName)
{
    EXPECT_EQ(providerTitle("openai"), QStringLiteral("OpenAI"));
    EXPECT_EQ(providerTitle("my-gateway"), QStringLiteral("my-gateway"));
}
