#include "app/cli/validate_command.h"

#include "app/cli/exit_code.h"
#include "app/cli/files.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>

namespace understudy {
namespace {

std::string validated(cli::OutputFormat format)
{
    testing::internal::CaptureStdout();
    EXPECT_EQ(cli::validateCommand({.files = {UNDERSTUDY_SAMPLE}, .format = format}), cli::kDone);
    std::fflush(stdout);
    return testing::internal::GetCapturedStdout();
}

TEST(ValidateCommand, SaysTheWorstCaseOfAChain)
{
    const std::string text = validated(cli::OutputFormat::Text);
    EXPECT_NE(text.find("at most 7 attempts"), std::string::npos) << text;

    const auto json = nlohmann::json::parse(validated(cli::OutputFormat::Json));
    EXPECT_EQ(json[0]["worst_case_attempts"], 7);
    EXPECT_GT(json[0]["worst_case_ms"].get<std::int64_t>(), 0);
}

TEST(ValidateCommand, ChecksAScenarioAgainstTheChainsBesideIt)
{
    const std::string path =
        (std::filesystem::temp_directory_path() / "understudy-validate.scenario.json").string();
    ASSERT_TRUE(cli::writeFileAtomically(path, R"({"format": "understudy-scenario", "version": 1,
 "name": "x", "twins": {"nobody/m": {}}})")
                    .has_value());
    testing::internal::CaptureStdout();
    EXPECT_EQ(cli::validateCommand(
                  {.files = {UNDERSTUDY_SAMPLE, path}, .format = cli::OutputFormat::Json}),
              cli::kDone);
    std::fflush(stdout);
    const auto json = nlohmann::json::parse(testing::internal::GetCapturedStdout());
    std::filesystem::remove(path);
    ASSERT_EQ(json[1]["warnings"].size(), 1u) << json.dump(2);
    EXPECT_EQ(json[1]["warnings"][0]["code"], "lint.target");
    EXPECT_EQ(json[1]["warnings"][0]["line"], 2);
}

} // namespace
} // namespace understudy
