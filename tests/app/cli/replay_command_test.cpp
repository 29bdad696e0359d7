#include "app/cli/replay_command.h"

#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "core/record/result_json.h"
#include "tests/support/chain_file.h"
#include "tests/support/engine_bench.h"
#include "tests/support/journal_of.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace understudy {
namespace {

using Json = nlohmann::json;

struct Replayed
{
    int exitCode = 0;
    std::string output;
    std::string errors;

    Json json() const { return Json::parse(output, nullptr, false); }
};

class ReplayCommand : public testing::Test
{
protected:
    ReplayCommand()
        : m_folder(std::filesystem::temp_directory_path() /
                   (std::string("understudy-replay-") +
                    testing::UnitTest::GetInstance()->current_test_info()->name()))
    {
        std::filesystem::create_directories(m_folder);
    }
    ~ReplayCommand() override { std::filesystem::remove_all(m_folder); }

    std::string write(const std::string& name, const std::string& text) const
    {
        const std::string path = (m_folder / name).string();
        EXPECT_TRUE(cli::writeFileAtomically(path, text).has_value());
        return path;
    }

    // The journal of a run on a scripted world.
    std::string record(const ChainSpec& spec, std::vector<std::vector<ScriptedAttempt>> scripts)
    {
        ManualScheduler scheduler;
        BatchLog log;
        ScriptedDriver driver(scheduler);
        for (std::size_t i = 0; i < scripts.size(); ++i) {
            driver.script(static_cast<std::uint16_t>(i), scripts[i]);
        }
        driver.speakTo(log);
        const std::shared_ptr<const CompiledChain> chain = buildChain(spec);
        Engine engine(scheduler, driver, log, 7);
        driver.connect(engine);
        engine.start({.chain = chain, .promptTokens = 100});
        scheduler.runUntilIdle();
        story = log.story(*chain);
        return journalOf(chain,
                         {.chainJson = chainToJson(chainFileOf(*chain)),
                          .scenarioJson = {},
                          .seed = 7,
                          .started = "2026-11-25T10:00:00Z",
                          .mode = "live",
                          .outageIds = {"blackout"}},
                         log.records());
    }

    static Replayed replay(const cli::ReplayOptions& options)
    {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        Replayed result;
        result.exitCode = cli::replayCommand(options);
        std::fflush(stdout);
        result.output = testing::internal::GetCapturedStdout();
        result.errors = testing::internal::GetCapturedStderr();
        return result;
    }

    RunStory story; // of what was recorded last

private:
    std::filesystem::path m_folder;
};

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 2}, {.id = "b"}}};
const std::vector<std::vector<ScriptedAttempt>> kTrouble{
    {fails(ErrorClass::Server, 503), breaksAfter(3)}};

TEST_F(ReplayCommand, DrawsTheTimelineAndSaysWhoAnswered)
{
    const std::string path = write("a.understudy-run", record(kPair, kTrouble));
    const Replayed replayed = replay({.journalFile = path});

    EXPECT_EQ(replayed.exitCode, cli::kDone);
    EXPECT_EQ(replayed.errors, "");
    EXPECT_NE(replayed.output.find("a #2"), std::string::npos) << replayed.output;
    EXPECT_NE(replayed.output.find("switched from a to b at 670 ms: stream.cut"),
              std::string::npos);
    EXPECT_NE(replayed.output.find("b answered on try 1"), std::string::npos);
    EXPECT_NE(replayed.output.find("Seed 7."), std::string::npos);
    EXPECT_EQ(replayed.output.find('\x1b'), std::string::npos) << "no colour in a pipe";
}

TEST_F(ReplayCommand, GivesTheResultThatTheRunGave)
{
    const std::string path = write("a.understudy-run", record(kPair, kTrouble));
    const Replayed replayed = replay({.journalFile = path, .format = cli::OutputFormat::Json});
    EXPECT_EQ(replayed.output, resultJson(story, 7) + "\n");
}

TEST_F(ReplayCommand, GivesTheJournalLineByLine)
{
    const std::string text = record(kPair, kTrouble);
    const std::string path = write("a.understudy-run", text);
    EXPECT_EQ(replay({.journalFile = path, .format = cli::OutputFormat::JsonLines}).output, text);
}

TEST_F(ReplayCommand, SucceedsForARunThatFailed)
{
    const std::string path =
        write("a.understudy-run",
              record({.candidates = {{.id = "a", .tries = 1}}}, {{fails(ErrorClass::Auth, 401)}}));
    const Replayed replayed = replay({.journalFile = path});
    EXPECT_EQ(replayed.exitCode, cli::kDone);
    EXPECT_NE(replayed.output.find("The chain failed"), std::string::npos);
}

TEST_F(ReplayCommand, ShowsWhatIsLeftOfACutJournalAndSaysSo)
{
    const std::string text = record(kPair, kTrouble);
    const std::size_t cut = text.rfind("\"run_finished\"") - 3;
    const std::string path = write("a.understudy-run", text.substr(0, cut));
    const Replayed replayed = replay({.journalFile = path});
    EXPECT_EQ(replayed.exitCode, cli::kDone);
    const auto lines = std::count(text.begin(), text.end(), '\n');
    EXPECT_EQ(replayed.errors.find(path + ":" + std::to_string(lines) + ":"), 0u)
        << replayed.errors;
    EXPECT_NE(replayed.errors.find("incomplete"), std::string::npos);
    EXPECT_NE(replayed.output.find("breaks off"), std::string::npos) << replayed.output;

    const Json json = replay({.journalFile = path, .format = cli::OutputFormat::Json}).json();
    EXPECT_TRUE(json["outcome"].is_null());
    EXPECT_EQ(json["incomplete"]["line"], lines);
}

TEST_F(ReplayCommand, NamesTheLineOfABrokenJournal)
{
    std::string text = record(kPair, kTrouble);
    text.insert(text.find('\n') + 1, "{\"t_us\":}\n");
    const std::string path = write("a.understudy-run", text);
    const Replayed replayed = replay({.journalFile = path});
    EXPECT_EQ(replayed.exitCode, cli::kBadInput);
    EXPECT_EQ(replayed.output, "");
    EXPECT_EQ(replayed.errors.find(path + ":2:9: "), 0u) << replayed.errors;
}

TEST_F(ReplayCommand, RefusesAFileThatIsNotThere)
{
    EXPECT_EQ(replay({.journalFile = "/nowhere.understudy-run"}).exitCode, cli::kBadInput);
}

TEST_F(ReplayCommand, TellsBothRunsAndWhichAttemptsAreAssumed)
{
    const std::string path = write("a.understudy-run", record(kPair, kTrouble));
    const std::string other =
        write("b.understudy", R"({"format": "understudy-chain", "version": 1, "name": "other",
 "providers": {"a": {"dialect": "openai-chat", "base_url": "http://127.0.0.1:9/v1"}},
 "steps": [{"candidates": [{"provider": "a", "model": "a", "tries": 1}]},
           {"candidates": [{"provider": "openai", "model": "gpt-5"}]}]})");
    const Json json =
        replay({.journalFile = path, .whatIfFile = other, .format = cli::OutputFormat::Json})
            .json();
    ASSERT_TRUE(json.contains("what_if")) << json.dump(2);
    EXPECT_EQ(json["recorded"]["served_by"]["model"], "b");
    EXPECT_EQ(json["what_if"]["served_by"]["model"], "gpt-5");
    EXPECT_EQ(json["what_if"]["attempts"][0]["source"], "recorded");
    EXPECT_EQ(json["what_if"]["attempts"][0]["status"], 503);
    EXPECT_EQ(json["what_if"]["attempts"][1]["source"], "assumed");

    const std::string text = replay({.journalFile = path, .whatIfFile = other}).output;
    EXPECT_NE(text.find("what if, other:"), std::string::npos) << text;
    EXPECT_NE(text.find("[assumed]"), std::string::npos);
    EXPECT_NE(text.find("compared: outcome answered -> answered"), std::string::npos);
}

TEST_F(ReplayCommand, DrawsAVirtualRunAgainByItsSeed)
{
    std::string text = record(kPair, {});
    text.replace(text.find("\"mode\":\"live\""), 13, "\"mode\":\"virtual\",\"run\":4");
    const std::string path = write("a.understudy-run", text);
    const cli::ReplayOptions options{
        .journalFile = path, .whatIfFile = UNDERSTUDY_SAMPLE, .format = cli::OutputFormat::Json};
    const Json json = replay(options).json();
    ASSERT_EQ(json["what_if"]["outcome"], "answered") << json.dump(2);
    EXPECT_EQ(json["what_if"]["attempts"][0]["source"], "drawn");
    EXPECT_EQ(replay(options).json(), json);
}

} // namespace
} // namespace understudy
