// A run that was recorded, replayed by the program itself.
#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const QString kReplay = QStringLiteral("replay");
const QString kFormat = QStringLiteral("--format");
const QString kJson = QStringLiteral("json");

class ReplayCli : public testing::Test
{
protected:
    // Records a run that switches; answers what it printed.
    CliResult record() const
    {
        return runCli({QStringLiteral("run"), sampleChain(), QStringLiteral("--simulated"),
                       QStringLiteral("--outage"), QStringLiteral("openai=status:503"),
                       QStringLiteral("--prompt"), QStringLiteral("hi"), kFormat, kJson,
                       QStringLiteral("--journal"), journal()});
    }
    QString journal() const { return m_folder.filePath(QStringLiteral("a.understudy-run")); }

private:
    QTemporaryDir m_folder;
};

TEST_F(ReplayCli, GivesTheResultThatTheRunGave)
{
    const CliResult run = record();
    ASSERT_EQ(run.exitCode, 0) << run.errors.toStdString();
    const CliResult replayed = runCli({kReplay, journal(), kFormat, kJson});
    EXPECT_EQ(replayed.exitCode, 0) << replayed.errors.toStdString();
    EXPECT_EQ(replayed.json(), run.json());
}

TEST_F(ReplayCli, SaysWhichAttemptsOfAnotherChainAreInTheRecord)
{
    record();
    const CliResult replayed =
        runCli({kReplay, journal(), QStringLiteral("--what-if"), sampleChain(), kFormat, kJson});
    const nlohmann::json json = replayed.json();
    ASSERT_TRUE(json.contains("what_if")) << replayed.errors.toStdString();
    for (const nlohmann::json& attempt : json["what_if"]["attempts"]) {
        EXPECT_EQ(attempt["source"], "recorded");
    }
    EXPECT_EQ(json["what_if"]["served_by"], json["recorded"]["served_by"]);
}

} // namespace
} // namespace understudy
