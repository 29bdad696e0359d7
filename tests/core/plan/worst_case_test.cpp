#include "core/plan/worst_case.h"

#include "tests/core/plan/sample_chain.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using testing::candidate;
using testing::chainOf;

Candidate quick(const char* model, std::uint32_t tries, Duration firstToken)
{
    Candidate result = candidate("openai", model);
    result.tries = tries;
    result.timeouts.firstToken = firstToken;
    result.backoff.base = Duration{0};
    return result;
}

Step stepOf(SelectionKind kind, std::vector<Candidate> candidates)
{
    Step step;
    step.selection.kind = kind;
    step.candidates = std::move(candidates);
    return step;
}

TEST(WorstCase, TakesTheLongestLaneOfARaceAndAllItsTries)
{
    Step race = stepOf(SelectionKind::Race,
                       {quick("a", 3, 1_s), quick("b", 2, 2_s), quick("c", 1, 500_ms)});
    EXPECT_EQ(worstCase(race), (WorstCase{6, 4_s}));

    race.selection.stagger = 700_ms; // b starts at 0.7 s, c at 1.4 s
    EXPECT_EQ(worstCase(race), (WorstCase{6, 4700_ms}));

    race.selection.stagger = 60_s; // a failed attempt starts the next lane
    EXPECT_EQ(worstCase(race), (WorstCase{6, 5_s}));

    race.selection.stagger = 0_s;
    race.selection.width = 1; // one after the other
    EXPECT_EQ(worstCase(race), (WorstCase{6, 7500_ms}));

    race.selection.width = 2; // c starts when a is exhausted
    EXPECT_EQ(worstCase(race), (WorstCase{6, 4_s}));

    race.candidates[1].enabled = false;
    EXPECT_EQ(worstCase(race), (WorstCase{4, 3_s}));
}

TEST(WorstCase, AsksSiblingsOrOneOfABalance)
{
    Step pool = stepOf(SelectionKind::Balance, {quick("a", 3, 1_s), quick("b", 2, 4_s)});
    EXPECT_EQ(worstCase(pool), (WorstCase{5, 11_s}));
    pool.selection.siblings = false;
    EXPECT_EQ(worstCase(pool), (WorstCase{3, 8_s}));
}

TEST(WorstCase, EndsWithTheTextThatAlwaysAnswers)
{
    Chain chain = chainOf({{quick("a", 2, 1_s), candidate("text", "sorry")}, {quick("b", 9, 9_s)}});
    EXPECT_EQ(worstCase(chain), (WorstCase{3, 2_s}));

    Step pool = stepOf(SelectionKind::Balance, {candidate("text", "sorry"), quick("a", 1, 1_s)});
    EXPECT_TRUE(answersAlways(pool));
    pool.selection.siblings = false;
    EXPECT_FALSE(answersAlways(pool)) << "the other one may be picked";
}

TEST(WorstCase, AddsUpTheStepsOfAChain)
{
    Chain chain = chainOf({{quick("a", 2, 1_s)}});
    chain.steps.push_back(stepOf(SelectionKind::Race, {quick("b", 1, 3_s), quick("c", 1, 2_s)}));
    EXPECT_EQ(worstCase(chain), (WorstCase{4, 5_s}));
    chain.maxAttempts = 3;
    EXPECT_EQ(worstCaseAttempts(chain), 3u);
}

TEST(WorstCase, TakesTheLongestWaitOfEveryJitter)
{
    const auto longest = [](Jitter jitter, std::uint32_t retry) {
        return longestBackoff({milliseconds(500), 2.0, milliseconds(8000), jitter}, retry);
    };
    EXPECT_EQ(longest(Jitter::None, 1), 1_s);
    EXPECT_EQ(longest(Jitter::Sdk, 1), 1_s);
    EXPECT_EQ(longest(Jitter::Full, 1), 1_s);
    EXPECT_EQ(longest(Jitter::Grpc, 1), 1200_ms);
    EXPECT_EQ(longest(Jitter::Decorrelated, 0), 1500_ms);
    EXPECT_EQ(longest(Jitter::Decorrelated, 1), 4500_ms);
    EXPECT_EQ(longest(Jitter::Decorrelated, 9), 8_s);
}

TEST(WorstCase, AddsEveryTryAndTheWaitsBetweenThem)
{
    Candidate slow = candidate("openai", "a");
    slow.timeouts.firstToken = 1_s;
    slow.tries = 1;
    EXPECT_EQ(worstCaseTime(slow), 1_s);
    slow.tries = 7; // waits 0.5, 1, 2, 4, 8, 8 s
    EXPECT_EQ(worstCaseTime(slow), 30'500_ms);
    slow.backoff.factor = 1;
    EXPECT_EQ(worstCaseTime(slow), 10_s);
}

TEST(WorstCase, DoesNotOverflowAtTheLimitsOfAFile)
{
    Candidate slow = candidate("openai", "a");
    slow.tries = 1000;
    slow.timeouts.firstToken = slow.timeouts.attempt = milliseconds(1'000'000'000'000);
    const Chain chain = chainOf(std::vector(64, std::vector(256, slow)));

    EXPECT_GT(worstCaseTime(chain), worstCaseTime(slow));
}

} // namespace
} // namespace understudy
