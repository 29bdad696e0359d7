// What the linter says of races, balances, breakers, money and texts.
#include "core/plan/lint.h"

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

std::string firstWords(const Chain& chain) { return lint(chain, {}).at(0).what; }

// Three providers in one step: nothing to say about it, in order or side by side.
Chain threeIn(const Selection& selection)
{
    Chain chain = chainOf(
        {{candidate("openai", "a"), candidate("anthropic", "b"), candidate("mistral", "c")}});
    for (Candidate& each : chain.steps[0].candidates) {
        each.timeouts.firstToken = 5_s;
    }
    chain.steps[0].candidates[0].breaker = BreakerPolicy{};
    chain.steps[0].selection = selection;
    return chain;
}

const Selection kHedge{.kind = SelectionKind::Race, .stagger = milliseconds(2000)};

TEST(LintSelection, HasNothingToSayAboutACarefulRaceOrBalance)
{
    EXPECT_EQ(found(threeIn({})), Found{});
    EXPECT_EQ(found(threeIn(kHedge)), Found{});
    EXPECT_EQ(found(threeIn({.kind = SelectionKind::Balance})), Found{});
}

TEST(LintSelection, SaysWhatARaceCosts)
{
    Chain chain = threeIn({.kind = SelectionKind::Race});
    EXPECT_EQ(found(chain), (Found{{"lint.hedge", "/steps/0/selection/stagger_ms"}}));
    EXPECT_EQ(firstWords(chain).find("every prompt is paid 3 times"), 0u);

    chain.steps[0].selection.width = 2;
    EXPECT_EQ(firstWords(chain).find("every prompt is paid 2 times"), 0u);

    chain.steps[0].selection.stagger = 100_ms;
    EXPECT_EQ(firstWords(chain).find("most prompts are paid twice"), 0u);

    chain.steps[0].candidates[1].provider = "text"; // free
    chain.steps[0].candidates[2].enabled = false;
    EXPECT_EQ(found(chain), (Found{{"lint.disabled", "/steps/0/candidates/2/enabled"}}));
}

TEST(LintSelection, NamesARaceThatRacesNobody)
{
    Chain chain = threeIn(kHedge);
    chain.steps[0].selection.width = 1;
    EXPECT_EQ(found(chain), (Found{{"lint.race", "/steps/0/selection/width"}}));

    chain.steps[0].selection.width = 4;
    EXPECT_EQ(found(chain), (Found{{"lint.width", "/steps/0/selection/width"}}));

    chain.steps[0].selection.width.reset();
    chain.steps[0].candidates.resize(1);
    chain.steps.push_back({"", {}, {candidate("anthropic", "b")}, {}});
    chain.steps[1].candidates[0].timeouts.firstToken = 5_s;
    EXPECT_EQ(found(chain), (Found{{"lint.race", "/steps/0/selection"}}));
}

TEST(LintSelection, SaysThatARaceToTheEndShowsNothingUntilThen)
{
    Selection completed = kHedge;
    completed.win = RaceWin::Completed;
    Chain chain = threeIn(completed);
    EXPECT_EQ(found(chain), (Found{{"lint.silent", "/steps/0/selection/win"}}));
    chain.holdTokens = 5;
    EXPECT_EQ(found(chain),
              (Found{{"lint.silent", "/steps/0/selection/win"}, {"lint.hold", "/hold_tokens"}}));
}

TEST(LintSelection, NamesWhatIsHeldForLongerThanAnAnswerLasts)
{
    Chain chain = threeIn({});
    chain.holdTokens = 20;
    chain.params = {{"max_tokens", "20"}};
    EXPECT_EQ(found(chain), (Found{{"lint.hold", "/hold_tokens"}}));
    chain.params = {{"max_tokens", "21"}};
    EXPECT_EQ(found(chain), Found{});
}

TEST(LintSelection, KnowsThatNothingComesBehindAText)
{
    Chain chain = threeIn({});
    chain.steps[0].candidates[1] = candidate("text", "sorry");
    chain.steps.push_back({"", {}, {candidate("google", "d")}, {}});
    EXPECT_EQ(found(chain), (Found{{"lint.unreachable", "/steps/0/candidates/2"},
                                   {"lint.unreachable", "/steps/1/candidates/0"}}));

    chain.steps[0].selection = kHedge; // a lane beside it may answer first
    EXPECT_EQ(found(chain), (Found{{"lint.unreachable", "/steps/1/candidates/0"}}));

    chain.steps[0].selection = {.kind = SelectionKind::Balance, .siblings = false};
    chain.steps[1].candidates[0].timeouts.firstToken = 5_s;
    EXPECT_EQ(found(chain), Found{});
}

TEST(LintSelection, ComparesContextsOnlyWithWhatCameBefore)
{
    const Catalogue catalogue(
        {{"openai", "a", 400'000, {}, Price{}, ""}, {"anthropic", "b", 200'000, {}, Price{}, ""}},
        "2026-11-22");
    EXPECT_EQ(found(threeIn({}), catalogue), (Found{{"lint.context", "/steps/0/candidates/1"}}));
    EXPECT_EQ(found(threeIn(kHedge), catalogue), Found{});
}

TEST(LintSelection, RecommendsOneBreakerForWhoIsAskedFirst)
{
    Chain chain = threeIn({});
    chain.steps[0].candidates[0].breaker.reset();
    EXPECT_EQ(found(chain), (Found{{"lint.breaker", "/steps/0/candidates/0"}}));
    chain.steps[0].candidates[0].breaker = BreakerPolicy{.windowCalls = 4, .minCalls = 5};
    EXPECT_EQ(found(chain), (Found{{"lint.breaker", "/steps/0/candidates/0/breaker/min_calls"}}));
}

TEST(LintSelection, NamesABudgetThatAllowsNothing)
{
    Chain chain = threeIn({});
    chain.retryBudget = RetryBudget{.ratio = 0};
    EXPECT_EQ(found(chain), (Found{{"lint.retry_budget", "/retry_budget"}}));
}

TEST(LintSelection, NamesTriesThatPatienceForbids)
{
    Chain chain = threeIn({});
    chain.steps[0].candidates[1].tries = 4; // waits 0.5, 1, 2 s
    chain.patience = 1_s;
    EXPECT_EQ(found(chain), (Found{{"lint.patience", "/steps/0/candidates/1/tries"}}));
    EXPECT_EQ(firstWords(chain).find("try 4 is never made"), 0u);
}

TEST(LintSelection, AsksForThePricesThatMoneyNeeds)
{
    Chain chain = threeIn({});
    chain.maxCost = 5;
    chain.steps[0].candidates[0].price = chain.steps[0].candidates[2].price = Price{};
    chain.goals = {{"cost_usd_per_1k_runs", {}, 4.0, {}}, {"availability", 0.9, {}, {}}};
    EXPECT_EQ(found(chain),
              (Found{{"lint.price", "/steps/0/candidates/1"}, {"lint.price", "/goals/0/metric"}}));
}

TEST(LintSelection, SeesOneHostBehindTwoNames)
{
    Chain chain = threeIn({});
    chain.steps[0].candidates.resize(2);
    chain.steps[0].candidates[1].provider = "second";
    Provider entry;
    entry.name = "second";
    entry.baseUrl = "https://api.openai.com/v1";
    chain.providers = {entry};
    EXPECT_EQ(found(chain), (Found{{"lint.failure_domain", "/steps"}}));
    chain.providers[0].baseUrl = "https://eu.example/v1";
    EXPECT_EQ(found(chain), Found{});
}

} // namespace
} // namespace understudy
