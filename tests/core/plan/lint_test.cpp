#include "core/plan/lint.h"

#include "core/plan/worst_case.h"
#include "tests/core/plan/sample_chain.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using testing::candidate;
using testing::chainOf;

using Found = std::vector<std::pair<std::string, std::string>>; // code, pointer

Found found(const Chain& chain, const Catalogue& catalogue = {})
{
    Found result;
    for (const Problem& problem : lint(chain, catalogue)) {
        EXPECT_NE(problem.what.find(';'), std::string::npos) << "no remedy: " << problem.what;
        result.emplace_back(problem.code, problem.pointer);
    }
    return result;
}

// Two providers, quick limits: nothing to say about it.
Chain quietChain()
{
    Chain chain = chainOf({{candidate("openai", "a")}, {candidate("anthropic", "b")}});
    for (Step& step : chain.steps) {
        step.candidates[0].timeouts.firstToken = 10_s;
    }
    return chain;
}

TEST(Lint, HasNothingToSayAboutACarefulChain) { EXPECT_EQ(found(quietChain()), Found{}); }

TEST(Lint, ComparesTheTriesWithTheLimitOfAttempts)
{
    Chain chain = quietChain();
    chain.maxAttempts = 4;
    EXPECT_EQ(found(chain), Found{});
    EXPECT_EQ(worstCaseAttempts(chain), 4u);

    chain.maxAttempts = 2;
    EXPECT_EQ(found(chain), (Found{{"lint.tries", "/max_attempts"},
                                   {"lint.unreachable", "/steps/1/candidates/0"}}));
    EXPECT_EQ(worstCaseAttempts(chain), 2u);
}

TEST(Lint, ComparesTheWorstCaseTimeWithTheDeadline)
{
    Chain chain = quietChain();
    chain.deadline = 41_s; // 2 x 2 x 10 s and two waits of half a second
    EXPECT_EQ(found(chain), Found{});

    chain.deadline = milliseconds(40'999);
    EXPECT_EQ(found(chain), (Found{{"lint.deadline", "/deadline_ms"}}));
}

TEST(Lint, WarnsOfASmallerContextAfterALarger)
{
    Chain chain = quietChain();
    chain.steps[1].candidates.push_back(candidate("mistral", "unlisted"));
    chain.steps[1].candidates[1].timeouts.firstToken = 1_s;
    const Catalogue catalogue(
        {{"openai", "a", 400'000, {}, {}, ""}, {"anthropic", "b", 200'000, {}, {}, ""}},
        "2026-11-22");

    EXPECT_EQ(found(chain, catalogue), (Found{{"lint.context", "/steps/1/candidates/0"}}));
    EXPECT_NE(lint(chain, catalogue)[0].what.find("than a before it"), std::string::npos);
}

TEST(Lint, WarnsWhenOneOutageTakesEverythingDown)
{
    Chain chain = quietChain();
    chain.steps[1].candidates[0].provider = "openai-responses";
    EXPECT_EQ(found(chain), (Found{{"lint.failure_domain", "/steps"}}));
}

TEST(Lint, NamesWhatIsNeverTried)
{
    Chain chain = quietChain();
    chain.steps[0].candidates[0].reactions = {{"*", Reaction::Stop}};
    chain.steps.push_back(chain.steps[1]);
    chain.steps[2].candidates[0].enabled = false;

    EXPECT_EQ(found(chain), (Found{{"lint.unreachable", "/steps/1/candidates/0"},
                                   {"lint.disabled", "/steps/2/candidates/0/enabled"}}));
}

TEST(Lint, ChecksCandidatesAgainstTheirProviders)
{
    Chain chain = quietChain();
    chain.steps[0].candidates[0].provider = "azure";
    Provider entry;
    entry.name = "anthropic";
    entry.models = {"c"};
    entry.headers = {{"x-team", "sk-abcdefghijklmnopqrstuvwxyz"}};
    chain.providers = {entry};

    EXPECT_EQ(found(chain), (Found{{"lint.secret", "/providers/anthropic/headers/x-team"},
                                   {"lint.address", "/steps/0/candidates/0/provider"},
                                   {"lint.model", "/steps/1/candidates/0/model"}}));
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
