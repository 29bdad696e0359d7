#include "core/record/event_json.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace understudy {
namespace {

using Json = nlohmann::json;

std::vector<Json> linesOf(EngineBench& bench, EventLines& lines)
{
    std::vector<Json> result;
    for (const RunEvent& event : bench.log.events()) {
        result.push_back(Json::parse(lines.eventLine(event)));
    }
    return result;
}

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}}};

TEST(EventJson, SaysEverythingThatTheContractNamesForAFailureAndASwitch)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});
    bench.run();
    EventLines lines(bench.chain);
    lines.note(1, NoteKind::Message, "bad key");
    const std::vector<Json> json = linesOf(bench, lines);

    EXPECT_EQ(json[0], Json::parse(R"({"t_us":0,"event":"run_started","prompt_tokens":100})"));
    EXPECT_EQ(json[1], Json::parse(R"({"t_us":0,"event":"step_entered","step":"step-a",
                                       "selection":"in_order","order":["a"]})"));
    EXPECT_EQ(json[2], Json::parse(R"({"t_us":0,"event":"attempt_started","attempt":1,
                                       "step":"step-a","candidate":"a","try":1,
                                       "because":"first"})"));
    EXPECT_EQ(json[4], Json::parse(R"({"t_us":50000,"event":"attempt_failed","attempt":1,
                                       "class":"auth","status":401,"message":"bad key",
                                       "phase":"before_commit","injected":null,
                                       "reaction":"next","output_tokens":0,
                                       "cost_nusd":0})"));
    EXPECT_EQ(json[5], Json::parse(R"({"t_us":50000,"event":"switched","from":"a","to":"b",
                                       "because":"auth"})"));
}

Json lineOf(const ChainSpec& spec, const RunEvent& event)
{
    EventLines lines(buildChain(spec));
    lines.setOutageIds({"blackout"});
    return Json::parse(lines.eventLine(event));
}

const ChainSpec kPool{.candidates = {{.id = "a", .selection = {.kind = SelectionKind::Balance}},
                                     {.id = "b", .joinsStep = true},
                                     {.id = "c", .joinsStep = true}}};

TEST(EventJson, NamesThePickOfABalanceFirst)
{
    EXPECT_EQ(lineOf(kPool, {.kind = EventKind::StepEntered, .step = 0, .candidate = 1}),
              Json::parse(R"({"t_us":0,"event":"step_entered","step":"step-a",
                              "selection":"balance","pick":"b","order":["b","a","c"]})"));
    EXPECT_EQ(lineOf(kPool, {.kind = EventKind::StepEntered, .step = 0})["order"],
              Json::parse(R"(["a","b","c"])"));
}

TEST(EventJson, SaysWhenWhoWasSkippedMayBeAskedAgain)
{
    EXPECT_EQ(lineOf(kPool, {.kind = EventKind::CandidateSkipped,
                             .because = static_cast<std::uint8_t>(SkipCause::BreakerOpen),
                             .candidate = 2,
                             .amount = 1'500'700}),
              Json::parse(R"({"t_us":0,"event":"candidate_skipped","step":"step-a",
                              "candidate":"c","because":"breaker_open","retry_in_ms":1501,
                              "retry_in_us":1500700})"));
    EXPECT_FALSE(lineOf(kPool, {.kind = EventKind::CandidateSkipped, .candidate = 2})
                     .contains("retry_in_ms"));
}

TEST(EventJson, NamesTheStatesOfBreakersAndOutages)
{
    EXPECT_EQ(lineOf(kPool, {.kind = EventKind::Breaker, .because = 2, .candidate = 0})["state"],
              "half_open");
    EXPECT_EQ(lineOf(kPool, {.kind = EventKind::Outage, .because = 1, .injected = 1}),
              Json::parse(R"({"t_us":0,"event":"outage","outage":"blackout","state":"on"})"));
}

TEST(EventJson, TellsTheCauseOfASwitchAndItsClass)
{
    RunEvent event{.kind = EventKind::Switched,
                   .because = static_cast<std::uint8_t>(SwitchCause::Patience),
                   .errorClass = ErrorClass::Overload,
                   .candidate = 1,
                   .from = 0};
    EXPECT_EQ(lineOf(kPool, event)["because"], "patience");
    EXPECT_EQ(lineOf(kPool, event)["class"], "overload");
    event.because = 0;
    EXPECT_EQ(lineOf(kPool, event)["because"], "overload");
}

TEST(EventJson, EndsWithTheTotalsOfTheRun)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {breaksAfter(3)});
    bench.run();
    EventLines lines(bench.chain);
    const Json last = linesOf(bench, lines).back();

    EXPECT_EQ(last["event"], "run_finished");
    EXPECT_EQ(last["outcome"], "answered");
    EXPECT_EQ(last["served_by"], Json::parse(R"({"provider":"b","model":"b","step":"step-b"})"));
    EXPECT_EQ(last["attempts"], 2);
    EXPECT_EQ(last["switches"], 1);
    EXPECT_EQ(last["first_token_ms"], 220);
    EXPECT_EQ(last["total_ms"], 240);
    EXPECT_EQ(last["discarded_tokens"], 3);
    EXPECT_EQ(last["wasted_nusd"], 106'000);
}

TEST(EventJson, NeverGoesBackInTime)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.run();
    EventLines lines(bench.chain);
    std::int64_t last = 0;
    for (const Json& json : linesOf(bench, lines)) {
        EXPECT_GE(json["t_us"].get<std::int64_t>(), last);
        last = json["t_us"].get<std::int64_t>();
    }
}

TEST(EventJson, ShowsThePromptOnlyWhenItIsKept)
{
    EngineBench bench(kPair);
    bench.run();
    EventLines without(bench.chain);
    EventLines with(bench.chain);
    with.setInput({.system = "be brief", .messages = {{Role::User, "hi"}}});

    EXPECT_FALSE(Json::parse(without.eventLine(bench.log.events()[0])).contains("input"));
    EXPECT_EQ(Json::parse(with.eventLine(bench.log.events()[0]))["input"],
              Json::parse(R"({"system":"be brief","messages":[{"role":"user","content":"hi"}]})"));
}

TEST(EventJson, ReplacesBrokenUtf8InsteadOfFailing)
{
    EngineBench bench(kPair);
    EventLines lines(bench.chain);
    const Json json = Json::parse(lines.textLine(1, "a\xFF", 1_ms));
    EXPECT_EQ(json["delta"], "a\xEF\xBF\xBD");
}

TEST(EventJson, BeginsAJournalWithItsChainAndSeed)
{
    const Json json = Json::parse(EventLines::headerLine({.chainJson = R"({"name":"x"})",
                                                          .seed = 7,
                                                          .started = "2026-11-22T10:00:00Z",
                                                          .mode = "simulated"}));
    EXPECT_EQ(json["format"], "understudy-run");
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["chain"]["name"], "x");
    EXPECT_TRUE(json["scenario"].is_null());
    EXPECT_EQ(json["seed"], 7);
}

} // namespace
} // namespace understudy
