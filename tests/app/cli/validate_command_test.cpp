#include "app/cli/validate_command.h"

#include "app/cli/exit_code.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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

} // namespace
} // namespace understudy
