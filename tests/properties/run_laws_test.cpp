// Laws of a run, over every sequence of outcomes of small chains.
#include "tests/properties/every_sequence.h"
#include "tests/properties/outcome_menu.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// Two candidates with two tries each, under short limits.
ChainSpec twoByTwo(MidStream midStream, bool sharesStep = false)
{
    ChainSpec spec{.candidates = {{.id = "a", .timeouts = kShortLimits},
                                  {.id = "b", .timeouts = kShortLimits}},
                   .midStream = midStream};
    spec.candidates[1].joinsStep = sharesStep;
    return spec;
}

// Every sequence of `menu`: laws and the naive chain. Stops at the first that is wrong.
std::size_t expectRight(const ChainSpec& spec, const Menu& menu)
{
    return forEverySequence(spec, menu, [&](EngineBench& bench) {
        if (testing::Test::HasFailure()) {
            return;
        }
        bench.start();
        bench.scheduler.runUntilIdle();
        EXPECT_EQ(brokenLaw(bench, spec), "");
        EXPECT_EQ(toldBy(bench.log), NaiveChain(spec, sameAs(bench.driver), 1).play());
    });
}

TEST(RunLaws, HoldForEverySequenceOfEveryOutcomeWhenABrokenAnswerStartsOver)
{
    EXPECT_GT(expectRight(twoByTwo(MidStream::Restart), everyKind()), 40'000u);
}

TEST(RunLaws, HoldForEverySequenceOfEveryOutcomeWhenABrokenAnswerIsKept)
{
    EXPECT_GT(expectRight(twoByTwo(MidStream::Keep), everyKind()), 30'000u);
}

TEST(RunLaws, HoldInOneStepAsInTwo)
{
    EXPECT_GT(expectRight(twoByTwo(MidStream::Restart, true), representatives()), 300u);
    EXPECT_GT(expectRight(twoByTwo(MidStream::Keep, true), representatives()), 300u);
}

TEST(RunLaws, HoldForEveryNumberOfAttemptsAndEveryDeadline)
{
    std::size_t cases = 0;
    for (const MidStream midStream : {MidStream::Restart, MidStream::Keep}) {
        for (const Duration deadline : {50_ms, 110_ms, 700_ms, 1050_ms, 1200_ms, 2500_ms, 120_s}) {
            for (std::uint32_t attempts = 1; attempts <= 4; ++attempts) {
                ChainSpec spec = twoByTwo(midStream);
                spec.deadline = deadline;
                spec.maxAttempts = attempts;
                cases += expectRight(spec, representatives());
            }
        }
    }
    EXPECT_GT(cases, 5'000u);
}

TEST(RunLaws, HoldWithDisabledCandidates)
{
    for (unsigned disabled = 1; disabled < 7; ++disabled) {
        ChainSpec spec = twoByTwo(MidStream::Restart);
        spec.candidates.insert(spec.candidates.begin() + 1,
                               {.id = "m", .joinsStep = true, .timeouts = kShortLimits});
        for (unsigned i = 0; i < 3; ++i) {
            spec.candidates[i].enabled = (disabled >> i & 1U) == 0;
        }
        EXPECT_GE(expectRight(spec, representatives()), 9u);
    }
}

TEST(RunLaws, HoldForWrittenReactions)
{
    const std::vector<ReactionRules> written{
        {{"*", Reaction::Retry}},
        {{"*", Reaction::Next}},
        {{"*", Reaction::Stop}},
        {{"invalid_request", Reaction::Retry}, {"policy", Reaction::Next}},
        {{"*", Reaction::Next}, {"rate_limit", Reaction::Stop}, {"stream.cut", Reaction::Stop}},
        {{"rate_limit", Reaction::Stop}, {"rate_limit.wait", Reaction::Retry}}};
    for (const ReactionRules& first : written) {
        for (const ReactionRules& second : written) {
            ChainSpec spec = twoByTwo(MidStream::Restart);
            spec.candidates[0].reactions = first;
            spec.candidates[1].reactions = second;
            EXPECT_GE(expectRight(spec, representatives()), 9u);
        }
    }
}

TEST(RunLaws, HoldWhenBothCandidatesBelongToOneProvider)
{
    ChainSpec spec = twoByTwo(MidStream::Restart);
    spec.candidates[0].provider = spec.candidates[1].provider = "p";
    EXPECT_GT(expectRight(spec, representatives()), 300u);
}

} // namespace
} // namespace understudy
