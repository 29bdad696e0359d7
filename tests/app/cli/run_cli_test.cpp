#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

#include <csignal>
#include <set>
#include <sstream>

namespace understudy {
namespace {

using Json = nlohmann::json;

QStringList simulated(const QStringList& outages, const QString& format = QStringLiteral("json"))
{
    QStringList arguments{QStringLiteral("run"),
                          sampleChain(),
                          QStringLiteral("--simulated"),
                          QStringLiteral("--prompt"),
                          QStringLiteral("hi"),
                          QStringLiteral("--format"),
                          format};
    for (const QString& outage : outages) {
        arguments << QStringLiteral("--outage") << outage;
    }
    return arguments;
}

std::size_t attemptsOn(const Json& result, const std::string& model)
{
    std::size_t count = 0;
    for (const Json& attempt : result["attempts"]) {
        count += attempt["model"] == model ? 1U : 0U;
    }
    return count;
}

TEST(RunCli, AnswersFromThePrimaryWhenAllIsWell)
{
    const CliResult result = runCli(simulated({}));
    const Json json = result.json();

    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_EQ(json["outcome"], "answered");
    EXPECT_EQ(json["served_by"]["model"], "gpt-5");
    EXPECT_EQ(json["cause"], "first");
    EXPECT_EQ(json["attempts"].size(), 1u);
    EXPECT_EQ(json["switches"], 0);
    EXPECT_GT(json["cost_nusd"].get<std::int64_t>(), 0);
    EXPECT_EQ(json["wasted_nusd"], 0);
    EXPECT_GT(json["usage"]["output_tokens"].get<int>(), 7);
}

TEST(RunCli, TriesThreeTimesThenSwitchesOnceWhenOpenAiAnswers503)
{
    const CliResult result = runCli(simulated({QStringLiteral("openai=status:503")}));
    const Json json = result.json();

    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_EQ(json["served_by"]["provider"], "anthropic");
    EXPECT_EQ(attemptsOn(json, "gpt-5"), 3u);
    EXPECT_EQ(json["switches"], 1);
    EXPECT_EQ(json["cause"], "switch");
    EXPECT_EQ(json["attempts"][0]["class"], "server");
    EXPECT_EQ(json["attempts"][0]["status"], 503);
}

class RunCliMidStream : public testing::TestWithParam<const char*>
{};

TEST_P(RunCliMidStream, DiscardsThreeTokensAndLetsNoWordOfThemThrough)
{
    const QString outage = QStringLiteral("openai=") + QString::fromLatin1(GetParam());
    const CliResult asJson = runCli(simulated({outage}));
    const CliResult asLines = runCli(simulated({outage}, QStringLiteral("jsonl")));

    const Json json = asJson.json();
    EXPECT_EQ(asJson.exitCode, 0) << asJson.errors.toStdString();
    EXPECT_EQ(json["served_by"]["provider"], "anthropic");
    EXPECT_EQ(json["discarded_tokens"], 3);
    EXPECT_EQ(json["attempts"][0]["output_tokens"], 3);

    std::string discarded;
    std::string answered;
    for (const Json& line : asLines.lines()) {
        if (line.value("event", "") == "text") {
            (line["attempt"] == 1 ? discarded : answered) += line["delta"].get<std::string>();
        }
    }
    EXPECT_EQ(answered, json["text"]) << "both formats show the same answer";
    std::istringstream words(discarded);
    std::size_t count = 0;
    for (std::string word; words >> word; ++count) {
        EXPECT_EQ(answered.find(word), std::string::npos) << word;
    }
    EXPECT_EQ(count, 3u);
}

INSTANTIATE_TEST_SUITE_P(Faults, RunCliMidStream,
                         testing::Values("cut:3", "truncate:3", "error_event:3"),
                         [](const auto& test) {
                             const std::string name = test.param;
                             return name.substr(0, name.find_first_of("_:"));
                         });

TEST(RunCli, FailsWithAllSevenCausesWhenEveryProviderIsDown)
{
    const CliResult result = runCli(simulated({QStringLiteral("*=status:503")}));
    const Json json = result.json();

    EXPECT_EQ(result.exitCode, 1);
    EXPECT_EQ(json["outcome"], "failed");
    ASSERT_EQ(json["attempts"].size(), 7u);
    for (const Json& attempt : json["attempts"]) {
        EXPECT_EQ(attempt["class"], "server");
    }
    EXPECT_TRUE(json["served_by"].is_null());
    EXPECT_EQ(json["error"]["candidate"], "claude-opus-4-1");
    EXPECT_EQ(json["error"]["status"], 503);
}

TEST(RunCli, DoesNotSitOutALongRetryAfter)
{
    const CliResult result =
        runCli(simulated({QStringLiteral("openai=status:429:retry_after=30")}));
    const Json json = result.json();

    EXPECT_EQ(json["served_by"]["provider"], "anthropic");
    EXPECT_EQ(attemptsOn(json, "gpt-5"), 1u);
    EXPECT_EQ(json["attempts"][0]["class"], "rate_limit.wait");
    EXPECT_LT(json["total_ms"].get<int>(), 2000);
}

TEST(RunCli, SurvivesEveryKindOfOutage)
{
    for (const char* fault : {"refuse", "reset", "status:529", "cut:0", "truncate:0",
                              "error_event:0", "error_event:5:code=overloaded_error"}) {
        const CliResult result =
            runCli(simulated({QStringLiteral("openai=") + QString::fromLatin1(fault)}));
        const Json json = result.json();
        EXPECT_EQ(result.exitCode, 0) << fault << ": " << result.errors.toStdString();
        EXPECT_EQ(json["served_by"]["provider"], "anthropic") << fault;
        EXPECT_FALSE(json["attempts"][0]["class"].is_null()) << fault;
    }
}

TEST(RunCli, StreamsEventsAsLinesInOrderOfTime)
{
    const CliResult result =
        runCli(simulated({QStringLiteral("openai=cut:3")}, QStringLiteral("jsonl")));
    const std::vector<Json> lines = result.lines();

    ASSERT_GT(lines.size(), 10u);
    EXPECT_EQ(lines.front()["format"], "understudy-run");
    EXPECT_EQ(lines.front()["mode"], "simulated");
    EXPECT_EQ(lines[1]["event"], "run_started");
    EXPECT_EQ(lines.back()["event"], "run_finished");
    std::int64_t last = 0;
    std::set<std::string> seen;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        EXPECT_GE(lines[i]["t_us"].get<std::int64_t>(), last);
        last = lines[i]["t_us"].get<std::int64_t>();
        seen.insert(lines[i]["event"].get<std::string>());
    }
    for (const char* event : {"step_entered", "attempt_started", "headers", "first_token", "text",
                              "attempt_failed", "discarded", "switched", "attempt_succeeded"}) {
        EXPECT_TRUE(seen.contains(event)) << event;
    }
}

TEST(RunCli, NamesTheOutageOfAnInjectedFailure)
{
    const CliResult result =
        runCli(simulated({QStringLiteral("openai=status:503")}, QStringLiteral("jsonl")));
    for (const Json& line : result.lines()) {
        if (line.value("event", "") == "attempt_failed") {
            EXPECT_EQ(line["injected"], "outage-1");
            return;
        }
    }
    FAIL() << "no attempt failed";
}

TEST(RunCli, PrintsTheAnswerAloneOnStandardOutput)
{
    const CliResult result =
        runCli(simulated({QStringLiteral("openai=cut:3")}, QStringLiteral("text")));
    const Json json = runCli(simulated({QStringLiteral("openai=cut:3")})).json();

    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(result.output.toStdString(), json["text"].get<std::string>() + "\n");
    EXPECT_TRUE(result.errors.contains("switched from gpt-5 to claude-sonnet-4-5"));
    EXPECT_TRUE(result.errors.contains("3 tokens from gpt-5 discarded"));
    EXPECT_TRUE(result.errors.contains("claude-sonnet-4-5 answered on try 1"));
}

TEST(RunCli, RecordsTheSameLinesInAJournal)
{
    const QTemporaryDir folder;
    const QString journal = folder.filePath(QStringLiteral("a.understudy-run"));
    const CliResult result =
        runCli(simulated({}, QStringLiteral("jsonl")) << QStringLiteral("--journal") << journal);
    QFile file(journal);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), result.output);
}

TEST(RunCli, RepeatsTheSameTextForTheSameSeed)
{
    const Json first =
        runCli(simulated({}) << QStringLiteral("--seed") << QStringLiteral("7")).json();
    const Json second =
        runCli(simulated({}) << QStringLiteral("--seed") << QStringLiteral("7")).json();
    EXPECT_EQ(first["text"], second["text"]);
    EXPECT_EQ(first["cost_nusd"], second["cost_nusd"]);
}

TEST(RunCli, ReadsThePromptFromStandardInput)
{
    const CliResult result =
        runCli({QStringLiteral("run"), sampleChain(), QStringLiteral("-"),
                QStringLiteral("--simulated"), QStringLiteral("--format"), QStringLiteral("jsonl")},
               "tell me\n");
    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_EQ(result.lines()[1]["input"]["messages"][0]["content"], "tell me");
}

TEST(RunCli, RefusesToRunLiveWithoutKeysAndNamesEachOne)
{
    const CliResult result =
        runCli({QStringLiteral("run"), sampleChain(), QStringLiteral("--prompt"),
                QStringLiteral("hi"), QStringLiteral("--keys-from-env")});
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_TRUE(result.output.isEmpty());
    EXPECT_TRUE(result.errors.contains("no key for openai: OPENAI_API_KEY is not set"));
    EXPECT_TRUE(result.errors.contains("no key for anthropic: ANTHROPIC_API_KEY is not set"));
    EXPECT_EQ(result.errors.count('\n'), 2);
}

TEST(RunCli, ExplainsWhichFileAndPlaceAreWrong)
{
    const QTemporaryDir folder;
    const QString chain =
        writeFile(folder, QStringLiteral("bad.understudy"),
                  "{\n  \"format\": \"understudy-chain\",\n  \"version\": 1,\n"
                  "  \"name\": \"x\",\n  \"steps\": [{\"candidates\": [\n"
                  "    {\"provider\": \"openai\", \"model\": \"m\", \"tries\": 0}\n"
                  "  ]}]\n}\n");
    const CliResult result = runCli({QStringLiteral("run"), chain, QStringLiteral("--simulated"),
                                     QStringLiteral("--prompt"), QStringLiteral("hi")});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_TRUE(result.errors.contains(":6:")) << result.errors.toStdString();
    EXPECT_TRUE(result.errors.contains("/steps/0/candidates/0/tries"));
}

TEST(RunCli, RefusesBadUsageWithExitCodeTwo)
{
    EXPECT_EQ(runCli({}).exitCode, 2);
    EXPECT_EQ(runCli({QStringLiteral("run")}).exitCode, 2);
    EXPECT_EQ(runCli({QStringLiteral("run"), QStringLiteral("nowhere.understudy"),
                      QStringLiteral("--prompt"), QStringLiteral("hi")})
                  .exitCode,
              2);
    const CliResult outage = runCli(simulated({QStringLiteral("openai=explode")}));
    EXPECT_EQ(outage.exitCode, 2);
    EXPECT_TRUE(outage.errors.contains("explode"));
}

TEST(RunCli, RefusesAnAddressThatWouldBeIgnored)
{
    const CliResult nobody = runCli(simulated({}) << QStringLiteral("--base-url")
                                                  << QStringLiteral("nobody=http://127.0.0.1:9"));
    EXPECT_EQ(nobody.exitCode, 2);
    EXPECT_TRUE(nobody.errors.contains("no candidate of provider nobody"));

    const CliResult origin =
        runCli(simulated({}) << QStringLiteral("--allow-origin") << QStringLiteral("not a url"));
    EXPECT_EQ(origin.exitCode, 2);
    EXPECT_TRUE(origin.errors.contains("--allow-origin not a url: expected an http"));
}

TEST(RunCli, HelpsOnEveryVerbWithAnExample)
{
    for (const char* verb : {"demo", "run", "validate", "providers"}) {
        const CliResult result = runCli({QString::fromLatin1(verb), QStringLiteral("--help")});
        EXPECT_EQ(result.exitCode, 0);
        EXPECT_TRUE(result.output.contains("Example")) << verb;
    }
    EXPECT_EQ(runCli({QStringLiteral("--version")}).exitCode, 0);
}

TEST(RunCli, EndsWithWhatItHasWhenInterrupted)
{
    QProcess process;
    startCli(process, simulated({QStringLiteral("*=hang")}));
    ASSERT_TRUE(process.waitForStarted());
    ASSERT_FALSE(process.waitForFinished(700));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    ASSERT_TRUE(process.waitForFinished(5000));

    EXPECT_EQ(process.exitCode(), 130);
    const Json json = Json::parse(process.readAllStandardOutput().toStdString());
    EXPECT_EQ(json["outcome"], "cancelled");
    EXPECT_EQ(json["attempts"][0]["outcome"], "abandoned");
}

} // namespace
} // namespace understudy
