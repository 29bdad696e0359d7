#include "core/json/strict_json.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace understudy {
namespace {

Problems refused(std::string_view text)
{
    const auto json = parseStrictJson(text);
    EXPECT_FALSE(json) << text;
    return json ? Problems{} : json.error();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(StrictJson, KeepsMembersInFileOrderAndNumbersAsTheyAre)
{
    const auto json = parseStrictJson("{\"b\": 1, \"a\": 2.50, \"c\": [true, null, -3]}\n");

    ASSERT_TRUE(json);
    EXPECT_EQ(compactJsonText(*json), R"({"b":1,"a":2.5,"c":[true,null,-3]})");
    EXPECT_EQ(jsonText(Json::parse("{\"a\":[]}")), "{\n  \"a\": []\n}\n");
}

TEST(StrictJson, NamesLineColumnAndWhatWasExpected)
{
    const Problems problems = refused("{\n  \"a\": 1,\n  \"b\" 2\n}");

    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].code, "json.syntax");
    EXPECT_EQ(problems[0].line, 3);
    EXPECT_EQ(problems[0].column, 7);
    EXPECT_NE(problems[0].what.find("expected ':'"), std::string::npos) << problems[0].what;
}

TEST(StrictJson, RefusesWhatIsNotOneDocument)
{
    for (const char* text : {"", "  ", "{} {}", "{}x", "[1,]", "{\"a\":1,}", "[NaN]", "[Infinity]",
                             "[01]", "[1e400]", "['a']", "{a:1}", "// x\n{}", "[\"\\ud800\"]",
                             "[\"a\tb\"]", "[\"\xFF\"]", "[\"\xC3\"]", "nul", "[1"}) {
        const Problems problems = refused(text);
        ASSERT_EQ(problems.size(), 1u) << text;
        EXPECT_EQ(problems[0].code, "json.syntax") << text;
        EXPECT_GT(problems[0].line, 0) << text;
        EXPECT_GT(problems[0].column, 0) << text;
    }
}

TEST(StrictJson, RefusesBytesAfterANul)
{
    const Problems problems = refused(std::string_view("{}\0{}", 5));
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].column, 3);
}

TEST(StrictJson, ListsEveryDuplicateKeyWhereItStandsAgain)
{
    const Problems problems = refused("{\"a\": {\"x\": 1, \"x\": 2},\n \"b\": [{\"y\": 1,\n"
                                      "   \"y\": 1}], \"a\": 3}");

    ASSERT_EQ(problems.size(), 3u);
    EXPECT_EQ(problems[0].code, "json.duplicate");
    EXPECT_EQ(problems[0].pointer, "/a/x");
    EXPECT_EQ(problems[0].line, 1);
    EXPECT_EQ(problems[0].column, 16);
    EXPECT_EQ(problems[1].pointer, "/b/0/y");
    EXPECT_EQ(problems[1].line, 3);
    EXPECT_EQ(problems[1].column, 4);
    EXPECT_EQ(problems[2].pointer, "/a");
    EXPECT_EQ(problems[2].line, 3);
    EXPECT_EQ(problems[2].column, 14);
}

TEST(StrictJson, NamesTheByteOfEveryDamage)
{
    const std::string text = R"({"a": [1, {"b": "c"}], "d": -2.5e3})";
    for (std::size_t place = 0; place < text.size(); ++place) {
        std::string damaged = text;
        damaged[place] = '\x01';

        const Problems problems = refused(damaged);

        ASSERT_EQ(problems.size(), 1u) << place;
        EXPECT_EQ(problems[0].line, 1) << place;
        EXPECT_EQ(problems[0].column, static_cast<int>(place) + 1);
    }
}

TEST(StrictJson, RefusesNumbersBeyondAllDoublesAndKeepsTheOthersExact)
{
    for (const char* number : {"1e400", "-1e400", "1e99999999999999999999"}) {
        EXPECT_EQ(refused(number)[0].code, "json.syntax") << number;
    }
    for (const auto& [read, written] : std::vector<std::pair<std::string, std::string>>{
             {"-0", "0"},
             {"-0.0", "-0.0"},
             {"9223372036854775807", "9223372036854775807"},
             {"9223372036854775808", "9223372036854775808"}, // 2^63
             {"-9223372036854775808", "-9223372036854775808"},
             {"18446744073709551615", "18446744073709551615"},
             {"18446744073709551616", "1.8446744073709552e+19"}, // the nearest double
             {"0.1000000000000000055511151231257827", "0.1"},
             {"1e-400", "0.0"}}) {
        const auto json = parseStrictJson(read);
        ASSERT_TRUE(json) << read;
        EXPECT_EQ(compactJsonText(*json), written);
    }
}

TEST(StrictJson, KeepsANulInATextAndRefusesItInAName)
{
    const auto json = parseStrictJson(R"(["a\u0000b"])");
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)[0].get<std::string>(), std::string("a\0b", 3));

    const Problems problems = refused(R"({"a": {"b\u0000": 1}})");
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].code, "json.name");
    EXPECT_GT(problems[0].line, 0);
}

TEST(StrictJson, RefusesHalfAPairOfSurrogatesAndReadsAWholeOne)
{
    for (const char* text : {R"(["\ud83d"])", R"(["\ude00"])", R"(["\ud83dx"])",
                             R"(["\ud83d\u0041"])", R"({"\ud83d": 1})"}) {
        EXPECT_EQ(refused(text)[0].code, "json.syntax") << text;
    }
    const auto json = parseStrictJson(R"(["\ud83d\ude00"])");
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)[0].get<std::string>(), "\xF0\x9F\x98\x80");
}

TEST(StrictJson, RefusesBytesBehindTheDocumentWhateverTheyAre)
{
    for (const char* text : {"{} x", "{}\n{}", "[],", "1 2", "\"a\"\"b\"", "null\x01", "{}//"}) {
        EXPECT_EQ(refused(text)[0].code, "json.syntax") << text;
    }
    EXPECT_TRUE(parseStrictJson(" {} \r\n\t"));
}

TEST(StrictJson, LimitsDepthWithoutRecursion)
{
    EXPECT_TRUE(parseStrictJson(nested(kMostJsonDepth)));
    EXPECT_EQ(refused(nested(kMostJsonDepth + 1))[0].code, "json.depth");
    EXPECT_EQ(refused(std::string(1'000'000, '['))[0].code, "json.depth");
}

TEST(StrictJson, LimitsSizeBeforeReading)
{
    const std::string text = "\"" + std::string(kMostJsonBytes, 'x') + "\"";
    EXPECT_EQ(refused(text)[0].code, "json.size");
}

TEST(StrictJson, SkipsAByteOrderMark)
{
    EXPECT_TRUE(parseStrictJson("\xEF\xBB\xBF{\"a\": 1}"));
    EXPECT_EQ(refused("\xEF\xBB\xBF?")[0].column, 1);
}

TEST(StrictJson, EndsForEveryPrefixOfADocument)
{
    const std::string text = "{\"a\": [1.5e3, \"\\u00e9\\n\", {\"b\": null}], \"c\": false}";
    for (std::size_t length = 0; length < text.size(); ++length) {
        EXPECT_FALSE(parseStrictJson(std::string_view(text).substr(0, length))) << length;
    }
}

TEST(StrictJson, StaysFastWhenOneObjectHasManyMembers)
{
    std::string text = "{";
    for (int i = 0; i < 50'000; ++i) {
        text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    }
    const auto json = parseStrictJson(text + "}");

    ASSERT_TRUE(json);
    EXPECT_EQ(json->size(), 50'000u);
}

TEST(JsonPlaces, FindTheValueOrTheNearestOneAroundIt)
{
    const std::string text = "{\n  \"a/b\": [\n    {\"tries\": 0},\n    {\"x\": \"}]\\\"\",\n"
                             "     \"y\": -5 }\n  ]\n}\n";
    Problems problems{{"", "/a~1b/0/tries", "", 0, 0},
                      {"", "/a~1b/1/y", "", 0, 0},
                      {"", "/a~1b/1/model/deeper", "", 0, 0},
                      {"", "", "", 0, 0}};
    ASSERT_TRUE(parseStrictJson(text));

    addPlaces(text, problems);

    EXPECT_EQ(std::pair(problems[0].line, problems[0].column), std::pair(3, 15));
    EXPECT_EQ(std::pair(problems[1].line, problems[1].column), std::pair(5, 11));
    EXPECT_EQ(std::pair(problems[2].line, problems[2].column), std::pair(4, 5));
    EXPECT_EQ(std::pair(problems[3].line, problems[3].column), std::pair(1, 1));
}

} // namespace
} // namespace understudy
