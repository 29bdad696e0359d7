#include "app/cli/text_timeline.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

#include <sstream>

namespace understudy {
namespace {

std::vector<std::string> rows(const std::string& text)
{
    std::vector<std::string> result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        result.push_back(line);
    }
    return result;
}

TEST(TextTimeline, DrawsOneRowAnAttemptAndSaysTheSwitch)
{
    EngineBench bench({.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 1}}});
    bench.driver.script(0, {fails(ErrorClass::Server, 503), breaksAfter(3)});
    bench.run();
    const auto lines = rows(cli::textTimeline(bench.log.story(), {.width = 100}));

    ASSERT_EQ(lines.size(), 6u);
    EXPECT_EQ(lines[1].substr(0, 4), "a #1");
    EXPECT_NE(lines[1].find("✕"), std::string::npos);
    EXPECT_NE(lines[1].find("╱"), std::string::npos) << "the back-off";
    EXPECT_NE(lines[1].find("HTTP 503"), std::string::npos);
    EXPECT_NE(lines[2].find("✂"), std::string::npos);
    EXPECT_NE(lines[2].find("3 tokens discarded"), std::string::npos);
    EXPECT_NE(lines[3].find("✓"), std::string::npos);
    EXPECT_EQ(lines[5], "switched from a to b at 670 ms: stream.cut");
}

TEST(TextTimeline, ColoursOnlyWhenAsked)
{
    EngineBench bench({.candidates = {{.id = "a"}}});
    bench.run();
    EXPECT_EQ(cli::textTimeline(bench.log.story(), {.width = 80}).find('\x1b'), std::string::npos);
    EXPECT_NE(cli::textTimeline(bench.log.story(), {.width = 80, .hasColour = true}).find('\x1b'),
              std::string::npos);
}

} // namespace
} // namespace understudy
