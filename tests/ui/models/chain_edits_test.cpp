#include "ui/models/chain_edits.h"

#include <gtest/gtest.h>

#include <string>

using namespace understudy;

namespace {

// Steps of candidates by id: {{"a"}, {"b", "c"}}.
Chain chainOf(const std::vector<std::vector<std::string>>& steps)
{
    Chain chain;
    for (const auto& ids : steps) {
        Step& step = chain.steps.emplace_back();
        step.id = "step-" + std::to_string(chain.steps.size());
        for (const std::string& id : ids) {
            Candidate& candidate = step.candidates.emplace_back();
            candidate.id = id;
            candidate.provider = "p-" + id;
            candidate.model = id;
        }
    }
    return chain;
}

std::string orderOf(const Chain& chain)
{
    std::string order;
    for (const Step& step : chain.steps) {
        order += "[";
        for (const Candidate& candidate : step.candidates) {
            order += candidate.id;
        }
        order += "]";
    }
    return order;
}

} // namespace

TEST(ChainEdits, RowsAreCandidatesInChainOrder)
{
    const Chain chain = chainOf({{"a"}, {"b", "c"}, {"d"}});

    const std::vector<RowPlace> rows = rowsOf(chain);

    EXPECT_EQ(rows, (std::vector<RowPlace>{{0, 0}, {1, 0}, {1, 1}, {2, 0}}));
    EXPECT_EQ(stepRows(chain, 2), (RowRange{1, 2}));
    EXPECT_EQ(candidateAt(chain, 3).id, "d");
}

TEST(ChainEdits, MovingARowMovesItsWholeStep)
{
    const Chain chain = chainOf({{"a"}, {"b", "c"}, {"d"}});

    EXPECT_EQ(orderOf(withStepMoved(chain, 2, 0)), "[bc][a][d]");
    EXPECT_EQ(orderOf(withStepMoved(chain, 1, 4)), "[a][d][bc]");
    EXPECT_EQ(orderOf(withStepMoved(chain, 3, 1)), "[a][d][bc]");
}

TEST(ChainEdits, ANewModelIsAStepOfItsOwnWithAFreshId)
{
    const Chain chain = chainOf({{"gpt-5"}, {"b"}});

    const Chain more = withModelInserted(chain, 1, "openai", "gpt-5");

    EXPECT_EQ(orderOf(more), "[gpt-5][gpt-5#2][b]");
    EXPECT_EQ(more.steps[1].candidates[0].provider, "openai");
    EXPECT_EQ(more.steps[1].id, "step-3");
}

TEST(ChainEdits, ACopyKeepsEverythingButItsId)
{
    Chain chain = chainOf({{"a"}, {"b"}});
    candidateAt(chain, 0).tries = 7;

    const Chain more = withCopy(chain, 0, 2);

    EXPECT_EQ(orderOf(more), "[a][b][a#2]");
    EXPECT_EQ(candidateAt(more, 2).tries, 7U);
}

TEST(ChainEdits, RemovingTheLastCandidateOfAStepRemovesTheStep)
{
    const Chain chain = chainOf({{"a"}, {"b", "c"}});

    EXPECT_EQ(orderOf(withRowRemoved(chain, 0)), "[bc]");
    EXPECT_EQ(orderOf(withRowRemoved(chain, 1)), "[a][c]");
}

TEST(ChainEdits, ProvidersComeOnceInChainOrder)
{
    Chain chain = chainOf({{"a"}, {"b", "c"}});
    candidateAt(chain, 2).provider = "p-a";

    EXPECT_EQ(providersOf(chain), (std::vector<std::string>{"p-a", "p-b"}));
}
