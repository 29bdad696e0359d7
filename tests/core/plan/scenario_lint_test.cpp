#include "core/plan/scenario_lint.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace understudy {
namespace {

using Found = std::vector<std::pair<std::string, std::string>>; // code, pointer

Found found(const Problems& problems)
{
    Found result;
    for (const Problem& problem : problems) {
        EXPECT_FALSE(problem.what.empty());
        result.emplace_back(problem.code, problem.pointer);
    }
    return result;
}

Chain chainOf(std::string provider, std::string model)
{
    Candidate candidate;
    candidate.provider = std::move(provider);
    candidate.model = std::move(model);
    Chain chain;
    chain.steps.emplace_back().candidates.push_back(std::move(candidate));
    return chain;
}

Twin twinOf(std::string target)
{
    Twin twin;
    twin.target = std::move(target);
    return twin;
}

Outage outageOf(std::string provider, std::string model)
{
    Outage outage;
    outage.provider = std::move(provider);
    outage.model = std::move(model);
    return outage;
}

TEST(ScenarioLint, NamesTargetsThatNoCandidateHas)
{
    const std::vector<Chain> chains{chainOf("openai", "gpt-5"), chainOf("groq", "openai/gpt-oss")};
    Scenario scenario;
    for (const char* target :
         {"*", "openai/*", "openai/gpt-5", "openai/gpt-6", "groq/openai/gpt-oss", "mistral/*"}) {
        scenario.twins.push_back(twinOf(target));
    }
    scenario.outages = {outageOf("*", "*"), outageOf("*", "gpt-5"), outageOf("*", "gpt-6"),
                        outageOf("groq", "gpt-5")};

    EXPECT_EQ(found(lintTargets(scenario, chains)), (Found{{"lint.target", "/twins/openai~1gpt-6"},
                                                           {"lint.target", "/twins/mistral~1*"},
                                                           {"lint.target", "/outages/2/target"},
                                                           {"lint.target", "/outages/3/target"}}));
}

TEST(ScenarioLint, NamesWhatHasNothingToRememberInIsolatedRuns)
{
    Chain chain = chainOf("openai", "gpt-5");
    chain.retryBudget.emplace();
    chain.steps[0].selection.kind = SelectionKind::Balance;
    chain.steps[0].selection.strategy = BalanceStrategy::RoundRobin;
    chain.steps[0].candidates[0].breaker.emplace();
    Scenario isolated;
    Scenario loaded;
    loaded.workload.emplace().arrivals.kind = ArrivalKind::Poisson;

    EXPECT_EQ(found(lintIsolation(isolated, chain)),
              (Found{{"lint.isolated", "/retry_budget"},
                     {"lint.isolated", "/steps/0/selection/strategy"},
                     {"lint.isolated", "/steps/0/candidates/0/breaker"}}));
    EXPECT_EQ(found(lintIsolation(loaded, chain)), Found{});
    chain.steps[0].selection.kind = SelectionKind::InOrder;
    EXPECT_EQ(lintIsolation(isolated, chain).size(), 2u);
    EXPECT_EQ(found(lintIsolation(isolated, chainOf("a", "b"))), Found{});
}

} // namespace
} // namespace understudy
