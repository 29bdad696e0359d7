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

TEST(TextTimeline, BracketsTheLanesOfARace)
{
    const Selection hedge{.kind = SelectionKind::Race, .stagger = milliseconds(150)};
    EngineBench bench({.candidates = {{.id = "a", .selection = hedge},
                                      {.id = "b", .joinsStep = true},
                                      {.id = "c", .joinsStep = true}}});
    bench.driver.script(0, {staysSilent()});
    bench.run();
    const auto lines = rows(cli::textTimeline(bench.log.story(), {.width = 100}));

    ASSERT_GE(lines.size(), 4u);
    EXPECT_EQ(lines[1].find("┌ a #1"), 0u) << lines[1];
    EXPECT_NE(lines[1].find("lost the race"), std::string::npos);
    EXPECT_EQ(lines[2].find("└ b #1 hedge"), 0u) << lines[2];
    EXPECT_NE(lines[2].find("answered, 3 tokens"), std::string::npos);
    EXPECT_NE(lines[3].find("─ abandoned"), std::string::npos) << "the legend explains the sign";
}

TEST(TextTimeline, SaysWhatGoesOnWithAnotherAnswer)
{
    ChainSpec spec{.candidates = {{.id = "a"}, {.id = "b"}}};
    spec.midStream = MidStream::Continue;
    EngineBench bench(spec);
    bench.driver.script(0, {breaksAfter(3)});
    bench.run();
    EXPECT_NE(cli::textTimeline(bench.log.story(), {.width = 100}).find("goes on with attempt 1: "),
              std::string::npos);
}

TEST(TextTimeline, TellsOutagesBreakersAndSkipsInOrderOfTime)
{
    RunStory story({{"s", "a", "p", "m"}, {"s", "b", "p", "n"}});
    story.apply({.at = 2_s, .kind = EventKind::Outage, .because = 1, .injected = 1});
    story.apply({.at = 3_s, .kind = EventKind::Breaker, .because = 1, .candidate = 0});
    story.apply({.at = 1_s,
                 .kind = EventKind::CandidateSkipped,
                 .because = static_cast<std::uint8_t>(SkipCause::BreakerOpen),
                 .candidate = 1,
                 .amount = 12'000'000});
    const auto lines = rows(cli::textTimeline(story, {.outageIds = {"black\x1bout"}}));

    ASSERT_EQ(lines.size(), 5u);
    EXPECT_EQ(lines[2], "skipped b at 1.00 s: its breaker is open, to be asked again in 12.00 s");
    EXPECT_EQ(lines[3], "outage black\\u001bout on at 2.00 s");
    EXPECT_EQ(lines[4], "breaker of a opened at 3.00 s");
}

} // namespace
} // namespace understudy
