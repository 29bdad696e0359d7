#include "core/record/journal_reader.h"

#include "tests/support/chain_file.h"
#include "tests/support/engine_bench.h"
#include "tests/support/journal_of.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace understudy {
namespace {

struct Recorded
{
    std::shared_ptr<const CompiledChain> chain;
    RunBatch records;
    std::string text;
    RunStory story;
};

// A run with its words, as a journal.
Recorded record(const ChainSpec& spec, std::vector<std::vector<ScriptedAttempt>> scripts = {},
                std::size_t wakes = 10'000)
{
    ManualScheduler scheduler;
    BatchLog log;
    ScriptedDriver driver(scheduler);
    const std::shared_ptr<const CompiledChain> chain = buildChain(spec);
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        driver.script(static_cast<std::uint16_t>(i), scripts[i]);
    }
    driver.speakTo(log);
    Engine engine(scheduler, driver, log, 7);
    driver.connect(engine);
    engine.start({.chain = chain, .promptTokens = 100});
    scheduler.runUntilIdle(wakes);
    const JournalHeader header{.chainJson = chainToJson(chainFileOf(*chain)),
                               .scenarioJson = {},
                               .seed = 7,
                               .started = "2026-11-25T10:00:00Z",
                               .mode = "simulated",
                               .outageIds = {"o1", "o2"}};
    return {chain, log.records(), journalOf(chain, header, log.records()), log.story(*chain)};
}

void expectTheSameBack(const Recorded& recorded)
{
    const auto journal = readJournal(recorded.text);
    ASSERT_TRUE(journal.has_value()) << formatProblem("journal", journal.error()[0]) << "\n"
                                     << recorded.text;
    EXPECT_FALSE(journal->brokenOff.has_value());
    EXPECT_EQ(BatchLog::eventsOf(journal->records), BatchLog::eventsOf(recorded.records));
    EXPECT_EQ(storyOf(*journal), recorded.story);
}

const Selection kRace{.kind = SelectionKind::Race};
const Selection kHedge{.kind = SelectionKind::Race, .stagger = milliseconds(40)};
const Selection kBalance{.kind = SelectionKind::Balance, .strategy = BalanceStrategy::RoundRobin};

ChainSpec threeOf(const Selection& selection)
{
    return {.candidates = {{.id = "a", .selection = selection},
                           {.id = "b", .joinsStep = true},
                           {.id = "c", .joinsStep = true},
                           {.id = "d"}}};
}

TEST(JournalReader, ReadsBackFailuresWaitsAndSwitches)
{
    expectTheSameBack(record({.candidates = {{.id = "a", .tries = 3}, {.id = "b"}}},
                             {{fails(ErrorClass::Server, 503),
                               fails(ErrorClass::RateLimitWait, 429, 1_s), breaksAfter(3)}}));
}

TEST(JournalReader, ReadsBackARaceAndAHedge)
{
    expectTheSameBack(record(threeOf(kRace)));
    expectTheSameBack(record(threeOf(kHedge), {{staysSilent()}, {fails(ErrorClass::Server, 500)}}));
    Selection completed = kHedge;
    completed.win = RaceWin::Completed;
    expectTheSameBack(record(threeOf(completed), {{breaksAfter(2)}, {answers(9)}}));
}

TEST(JournalReader, ReadsBackABalanceAndItsSiblings)
{
    expectTheSameBack(record(threeOf(kBalance),
                             {{fails(ErrorClass::Auth, 401)}, {fails(ErrorClass::Auth, 401)}}));
}

TEST(JournalReader, ReadsBackWhatWasHeldAndWhatWentOn)
{
    ChainSpec spec{.candidates = {{.id = "a"}, {.id = "b"}}};
    spec.midStream = MidStream::Continue;
    spec.holdTokens = 2;
    const Recorded recorded = record(spec, {{breaksAfter(5)}});
    EXPECT_NE(recorded.text.find(R"("continues":1)"), std::string::npos);
    EXPECT_NE(recorded.text.find(R"("held":true)"), std::string::npos);
    expectTheSameBack(recorded);
}

TEST(JournalReader, ReadsBackWhatAnOutageDid)
{
    ScriptedAttempt struck = fails(ErrorClass::Server, 503);
    struck.injected = 2;
    const Recorded recorded = record({.candidates = {{.id = "a"}}}, {{struck}});
    EXPECT_NE(recorded.text.find(R"("injected":"o2")"), std::string::npos);
    expectTheSameBack(recorded);
}

TEST(JournalReader, ReadsBackNotesAndUsage)
{
    Recorded recorded = record({.candidates = {{.id = "a"}}}, {{fails(ErrorClass::Auth, 401)}});
    const auto started = std::ranges::find_if(recorded.records, [](const RunRecord& record) {
        const auto* event = std::get_if<RunEvent>(&record);
        return event != nullptr && event->kind == EventKind::AttemptStarted;
    });
    recorded.records.insert(started + 1,
                            {RunRecord{NotePiece{1, NoteKind::Dropped, "top_k"}},
                             RunRecord{NotePiece{1, NoteKind::RequestName, "req \"1\""}},
                             RunRecord{NotePiece{1, NoteKind::Model, "other"}},
                             RunRecord{NotePiece{1, NoteKind::Message, "key \xE2\x9C\x98"}},
                             RunRecord{UsagePiece{1, {.input = 7, .cached = 1, .output = 2}}}});
    recorded.story = RunStory(recorded.chain->labels);
    recorded.story.apply(recorded.records);
    recorded.text = journalOf(
        recorded.chain, {.chainJson = chainToJson(chainFileOf(*recorded.chain)), .mode = "live"},
        recorded.records);
    expectTheSameBack(recorded);
}

TEST(JournalReader, ReadsEverythingBeforeACutWhereverItIs)
{
    const Recorded whole = record({.candidates = {{.id = "a"}, {.id = "b"}}}, {{breaksAfter(2)}});
    const std::size_t header = whole.text.find('\n');
    for (std::size_t size = 0; size < whole.text.size(); ++size) {
        const std::string text = whole.text.substr(0, size);
        const auto journal = readJournal(text);
        ASSERT_EQ(journal.has_value(), size >= header) << size;
        if (!journal) {
            EXPECT_EQ(journal.error()[0].line, 1) << size;
            continue;
        }
        const bool isAllThere = size + 1 == whole.text.size();
        ASSERT_EQ(journal->brokenOff.has_value(), !isAllThere) << size;
        const RunBatch& records = journal->records;
        ASSERT_LE(records.size(), whole.records.size()) << size;
        const auto lines = std::ranges::count(text, '\n');
        const bool endsWhole = text.back() == '\n' || whole.text[size] == '\n';
        const auto wholeLines = lines + (text.back() != '\n' && endsWhole ? 1 : 0);
        EXPECT_EQ(static_cast<std::ptrdiff_t>(records.size()), wholeLines - 1) << size;
        if (!isAllThere && !endsWhole) {
            EXPECT_EQ(journal->brokenOff->line, lines + 1) << size;
            EXPECT_NE(journal->brokenOff->what.find("line " + std::to_string(lines + 1)),
                      std::string::npos);
        }
    }
}

// The first problem of a journal whose line `number` is another one.
std::string problemOf(int number, const std::string& line)
{
    static const Recorded whole = record({.candidates = {{.id = "a"}, {.id = "b"}}});
    std::string text;
    std::size_t at = 0;
    for (int i = 1; at < whole.text.size(); ++i) {
        const std::size_t end = whole.text.find('\n', at);
        text += (i == number ? line : whole.text.substr(at, end - at)) + '\n';
        at = end + 1;
    }
    const auto journal = readJournal(text);
    return journal ? "" : formatProblem("j", journal.error()[0]);
}

TEST(JournalReader, NamesLineColumnAndMemberOfWhatIsWrong)
{
    EXPECT_EQ(problemOf(4, R"({"t_us":0,"event")").substr(0, 5), "j:4:1");
    EXPECT_EQ(problemOf(4, R"({"t_us":"0","event":"progress"})"),
              "j:4:9: /t_us: must be an integer from 0 to 1000000000000000");
    EXPECT_EQ(problemOf(4, R"({"t_us":0,"event":"headers","attempt":9,"status":200})"),
              "j:4:39: /attempt: attempt 9 has not started");
    EXPECT_EQ(problemOf(4, R"({"t_us":0,"event":"breaker","candidate":"z","state":"open"})"),
              "j:4:41: /candidate: 'z' is no candidate of this chain");
    EXPECT_EQ(problemOf(4, R"({"t_us":0,"event":"breaker","candidate":"a","state":"ajar"})"),
              "j:4:53: /state: must be one of closed, open, half_open");
    EXPECT_EQ(problemOf(4, R"({"t_us":0,"event":"run_started","prompt_tokens":1})"),
              "j:4:19: /event: comes a second time: a journal holds one run");
    EXPECT_EQ(problemOf(2, R"({"t_us":5,"event":"outage","outage":"o","state":"on"})"),
              "j:2:19: /event: comes before run_started");
    EXPECT_EQ(problemOf(2, R"({"t_us":5,"event":"run_started","prompt_tokens":1})"),
              "j:3:9: /t_us: is 0, but the line before has 5: time never falls");
}

TEST(JournalReader, PassesOverEventsAndMembersItDoesNotKnow)
{
    EXPECT_EQ(problemOf(3, R"({"t_us":0,"event":"moon_rose","phase":7,"attempt":"x"})"), "");
    EXPECT_EQ(problemOf(2, R"({"t_us":0,"event":"run_started","prompt_tokens":1,"mood":[]})"), "");
}

TEST(JournalReader, RefusesAHigherVersionAndNamesBoth)
{
    const std::string problem = problemOf(1, R"({"format":"understudy-run","version":9})");
    EXPECT_NE(problem.find("version 9"), std::string::npos) << problem;
    EXPECT_NE(problem.find("version 1"), std::string::npos) << problem;
    EXPECT_NE(problemOf(1, R"({"format":"understudy-chain","version":1})").find("understudy-run"),
              std::string::npos);
}

TEST(JournalReader, NamesABadMemberOfTheChainInside)
{
    const std::string problem = problemOf(
        1, R"({"format":"understudy-run","version":1,"chain":{"format":"understudy-chain",)"
           R"("version":1,"name":"x","steps":[{"candidates":[{"provider":"openai","model":"m",)"
           R"("tries":0}]}]},"scenario":null,"seed":1,"started":"","mode":"live"})");
    EXPECT_EQ(problem, "j:1:165: /chain/steps/0/candidates/0/tries: must be an integer from 1 to "
                       "1000");
}

TEST(JournalReader, SaysWhenThereIsNothing)
{
    for (const char* text : {"", "\n", "{", "x"}) {
        const auto journal = readJournal(text);
        ASSERT_FALSE(journal.has_value());
        EXPECT_EQ(journal.error()[0].line, 1) << text;
    }
}

} // namespace
} // namespace understudy
