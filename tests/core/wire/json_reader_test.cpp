#include "core/wire/json_reader.h"

#include "core/wire/json_writer.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(JsonReader, ReadsNothingWhereThereIsNothing)
{
    const auto document = JsonDocument::parse(R"({"a":{"b":[1,"x"]},"n":null})");
    ASSERT_TRUE(document);
    const JsonView root = document->root();

    EXPECT_TRUE(root["z"]["y"].element(3)["x"].isNothing());
    EXPECT_TRUE(root["n"].isNothing());
    EXPECT_FALSE(root["a"]["b"].text());
    EXPECT_FALSE(root["a"]["b"].element(1).integer());
    EXPECT_EQ(root["a"]["b"].element(1).text(), "x");
    EXPECT_EQ(root["a"]["b"].size(), 2U);
    EXPECT_EQ(root["a"]["b"].element(2).size(), 0U);
}

TEST(JsonReader, ReadsWholeNumbersInEitherNotation)
{
    const auto document = JsonDocument::parse(
        R"([3, 3.0, -1, 3.5, 1e300, 18446744073709551615, 9223372036854775807, "3", 1e400, -0])");
    ASSERT_TRUE(document);
    const JsonView root = document->root();

    EXPECT_EQ(root.element(0).integer(), 3);
    EXPECT_EQ(root.element(1).integer(), 3);
    EXPECT_EQ(root.element(2).integer(), -1);
    EXPECT_FALSE(root.element(3).integer());
    EXPECT_FALSE(root.element(4).integer());
    EXPECT_FALSE(root.element(5).integer());
    EXPECT_EQ(root.element(6).integer(), INT64_MAX);
    EXPECT_FALSE(root.element(7).integer());
    EXPECT_FALSE(root.element(8).integer());
    EXPECT_EQ(root.element(9).integer(), 0);
}

TEST(JsonReader, RefusesWhatIsNotOneValue)
{
    for (const char* text : {"",        "{",         "{}{}",       "{\"a\":1}\n{\"b\":2}",
                             "nul",     "[1,]",      "{\"a\":1,}", "[1 2]",
                             "01",      "1.",        "-",          ".5",
                             "1e",      "+1",        "[",          "\"a",
                             "\"\\x\"", "\"\\u12\"", "\"\t\"",     "{a:1}",
                             "{\"a\"}", "{1:2}",     "]",          "truth",
                             "NaN",     "'a'"}) {
        EXPECT_FALSE(JsonDocument::parse(text)) << text;
    }
}

TEST(JsonReader, ReplacesLoneSurrogatesAndKeepsPairs)
{
    const auto document =
        JsonDocument::parse(R"(["\ud83d", "a\ude00", "\ud83d\ude00", "\\ud83d", "\ud83d\u0041"])");
    ASSERT_TRUE(document);
    const JsonView root = document->root();

    EXPECT_EQ(root.element(0).text(), "\xEF\xBF\xBD");
    EXPECT_EQ(root.element(1).text(), "a\xEF\xBF\xBD");
    EXPECT_EQ(root.element(2).text(), "\xF0\x9F\x98\x80");
    EXPECT_EQ(root.element(3).text(), "\\ud83d");
    EXPECT_EQ(root.element(4).text(), "\xEF\xBF\xBD"
                                      "A");
}

TEST(JsonReader, TakesTheLastOfTwoEqualMembers)
{
    const auto document = JsonDocument::parse(R"({"a":1,"a":2})");

    ASSERT_TRUE(document);
    EXPECT_EQ(document->root()["a"].integer(), 2);
}

TEST(JsonReader, RefusesWhatIsNestedTooDeep)
{
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + R"("[[\"[")" + std::string(depth, ']');
    };

    EXPECT_TRUE(JsonDocument::parse(nested(256)));
    EXPECT_FALSE(JsonDocument::parse(nested(257)));
    EXPECT_FALSE(JsonDocument::parse(std::string(1 << 22, '[')));
}

TEST(JsonWriter, KeepsTheOrderAndCopiesValues)
{
    JsonObjectWriter writer;
    writer.addText("z", "a\"\n\xFF");
    writer.add("a", "1.0");

    EXPECT_EQ(writer.object(), "{\"z\":\"a\\\"\\n\xEF\xBF\xBD\",\"a\":1.0}");
    EXPECT_EQ(JsonObjectWriter().object(), "{}");
}

} // namespace
} // namespace understudy
