#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(DemoCli, ShowsASwitchAndDrawsTheTimeline)
{
    const CliResult result = runCli({QStringLiteral("demo")});

    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_TRUE(result.output.contains("switched from gpt-5 to claude-sonnet-4-5"));
    EXPECT_TRUE(result.output.contains("gpt-5 #1"));
    EXPECT_TRUE(result.output.contains("claude-sonnet-4-5 #1"));
    EXPECT_TRUE(result.output.contains("broke mid-stream"));
    EXPECT_TRUE(result.errors.contains("claude-sonnet-4-5 answered on try 1"));
    EXPECT_FALSE(result.output.contains("\x1b[")) << "no colour when not on a terminal";
}

TEST(DemoCli, TakesAnotherOutage)
{
    const CliResult result = runCli({QStringLiteral("demo"), QStringLiteral("--outage"),
                                     QStringLiteral("openai=status:429:retry_after=60"),
                                     QStringLiteral("--format"), QStringLiteral("json")});
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(result.json()["attempts"][0]["status"], 429);
}

} // namespace
} // namespace understudy
