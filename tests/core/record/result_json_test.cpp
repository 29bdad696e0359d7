#include "core/record/result_json.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace understudy {
namespace {

using Json = nlohmann::json;

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}}};

Json resultOf(EngineBench& bench)
{
    bench.run();
    return Json::parse(resultJson(bench.log.story()));
}

TEST(ResultJson, SaysFirstRetryOrSwitch)
{
    EngineBench healthy(kPair);
    EngineBench retried(kPair);
    retried.driver.script(0, {fails(ErrorClass::Server, 500), answers()});
    EngineBench switched(kPair);
    switched.driver.script(0, {fails(ErrorClass::Auth, 401)});

    EXPECT_EQ(resultOf(healthy)["cause"], "first");
    EXPECT_EQ(resultOf(retried)["cause"], "retry");
    EXPECT_EQ(resultOf(switched)["cause"], "switch");
}

TEST(ResultJson, ListsEveryAttemptAndTheLastErrorOfAFailedRun)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Server, 500)});
    bench.driver.script(1, {fails(ErrorClass::Overload, 529)});
    const Json json = resultOf(bench);

    EXPECT_EQ(json["outcome"], "failed");
    EXPECT_TRUE(json["served_by"].is_null());
    ASSERT_EQ(json["attempts"].size(), 4u);
    EXPECT_EQ(json["attempts"][0]["class"], "server");
    EXPECT_EQ(json["attempts"][0]["outcome"], "failed");
    EXPECT_EQ(json["attempts"][3]["status"], 529);
    EXPECT_EQ(json["error"]["class"], "overload");
    EXPECT_EQ(json["error"]["candidate"], "b");
    EXPECT_EQ(json["requested"]["model"], "a");
}

TEST(ResultJson, ShowsNoWordOfADiscardedPartial)
{
    EngineBench bench(kPair);
    RunStory story(bench.chain->labels);
    bench.driver.script(0, {breaksAfter(2)});
    bench.run();
    for (const RunEvent& event : bench.log.events()) {
        story.apply(event);
        if (event.kind == EventKind::FirstToken) {
            story.addText(event.attempt, event.attempt == 1 ? "alpha" : "omega");
        }
    }

    const Json json = Json::parse(resultJson(story));
    EXPECT_EQ(json["text"], "omega");
    EXPECT_EQ(json["discarded_tokens"], 2);
    EXPECT_TRUE(json["error"].is_null());
}

TEST(ResultJson, TellsTheCauseAndTheTimesOfEveryAttemptWhenAllFail)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Server, 500)});
    bench.driver.script(1, {fails(ErrorClass::Auth, 401)});
    const Json json = resultOf(bench);

    ASSERT_EQ(json["attempts"].size(), 3u);
    const std::vector<std::string> classes{"server", "server", "auth"};
    const std::vector<std::string> candidates{"a", "a", "b"};
    const std::vector<int> starts{0, 550'000, 600'000};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(json["attempts"][i]["class"], classes[i]);
        EXPECT_EQ(json["attempts"][i]["candidate"], candidates[i]);
        EXPECT_EQ(json["attempts"][i]["start_us"], starts[i]);
        EXPECT_EQ(json["attempts"][i]["end_us"], starts[i] + 50'000);
        EXPECT_NE(json["attempts"][i]["message"], "");
    }
    EXPECT_EQ(json["error"]["class"], "auth");
    EXPECT_EQ(json["error"]["status"], 401);
}

std::string causeIn(const Selection& selection, std::vector<ScriptedAttempt> ofTheFirst)
{
    EngineBench bench({.candidates = {{.id = "a", .tries = 1, .selection = selection},
                                      {.id = "b", .tries = 1, .joinsStep = true}}});
    bench.driver.script(0, std::move(ofTheFirst));
    bench.run();
    return std::string(causeOf(bench.log.story()));
}

TEST(ResultJson, NamesARaceAndTheFirstPickOfABalanceAsTheCause)
{
    const Selection race{.kind = SelectionKind::Race};
    const Selection balance{.kind = SelectionKind::Balance,
                            .strategy = BalanceStrategy::RoundRobin};
    EXPECT_EQ(causeIn(race, {}), "race");
    EXPECT_EQ(causeIn(race, {fails(ErrorClass::Auth, 401)}), "race");
    EXPECT_EQ(causeIn(balance, {}), "balance");
    EXPECT_EQ(causeIn(balance, {fails(ErrorClass::Auth, 401)}), "switch");
}

} // namespace
} // namespace understudy
