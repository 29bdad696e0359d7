#include "core/json/object_reader.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::vector<std::string> pointersOf(const Problems& problems)
{
    std::vector<std::string> pointers;
    for (const Problem& problem : problems) {
        pointers.push_back(problem.pointer);
    }
    return pointers;
}

std::vector<std::string> namesOf(const ObjectReader::Members& members)
{
    std::vector<std::string> names;
    for (const auto& member : members) {
        names.push_back(member.first);
    }
    return names;
}

TEST(ObjectReader, ReadsTypedMembers)
{
    const Json json = Json::parse(R"({"s": "x", "b": true, "i": 3, "f": 2.5, "o": {}, "a": []})");
    Problems problems;
    ObjectReader reader(json, "", problems);

    EXPECT_EQ(reader.text("s"), "x");
    EXPECT_EQ(reader.boolean("b"), true);
    EXPECT_EQ(reader.integer("i", {1, 5}), 3);
    EXPECT_EQ(reader.number("f", {0, 5}), 2.5);
    EXPECT_NE(reader.object("o"), nullptr);
    EXPECT_NE(reader.array("a"), nullptr);
    EXPECT_EQ(reader.text("absent"), std::nullopt);
    EXPECT_TRUE(problems.empty());
}

TEST(ObjectReader, CollectsEveryProblemWithItsPointerAndWhatIsAllowed)
{
    const Json json = Json::parse(R"({"s": 1, "b": "x", "i": 9, "f": "x", "o": [], "a/b": {}})");
    Problems problems;
    ObjectReader reader(json, "/steps/0", problems);

    EXPECT_FALSE(reader.text("s"));
    EXPECT_FALSE(reader.boolean("b"));
    EXPECT_FALSE(reader.integer("i", {1, 5}));
    EXPECT_FALSE(reader.number("f", {0, 1}));
    EXPECT_EQ(reader.object("o"), nullptr);
    EXPECT_EQ(reader.array("a/b"), nullptr);
    reader.require({"s", "model"});

    EXPECT_EQ(pointersOf(problems),
              (std::vector<std::string>{"/steps/0/s", "/steps/0/b", "/steps/0/i", "/steps/0/f",
                                        "/steps/0/o", "/steps/0/a~1b", "/steps/0/model"}));
    EXPECT_EQ(problems[2].what, "must be an integer from 1 to 5");
    EXPECT_EQ(problems[2].code, "range");
    EXPECT_EQ(problems[3].code, "type");
    EXPECT_EQ(problems[6].code, "required");
}

TEST(ObjectReader, TakesAWholeNumberInEitherSpellingAndNoOther)
{
    const Json json = Json::parse(
        R"({"a": 3.0, "b": 3.5, "c": 18446744073709551615, "d": 1e300, "e": -1, "f": 1e3})");
    Problems problems;
    ObjectReader reader(json, "", problems);

    EXPECT_EQ(reader.integer("a", {}), 3);
    EXPECT_EQ(reader.integer("f", {}), 1000);
    for (const char* name : {"b", "c", "d", "e"}) {
        EXPECT_FALSE(reader.integer(name, {})) << name;
    }
    EXPECT_EQ(problems.size(), 4u);
    EXPECT_EQ(problems[0].what, "must be an integer of at least 0");
}

TEST(ObjectReader, RemembersWhatWasReadAndWhatIsUnknown)
{
    const Json json = Json::parse(R"({"z": 1, "known": null, "also": 2, "a": []})");
    Problems problems;
    ObjectReader reader(json, "", problems);

    EXPECT_TRUE(reader.isNull("known"));
    EXPECT_FALSE(reader.isNull("also"));
    reader.integer("also", {});

    EXPECT_EQ(namesOf(reader.readMembers()), (std::vector<std::string>{"known", "also"}));
    EXPECT_EQ(namesOf(reader.unknownMembers()), (std::vector<std::string>{"z", "a"}));
}

TEST(ObjectReader, SaysOnceThatAValueIsNoObject)
{
    const Json json = Json::array();
    Problems problems;
    ObjectReader reader(json, "/goals/0", problems);

    EXPECT_FALSE(reader.text("metric"));
    reader.require({"metric"});

    EXPECT_EQ(pointersOf(problems), (std::vector<std::string>{"/goals/0"}));
    EXPECT_TRUE(reader.unknownMembers().empty());
}

} // namespace
} // namespace understudy
