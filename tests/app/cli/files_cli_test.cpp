// Bad files as a person meets them: one line a problem, FILE:LINE:COL: POINTER: what, exit code 2,
// the file untouched.
#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const QByteArray kScenarioHead = R"({"format": "understudy-scenario", "version": 1, "name": "x")";
const QByteArray kChainHead = R"({"format": "understudy-chain", "version": 1, "name": "x", )";
const QByteArray kStep = R"("steps": [{"candidates": [{"provider": "openai", "model": "m"}]}]})";

struct BadFile
{
    const char* name;
    QString fileName;
    QByteArray text;
    const char* line; // behind the file's name
};

QString chainName() { return QStringLiteral("a.understudy"); }
QString scenarioName() { return QStringLiteral("a.scenario.json"); }

class BadFileCli : public testing::TestWithParam<BadFile>
{};

TEST_P(BadFileCli, IsExplainedOnOneLineAndLeftAlone)
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, GetParam().fileName, GetParam().text);
    const CliResult result = runCli({QStringLiteral("validate"), path});

    EXPECT_EQ(result.exitCode, 2);
    EXPECT_TRUE(result.output.isEmpty()) << result.output.toStdString();
    EXPECT_TRUE(result.errors.startsWith(QByteArray(path.toUtf8() + GetParam().line)))
        << result.errors.toStdString();
    EXPECT_EQ(result.errors.count('\n'), 1) << result.errors.toStdString();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Validate, BadFileCli,
    testing::Values(
        BadFile{"Empty", chainName(), "", ":1:1: "},
        BadFile{"OfBlanks", chainName(), " \n ", ":2:2: "},
        BadFile{"OfNuls", chainName(), QByteArray(100, '\0'), ":1:1: "},
        BadFile{"CutInTheMiddle", chainName(), kChainHead, ":1:"},
        BadFile{"WithTrailingBytes", chainName(), kChainHead + kStep + "\nx", ":2:1: "},
        BadFile{"WithADoubleKey", chainName(), kChainHead + "\n\"name\": \"y\", " + kStep,
                ":2:1: "},
        BadFile{"OfAFutureVersion", chainName(), R"({"format": "understudy-chain", "version": 2})",
                ":1:43: /version: "},
        BadFile{"OfNoFormat", chainName(), R"({"version": 1})", ":1:1: /format: is missing"},
        BadFile{"WithAZero", chainName(), kChainHead + "\"deadline_ms\": 0, " + kStep,
                ":1:74: /deadline_ms: must be an integer from 1 "},
        BadFile{"WithALineBreakInAName", chainName(),
                kChainHead + R"("providers": {"a\nb": {"dialect": "openai-chat",
 "base_url": "https://h.example"}}, )" +
                    kStep,
                ":1:"},
        BadFile{"Scenario", scenarioName(), kScenarioHead + ", \"seed\": -1}",
                ":1:70: /seed: must be an integer"},
        BadFile{"ScenarioWithAnUnknownKind", scenarioName(),
                kScenarioHead + ",\n \"outages\": [{\"fault\": {\"kind\": \"explode\"}}]}",
                ":2:33: /outages/0/fault/kind: "},
        BadFile{"ScenarioWithAShareAboveOne", scenarioName(),
                kScenarioHead +
                    ",\n \"outages\": [{\"fault\": {\"kind\": \"hang\"}, \"share\": 2}]}",
                ":2:51: /outages/0/share: "}),
    [](const auto& test) { return test.param.name; });

TEST(FilesCli, ListsAllProblemsNotOnlyTheFirst)
{
    const QTemporaryDir folder;
    const QString path = writeFile(
        folder, chainName(),
        kChainHead + "\"deadline_ms\": 0, \"max_attempts\": 0, \"patience_ms\": -1, " + kStep);
    for (const char* verb : {"validate", "run"}) {
        const CliResult result = runCli({QString::fromLatin1(verb), path}, "hi");
        EXPECT_EQ(result.exitCode, 2) << verb;
        EXPECT_EQ(result.errors.count('\n'), 3) << result.errors.toStdString();
    }
}

TEST(FilesCli, ChecksAllFilesAndNamesTheGoodOnesOnStandardOutput)
{
    const QTemporaryDir folder;
    const QString bad = writeFile(folder, chainName(), "{");
    const QString scenario = writeFile(folder, scenarioName(), kScenarioHead + "}");
    const CliResult result = runCli({QStringLiteral("validate"), bad, sampleChain(), scenario});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_TRUE(result.output.contains(
        QByteArray(sampleChain().toUtf8() + ": valid chain, 4 warnings; at most 7 attempts")))
        << result.output.toStdString();
    EXPECT_TRUE(
        result.output.contains(QByteArray(scenario.toUtf8() + ": valid scenario, 0 warnings\n")));
    EXPECT_TRUE(result.errors.startsWith(bad.toUtf8()));
}

TEST(FilesCli, RunsNothingWithABadScenario)
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, scenarioName(), kScenarioHead);
    for (const QStringList& arguments :
         {QStringList{QStringLiteral("run"), sampleChain(), QStringLiteral("--simulated"),
                      QStringLiteral("--prompt"), QStringLiteral("hi")},
          QStringList{QStringLiteral("providers")}}) {
        const CliResult result =
            runCli(arguments + QStringList{QStringLiteral("--scenario"), path});
        EXPECT_EQ(result.exitCode, 2);
        EXPECT_TRUE(result.output.isEmpty());
        EXPECT_TRUE(result.errors.startsWith(QByteArray(path.toUtf8() + ":1:")));
    }
}

TEST(FilesCli, KeepsAnOldJournalWhenTheChainIsBad)
{
    const QTemporaryDir folder;
    const QString bad = writeFile(folder, chainName(), "{");
    const QString journal = writeFile(folder, QStringLiteral("j"), "old");
    EXPECT_EQ(runCli({QStringLiteral("run"), bad, QStringLiteral("--simulated"),
                      QStringLiteral("--prompt"), QStringLiteral("hi"), QStringLiteral("--journal"),
                      journal})
                  .exitCode,
              2);
    QFile file(journal);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), "old");
}

} // namespace
} // namespace understudy
