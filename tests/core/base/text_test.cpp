#include "core/base/text.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(Text, ReadsWholeIntegersOnly)
{
    EXPECT_EQ(parseInteger("42"), 42);
    EXPECT_EQ(parseInteger("-7"), -7);
    EXPECT_FALSE(parseInteger(""));
    EXPECT_FALSE(parseInteger("4 "));
    EXPECT_FALSE(parseInteger("+4"));
    EXPECT_FALSE(parseInteger("99999999999999999999"));
}

TEST(Text, ReadsDecimalsButNeitherInfinityNorNan)
{
    EXPECT_EQ(parseDecimal("0.25"), 0.25);
    EXPECT_EQ(parseDecimal("-1"), -1.0);
    EXPECT_FALSE(parseDecimal("inf"));
    EXPECT_FALSE(parseDecimal("nan"));
    EXPECT_FALSE(parseDecimal("1e9999"));
    EXPECT_FALSE(parseDecimal("soon"));
    EXPECT_FALSE(parseDecimal("1.5x"));
}

TEST(Text, ReplacesBytesThatAreNotUtf8AndKeepsTheRest)
{
    EXPECT_EQ(validUtf8("h\xC3\xA9llo"), "h\xC3\xA9llo");
    EXPECT_EQ(validUtf8("a\xFF"
                        "b"),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_EQ(validUtf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // surrogate
    EXPECT_EQ(validUtf8("\xC3"), "\xEF\xBF\xBD");                                 // cut short
}

TEST(Text, ReplacesACutSequenceOnceAndReadsOnAfterIt)
{
    EXPECT_EQ(validUtf8("\xE2\x82\n"), "\xEF\xBF\xBD\n");
    EXPECT_EQ(validUtf8("\xF0\x9F\x98"), "\xEF\xBF\xBD");
    EXPECT_EQ(validUtf8("\xF0\x9F\xC3\xA9"), "\xEF\xBF\xBD\xC3\xA9");
    EXPECT_EQ(validUtf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD"); // overlong
    EXPECT_EQ(validUtf8("\xF4\x90"), "\xEF\xBF\xBD\xEF\xBF\xBD"); // beyond U+10FFFF
    EXPECT_EQ(validUtf8("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80");
}

TEST(Text, FindsControlCharacters)
{
    EXPECT_TRUE(hasControlCharacter("a\nb"));
    EXPECT_TRUE(hasControlCharacter("\x7F"));
    EXPECT_FALSE(hasControlCharacter("grüße"));
}

} // namespace
} // namespace understudy
