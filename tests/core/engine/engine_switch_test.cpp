// Which candidate comes next when it is not simply the next one.
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

ScriptedAttempt overflows() { return fails(ErrorClass::Context, 400); }

ChainSpec windows(std::vector<std::optional<std::uint32_t>> sizes)
{
    ChainSpec spec;
    for (const std::optional<std::uint32_t> size : sizes) {
        spec.candidates.push_back(
            {.id = std::string(1, static_cast<char>('a' + spec.candidates.size())),
             .context = size});
    }
    return spec;
}

TEST(EngineSwitch, PassesOverSmallerWindowsAfterAContextOverflowAndSaysSo)
{
    EngineBench bench(windows({128'000, 32'000, 128'000, 200'000}));
    bench.driver.script(0, {overflows()});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | "
              "50ms failed context 400 before_commit next | 50ms switch a>d | 50ms step 1 | "
              "50ms skip b context_too_small | 50ms step 2 | 50ms skip c context_too_small | "
              "50ms step 3 | 50ms try d#1 switch | 150ms first token | "
              "170ms succeeded 3 stop | 170ms answered");
}

TEST(EngineSwitch, TakesAnUnknownWindowForLarger)
{
    EngineBench bench(windows({128'000, 32'000, std::nullopt}));
    bench.driver.script(0, {overflows()});
    bench.run();

    EXPECT_EQ(bench.log.story().serving()->candidate, 2);
}

TEST(EngineSwitch, MeasuresByTheEstimateWhenTheOverflowedWindowIsUnknown)
{
    EngineBench bench(windows({std::nullopt, 100, 101})); // the bench's prompt has 100 tokens
    bench.driver.script(0, {overflows()});
    bench.run();

    EXPECT_EQ(bench.log.story().serving()->candidate, 2);
    EXPECT_EQ(bench.log.story().skips().at(0).because, SkipCause::ContextTooSmall);
}

TEST(EngineSwitch, FailsWhenNoWindowIsLargerAndSaysWhyNobodyElseWasAsked)
{
    EngineBench bench(windows({128'000, 32'000, 64'000}));
    bench.driver.script(0, {overflows()});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | "
              "50ms failed context 400 before_commit next | 50ms skip b context_too_small | "
              "50ms skip c context_too_small | 50ms failed");
}

TEST(EngineSwitch, AsksASmallerWindowAfterAnyOtherFailure)
{
    EngineBench bench(windows({128'000, 32'000}));
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});
    bench.run();

    EXPECT_EQ(bench.log.story().serving()->candidate, 1);
}

ScriptedAttempt refuses() { return {.tokens = 2, .finish = Finish::Refusal}; }

TEST(EngineSwitch, TakesARefusalForAnAnswer)
{
    EngineBench bench({.candidates = {{.id = "a"}, {.id = "b"}}});
    bench.driver.script(0, {refuses()});

    EXPECT_EQ(bench.run(), "0ms start | 0ms step 0 | 0ms try a#1 first | 100ms first token | "
                           "110ms succeeded 2 refusal | 110ms answered");
}

// A provider over HTTP names the status with the headers only.
TEST(EngineSwitch, KeepsTheStatusOfARefusalThatFails)
{
    EngineBench bench(
        {.candidates = {{.id = "a", .reactions = {{"refusal", Reaction::Next}}}, {.id = "b"}}});
    bench.start();
    const AttemptId id = bench.driver.starts().at(0).id;
    bench.scheduler.advanceBy(1_ms);
    bench.engine.onSignal({.id = id, .kind = SignalKind::FirstToken});
    bench.engine.onSignal({.id = id, .kind = SignalKind::Succeeded, .finish = Finish::Refusal});

    EXPECT_NE(bench.log.text().find("failed refusal 200"), std::string::npos) << bench.log.text();
}

TEST(EngineSwitch, LeavesACandidateThatRefusesWhenItsReactionSaysNext)
{
    EngineBench bench(
        {.candidates = {{.id = "a", .reactions = {{"refusal", Reaction::Next}}}, {.id = "b"}}});
    bench.driver.script(0, {refuses()});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 100ms first token | "
              "110ms failed refusal 200 after_commit next | 110ms discard 2 | "
              "110ms switch a>b | 110ms step 1 | 110ms try b#1 switch | 210ms first token | "
              "230ms succeeded 3 stop | 230ms answered");
}

} // namespace
} // namespace understudy
