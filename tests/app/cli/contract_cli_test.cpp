// The sentences of the file contract about the command line, one row each: what is asked, the exit
// code, and what must stand on which output.
#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

struct Sentence
{
    const char* name;
    const char* arguments; // CHAIN is the sample chain; split at blanks
    int exitCode;
    const char* onOutput; // "": nothing at all
    const char* onErrors; // "": nothing at all; "*": whatever
};

CliResult runWords(const QString& line, const QByteArray& input = {})
{
    QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    words.replaceInStrings(QStringLiteral("CHAIN"), sampleChain());
    return runCli(words, input);
}

void expectStands(const QByteArray& text, const char* wanted, const char* where)
{
    const QByteArray part(wanted);
    if (part.isEmpty()) {
        EXPECT_EQ(text.toStdString(), "") << where;
    } else if (part != "*") {
        EXPECT_TRUE(text.contains(part)) << where << ": " << text.toStdString();
    }
}

class Contract : public testing::TestWithParam<Sentence>
{};

TEST_P(Contract, Holds)
{
    const Sentence& sentence = GetParam();
    const CliResult result = runWords(QString::fromLatin1(sentence.arguments));

    EXPECT_EQ(result.exitCode, sentence.exitCode) << result.errors.toStdString();
    expectStands(result.output, sentence.onOutput, "standard output");
    expectStands(result.errors, sentence.onErrors, "standard error");
}

std::string nameOf(const testing::TestParamInfo<Sentence>& test) { return test.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Help, Contract,
    testing::Values(
        Sentence{"OfAllHasAnExample", "--help", 0, "understudy-cli demo", ""},
        Sentence{"OfAllNamesTheExitCodes", "--help", 0, "130 interrupted", ""},
        Sentence{"OfDemo", "demo --help", 0, "Example:\n  understudy-cli demo", ""},
        Sentence{"OfRun", "run --help", 0, "Examples:\n  understudy-cli run", ""},
        Sentence{"OfSimulate", "simulate --help", 0, "Examples:\n  understudy-cli simulate", ""},
        Sentence{"OfMerge", "merge --help", 0, "Example:\n  for i in 1 2 3 4; do", ""},
        Sentence{"OfValidate", "validate --help", 0, "Example:\n  understudy-cli validate", ""},
        Sentence{"OfProviders", "providers --help", 0, "Example:\n  understudy-cli providers", ""},
        Sentence{"OfModels", "models --help", 0, "Examples:\n  understudy-cli models", ""},
        Sentence{"OfKeys", "keys --help", 0, "Examples:\n  understudy-cli keys set", ""},
        Sentence{"OfKeysList", "keys list --help", 0, "Example:\n  understudy-cli keys list", ""},
        Sentence{"OfKeysSet", "keys set --help", 0, "Example:\n  understudy-cli keys set", ""},
        Sentence{"OfKeysTest", "keys test --help", 0, "Example:\n  understudy-cli keys test", ""},
        Sentence{"OfKeysRemove", "keys remove --help", 0, "Example:\n  understudy-cli keys r", ""},
        Sentence{"Version", "--version", 0, "understudy-cli ", ""}),
    nameOf);

INSTANTIATE_TEST_SUITE_P(
    BadUsage, Contract,
    testing::Values(
        Sentence{"NoVerb", "", 2, "", "no verb; the verbs of this version are demo, run, "},
        Sentence{"AnUnknownVerb", "rnu x", 2, "", "there is no verb 'rnu'; the verbs of this"},
        Sentence{"AVerbOfALaterVersion", "serve x", 2, "", "there is no verb 'serve'"},
        Sentence{"SimulateWithoutAChain", "simulate", 2, "", "CHAIN is required"},
        Sentence{"SimulateAsAnotherEngine", "simulate CHAIN --behave-as litellm", 2, "",
                 "--behave-as is reserved"},
        Sentence{"SimulateNoRuns", "simulate CHAIN --runs 0", 2, "", "from 1 to 1000000000000"},
        Sentence{"SimulateManyRunsByExponent", "simulate CHAIN --runs 1e6", 2, "", "from 1 to"},
        Sentence{"AShardBeyondTheLast", "simulate CHAIN --shard 4/3", 2, "", "must be I/N"},
        Sentence{"AGoalOfNothing", "simulate CHAIN --goal speed>=1", 2, "",
                 "--goal speed>=1: must name availability, "},
        Sentence{"AGoalWithoutALimit", "simulate CHAIN --goal availability", 2, "",
                 "must be METRIC>=NUMBER"},
        Sentence{"WorldsWithoutAWorkload", "simulate CHAIN --worlds 3", 2, "", "are isolated"},
        Sentence{"AJournalOfARunThatIsNot", "simulate CHAIN --runs 5 --journal-run 5=x", 2, "",
                 "there are runs 0 to 4 only"},
        Sentence{"MergeOfNothing", "merge", 2, "", "FILE is required"},
        Sentence{"MergeOfAMissingFile", "merge nowhere.json", 2, "",
                 "nowhere.json: cannot be opened"},
        Sentence{"AnUnknownFlag", "demo --fast", 2, "", "--fast"},
        Sentence{"RunWithoutAChain", "run", 2, "", "CHAIN is required"},
        Sentence{"RunWithAMissingChain", "run nowhere.understudy --prompt hi", 2, "",
                 "nowhere.understudy: cannot be opened: No such file"},
        Sentence{"RunWithAFolderAsChain", "run . --prompt hi", 2, "", ".: is a folder, not a file"},
        Sentence{"RunWithAnEmptyPrompt", "run CHAIN --simulated", 2, "",
                 "the prompt is empty: there is nothing to ask"},
        Sentence{"RunWithTwoPrompts", "run CHAIN --prompt a --prompt-file b", 2, "", "--prompt"},
        Sentence{"RunWithAnUnknownFormat", "run CHAIN --prompt hi --format xml", 2, "", "xml"},
        Sentence{"ANegativeSeed", "demo --seed -1", 2, "", "--seed"},
        Sentence{"ASeedThatIsNoNumber", "demo --seed abc", 2, "", "--seed"},
        Sentence{"ASeedThatIsTooLarge", "demo --seed 18446744073709551616", 2, "", "--seed"},
        Sentence{"AnOutageWithoutAKind", "demo --outage openai", 2, "", "--outage openai: "},
        Sentence{"AnOutageOfAnUnknownKind", "demo --outage openai=explode", 2, "", "explode"},
        Sentence{"ABaseUrlWithoutAProvider", "run CHAIN --prompt hi --base-url http://h", 2, "",
                 "expected PROVIDER=URL"},
        Sentence{"ABaseUrlThatIsNone", "run CHAIN --prompt hi --base-url openai=h", 2, "",
                 "must be an http or https address"},
        Sentence{"APortThatIsNone", "providers --port 99999", 2, "", "--port"},
        Sentence{"KeysWithoutAVerb", "keys", 2, "", "subcommand is required"},
        Sentence{"KeysWithAnUnknownVerb", "keys show openai", 2, "", "*"},
        Sentence{"KeysOfNobody", "keys set", 2, "", "PROVIDER is required"},
        Sentence{"RefreshWithoutAProvider", "models --refresh", 2, "", "--refresh"},
        Sentence{"ABaseUrlWithoutRefresh", "models --base-url http://127.0.0.1:1", 2, "",
                 "--refresh"}),
    nameOf);

INSTANTIATE_TEST_SUITE_P(
    Environment, Contract,
    testing::Values(
        Sentence{"NoKeychain", "run CHAIN --prompt hi", 3, "",
                 "no key for openai: There is no session bus"},
        Sentence{"ANameForEveryMissingKey", "run CHAIN --prompt hi", 3, "", "no key for anthropic"},
        Sentence{"KeysFromTheEnvironment", "run CHAIN --prompt hi --keys-from-env", 3, "",
                 "no key for anthropic: ANTHROPIC_API_KEY is not set"},
        Sentence{"AJournalThatCannotBeWritten",
                 "run CHAIN --simulated --prompt hi --journal nowhere/x.understudy-run", 3, "",
                 "nowhere/x.understudy-run: cannot be written: No such file"},
        Sentence{"AResultThatCannotBeWritten", "simulate CHAIN --runs 10 --out nowhere/x.json", 3,
                 "", "nowhere/x.json: cannot be written: No such file"},
        Sentence{"AJournalThatIsADevice", "run CHAIN --simulated --prompt hi --journal /dev/null",
                 3, "", "it is there and no ordinary file"}),
    nameOf);

INSTANTIATE_TEST_SUITE_P(
    Outputs, Contract,
    testing::Values(
        Sentence{"TheSeedIsReportedInText", "run CHAIN --simulated --prompt hi --seed 7", 0, "*",
                 "Seed 7."},
        Sentence{"TheSeedIsOneByDefault", "run CHAIN --simulated --prompt hi", 0, "*", "Seed 1."},
        Sentence{"TheSeedIsReportedInJson",
                 "run CHAIN --simulated --prompt hi --seed 7 --format "
                 "json",
                 0, "\"seed\": 7", ""},
        Sentence{"TheSeedStandsInTheHeader",
                 "run CHAIN --simulated --prompt hi --seed 7 --format "
                 "jsonl",
                 0, "\"seed\":7,", ""},
        Sentence{"DemoSaysSwitched", "demo", 0, "switched from gpt-5 to claude-sonnet-4-5",
                 "switched from gpt-5"},
        Sentence{"DemoAsJsonSaysNothingElse", "demo --format json", 0, "\"switches\": 1", ""},
        Sentence{"AFailedRunIsExplained", "run CHAIN --simulated --prompt hi --outage *=status:503",
                 1, "", "The chain failed after"},
        Sentence{"AFailedRunPrintsJsonToo",
                 "run CHAIN --simulated --prompt hi --format json "
                 "--outage *=status:503",
                 1, "\"outcome\": \"failed\"", ""}),
    nameOf);

TEST(ContractCli, ListsEveryAttemptWithItsCauseWhenAllModelsFail)
{
    const CliResult result =
        runWords(QStringLiteral("run CHAIN --simulated --prompt hi --outage *=status:503"));
    for (const char* part : {"gpt-5 failed: 3 x HTTP 503", "claude-sonnet-4-5 failed: 2 x HTTP 503",
                             "claude-opus-4-1 failed: 2 x HTTP 503", "7 attempts"}) {
        EXPECT_TRUE(result.errors.contains(part)) << result.errors.toStdString();
    }
}

TEST(ContractCli, TakesTheSeedOfTheScenarioUnlessOneIsGiven)
{
    const QTemporaryDir folder;
    const QString scenario = writeFile(folder, QStringLiteral("s.scenario.json"),
                                       R"({"format": "understudy-scenario", "version": 1,
                                           "name": "x", "seed": 4711})");
    const QString line = QStringLiteral("run CHAIN --simulated --prompt hi --scenario ") + scenario;
    EXPECT_TRUE(runWords(line).errors.contains("Seed 4711."));
    EXPECT_TRUE(runWords(line + QStringLiteral(" --seed 3")).errors.contains("Seed 3."));
}

TEST(ContractCli, AsksForEveryAnswerAsAStreamOfLinesEachInItsTime)
{
    QProcess process;
    startCli(process,
             {QStringLiteral("run"), sampleChain(), QStringLiteral("--simulated"),
              QStringLiteral("--prompt"), QStringLiteral("hi"), QStringLiteral("--format"),
              QStringLiteral("jsonl"), QStringLiteral("--outage"), QStringLiteral("*=hang")});
    // Every model hangs: what is read now has been flushed while the run goes on.
    QByteArray lines;
    while (!lines.contains("attempt_started") && process.waitForReadyRead(30'000)) {
        lines += process.readAllStandardOutput();
    }
    EXPECT_TRUE(lines.startsWith("{\"format\":\"understudy-run\",\"version\":1,"));
    EXPECT_TRUE(lines.contains("attempt_started"));
    EXPECT_EQ(process.state(), QProcess::Running);
    process.terminate();
    ASSERT_TRUE(process.waitForFinished(30'000));
    EXPECT_EQ(process.exitCode(), 130);
    EXPECT_TRUE(process.readAllStandardOutput().trimmed().split('\n').last().contains(
        "\"event\":\"run_finished\""));
}

TEST(ContractCli, StopsAskingWhenNobodyReadsAnyMore)
{
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    startCli(process,
             {QStringLiteral("run"), sampleChain(), QStringLiteral("--simulated"),
              QStringLiteral("--prompt"), QStringLiteral("hi"), QStringLiteral("--format"),
              QStringLiteral("jsonl"), QStringLiteral("--outage"), QStringLiteral("*=hang")});
    ASSERT_TRUE(process.waitForFinished(30'000)) << "it waits for models that hang";
    EXPECT_EQ(process.exitCode(), 3);
    EXPECT_TRUE(process.readAllStandardError().contains("standard output could not be written"));
}

} // namespace
} // namespace understudy
