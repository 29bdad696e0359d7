#include "core/plan/compiled_chain.h"

#include "tests/core/plan/sample_chain.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using testing::candidate;
using testing::chainOf;

TEST(CompiledChain, NumbersCandidatesProvidersAndModels)
{
    Chain chain = chainOf({{candidate("openai", "gpt-5"), candidate("anthropic", "opus")},
                           {candidate("openai", "gpt-5"), candidate("openai", "gpt-5-mini")}});
    chain.steps[1].candidates[1].enabled = false;

    const auto compiled = compile(chain, Catalogue{});
    ASSERT_TRUE(compiled);
    const CompiledChain& result = **compiled;

    ASSERT_EQ(result.steps.size(), 2u);
    EXPECT_EQ(result.steps[1].first, 2);
    EXPECT_EQ(result.steps[1].count, 2);
    ASSERT_EQ(result.candidates.size(), 4u);
    EXPECT_EQ(result.candidates[1].provider, 1);
    EXPECT_EQ(result.candidates[2].model, result.candidates[0].model);
    EXPECT_EQ(result.candidates[3].step, 1);
    EXPECT_FALSE(result.candidates[3].enabled);
    EXPECT_EQ(result.modelCount, 3);
}

TEST(CompiledChain, LabelsCandidatesByDerivedIdsWhereNoneAreGiven)
{
    Chain chain = chainOf({{candidate("openai", "gpt-5"), candidate("openai", "gpt-5")}});
    chain.steps[0].candidates[1].id = "spare";

    const auto compiled = compile(chain, Catalogue{});

    ASSERT_TRUE(compiled);
    EXPECT_EQ((*compiled)->labels[0], (CandidateLabel{"step-1", "gpt-5", "openai", "gpt-5"}));
    EXPECT_EQ((*compiled)->labels[1].candidate, "spare");
    EXPECT_EQ((*compiled)->source.steps[0].id, "step-1");
}

TEST(CompiledChain, TakesPriceAndContextFromTheCatalogueUnlessTheCandidateHasItsOwn)
{
    const Price listed{10, 1, 20};
    const Price own{5, 5, 5};
    const Catalogue catalogue({{"openai", "gpt-5", 400'000, {}, listed, ""}}, "2026-11-22");
    Chain chain = chainOf({{candidate("openai", "gpt-5"), candidate("openai", "gpt-5"),
                            candidate("openai", "unlisted")}});
    chain.steps[0].candidates[1].price = own;

    const auto compiled = compile(chain, catalogue);

    ASSERT_TRUE(compiled);
    EXPECT_EQ((*compiled)->candidates[0].price, listed);
    EXPECT_EQ((*compiled)->candidates[0].context, 400'000u);
    EXPECT_EQ((*compiled)->candidates[1].price, own);
    EXPECT_FALSE((*compiled)->candidates[2].price);
    EXPECT_FALSE((*compiled)->candidates[2].context);
}

TEST(CompiledChain, RefusesWhatValidationRefusesAndNothingElseThen)
{
    Chain chain = chainOf({{candidate("openai", "gpt-5")}});
    chain.maxAttempts = 0;
    chain.holdTokens = 4;

    const auto compiled = compile(chain, Catalogue{});

    ASSERT_FALSE(compiled);
    ASSERT_EQ(compiled.error().size(), 1u);
    EXPECT_EQ(compiled.error()[0].pointer, "/max_attempts");
}

TEST(CompiledChain, TakesOverEverythingThatALimitOrABreakerSays)
{
    Chain chain = chainOf({{candidate("openai", "gpt-5"), candidate("openai", "gpt-5-mini")}});
    chain.maxCost = 5;
    chain.midStream = MidStream::Continue;
    chain.holdTokens = 1;
    chain.retryBudget = RetryBudget{};
    chain.params = {{"max_tokens", "100"}};
    chain.steps[0].selection = {.kind = SelectionKind::Race, .width = 7};
    chain.steps[0].candidates[0].breaker = BreakerPolicy{};
    chain.steps[0].candidates[0].params = {{"max_tokens", "20"}};
    chain.steps[0].candidates[0].key = "second account";

    const auto compiled = compile(chain, Catalogue{});

    ASSERT_TRUE(compiled);
    EXPECT_EQ((*compiled)->maxCost, 5);
    EXPECT_EQ((*compiled)->midStream, MidStream::Continue);
    EXPECT_EQ((*compiled)->holdTokens, 1u);
    EXPECT_EQ((*compiled)->retryBudget, RetryBudget{});
    EXPECT_EQ((*compiled)->steps[0].width, 2) << "no wider than there are lanes";
    EXPECT_EQ((*compiled)->labels[0].selection, SelectionKind::Race);
    EXPECT_EQ((*compiled)->candidates[0].breaker, BreakerPolicy{});
    EXPECT_EQ((*compiled)->candidates[0].maxTokens, 20u);
    EXPECT_EQ((*compiled)->candidates[1].maxTokens, 100u);
    EXPECT_EQ((*compiled)->keys, (std::vector<std::string>{"second account", "openai"}));
}

TEST(CompiledChain, AnswersFreeWithTheTextOfTheProviderText)
{
    Chain chain = chainOf({{candidate("text", "sorry")}});
    chain.steps[0].candidates[0].params = {{"text", R"("Please try again later.")"}};

    const auto compiled = compile(chain, Catalogue{});

    ASSERT_TRUE(compiled);
    EXPECT_TRUE((*compiled)->candidates[0].isText);
    EXPECT_EQ((*compiled)->candidates[0].price, Price{});
    EXPECT_EQ((*compiled)->cannedTexts[0], "Please try again later.");
}

TEST(CompiledChain, RunsKeepAsAMidStreamPolicy)
{
    Chain chain = chainOf({{candidate("openai", "gpt-5")}});
    chain.midStream = MidStream::Keep;

    const auto compiled = compile(chain, Catalogue{});

    ASSERT_TRUE(compiled);
    EXPECT_EQ((*compiled)->midStream, MidStream::Keep);
}

TEST(CompiledReactions, LetTheMostSpecificRuleWinWhateverTheOrder)
{
    const ReactionTable table = compileReactions({{"transport.reset", Reaction::Stop},
                                                  {"*", Reaction::Next},
                                                  {"transport", Reaction::Retry}});
    const auto of = [&](ErrorClass c) { return table[static_cast<std::size_t>(c)]; };

    EXPECT_EQ(of(ErrorClass::TransportReset), (CompiledReaction{Reaction::Stop, true}));
    EXPECT_EQ(of(ErrorClass::TransportDns), (CompiledReaction{Reaction::Retry, true}));
    EXPECT_EQ(of(ErrorClass::Server), (CompiledReaction{Reaction::Next, true}));
    EXPECT_EQ(of(ErrorClass::Deadline), (CompiledReaction{Reaction::Stop, false}));
}

TEST(CompiledReactions, KeepTheDefaultsWhereNothingIsWritten)
{
    const ReactionTable table = compileReactions({{"stream", Reaction::Next}});
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        if (!name(errorClass).starts_with("stream.")) {
            EXPECT_EQ(table[i], (CompiledReaction{defaultReaction(errorClass), false}));
        }
    }
}

} // namespace
} // namespace understudy
