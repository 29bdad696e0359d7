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
    chain.steps[0].candidates[0].breaker = BreakerPolicy{};
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

    EXPECT_EQ(found(chain),
              (Found{{"lint.unreachable", "/steps/1/candidates/0"}, {"lint.step", "/steps/2"}}));

    chain.steps[2].candidates.push_back(candidate("mistral", "c"));
    chain.steps[0].candidates[0].reactions = {};
    chain.steps[2].candidates[1].timeouts.firstToken = 10_s;
    EXPECT_EQ(found(chain), (Found{{"lint.disabled", "/steps/2/candidates/0/enabled"}}));
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

} // namespace
} // namespace understudy
