#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const QString kValidate = QStringLiteral("validate");

TEST(ValidateCli, AcceptsTheSampleChain)
{
    const CliResult result = runCli({kValidate, sampleChain()});
    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_TRUE(result.output.contains("valid chain"));
}

TEST(ValidateCli, ListsEveryErrorWithItsPlace)
{
    const QTemporaryDir folder;
    const QString chain =
        writeFile(folder, QStringLiteral("bad.understudy"),
                  R"({"format": "understudy-chain", "version": 1, "name": "x", "deadline_ms": 0,
 "steps": [{"candidates": [{"provider": "nobody", "model": "m", "tries": 0}]}]})");
    const CliResult result =
        runCli({kValidate, chain, QStringLiteral("--format"), QStringLiteral("json")});
    EXPECT_EQ(result.exitCode, 2);
    const nlohmann::json errors = result.json()[0]["errors"];
    EXPECT_EQ(errors.size(), 3u) << errors.dump(2);
}

TEST(ValidateCli, WarnsAndOnlyFailsWhenStrict)
{
    const QTemporaryDir folder;
    const QString chain = writeFile(folder, QStringLiteral("unwise.understudy"),
                                    R"({"format": "understudy-chain", "version": 1, "name": "x",
 "deadline_ms": 1000, "steps": [{"candidates": [{"provider": "openai", "model": "gpt-5"}]}]})");
    EXPECT_EQ(runCli({kValidate, chain}).exitCode, 0);
    EXPECT_TRUE(runCli({kValidate, chain})
                    .errors.startsWith(
                        QByteArray(chain.toUtf8() + ":2:17: /deadline_ms: warning: in the worst")))
        << "a warning has its place as an error has";
    EXPECT_EQ(runCli({kValidate, chain, QStringLiteral("--strict")}).exitCode, 1);
}

TEST(ValidateCli, RefusesANewerVersionAndNamesBoth)
{
    const QTemporaryDir folder;
    const QString chain = writeFile(folder, QStringLiteral("new.understudy"),
                                    R"({"format": "understudy-chain", "version": 9})");
    const CliResult result = runCli({kValidate, chain});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_TRUE(result.errors.contains("9"));
    EXPECT_TRUE(result.errors.contains("1"));
}

} // namespace
} // namespace understudy
