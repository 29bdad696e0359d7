#include "core/plan/chain_json.h"

#include "tests/core/plan/contract_chain.h"
#include "tests/core/plan/sample_chain.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using testing::candidate;
using testing::chainOf;
using testing::kContractChain;

Chain read(std::string_view text)
{
    Result<Chain, Problems> chain = chainFromJson(text);
    EXPECT_TRUE(chain) << (chain ? "" : formatProblem("", chain.error().front()));
    return chain ? std::move(chain).value() : Chain{};
}

// "line:column pointer code" of every problem.
std::vector<std::string> refused(std::string_view text)
{
    std::vector<std::string> lines;
    const Result<Chain, Problems> chain = chainFromJson(text);
    if (!chain) {
        for (const Problem& problem : chain.error()) {
            lines.push_back(std::to_string(problem.line) + ':' + std::to_string(problem.column) +
                            ' ' + problem.pointer + ' ' + problem.code);
        }
    }
    return lines;
}

// A chain file of one candidate, with members added to the candidate.
std::string fileWith(const std::string& candidateMembers, const std::string& chainMembers = "")
{
    return R"({"format": "understudy-chain", "version": 1, "name": "x",)" + chainMembers + "\n" +
           R"("steps": [{"candidates": [{"provider": "openai", "model": "gpt-5")" +
           candidateMembers + "}]}]}";
}

using Lines = std::vector<std::string>;

TEST(ChainJson, GivesTheContractsExampleBackByteForByte)
{
    const Chain chain = read(kContractChain);

    EXPECT_EQ(chainToJson(chain), kContractChain);
    EXPECT_EQ(read(chainToJson(chain)), chain);
}

TEST(ChainJson, ReadsEveryMemberOfTheContractsExample)
{
    const Chain chain = read(kContractChain);
    const Candidate& lead = chain.steps[0].candidates[0];

    EXPECT_EQ(lead.tries, 3u);
    EXPECT_EQ(lead.reactions, (ReactionRules{{"rate_limit.wait", Reaction::Retry},
                                             {"policy.prompt", Reaction::Stop}}));
    EXPECT_EQ(lead.breaker, BreakerPolicy{});
    EXPECT_EQ(chain.params, (JsonMembers{{"temperature", "1.0"}, {"max_tokens", "null"}}));
    EXPECT_EQ(chain.providers[0].baseUrl, "http://127.0.0.1:11434/v1");
    EXPECT_EQ(chain.providers[0].auth, AuthStyle::None);
    EXPECT_EQ(chain.steps[1].selection.kind, SelectionKind::Race);
    EXPECT_EQ(chain.steps[2].selection.strategy, BalanceStrategy::Latency);
    EXPECT_EQ(chain.goals[1].atMost, 4000);
}

TEST(ChainJson, TakesWhatIsAbsentFromTheContract)
{
    const Chain chain = read(fileWith(""));
    const Candidate& only = chain.steps[0].candidates[0];

    EXPECT_EQ(chain.deadline, 120'000_ms);
    EXPECT_EQ(chain.maxAttempts, 16u);
    EXPECT_EQ(chain.patience, 10'000_ms);
    EXPECT_EQ(only.tries, 2u);
    EXPECT_EQ(only.backoff, Backoff{});
    EXPECT_EQ(only.timeouts, Timeouts{});
    EXPECT_FALSE(only.breaker);
    EXPECT_TRUE(only.enabled);
    EXPECT_EQ(only.id, "gpt-5");
    EXPECT_EQ(chain.steps[0].id, "step-1");
}

TEST(ChainJson, TakesPartsMemberByMember)
{
    const Chain chain = read(fileWith(R"(, "backoff": {"cap_ms": 100}, "timeouts": {},
        "breaker": {"kind": "consecutive", "consecutive": 3, "window_ms": null})"));
    const Candidate& only = chain.steps[0].candidates[0];

    EXPECT_EQ(only.backoff.cap, 100_ms);
    EXPECT_EQ(only.backoff.base, 500_ms);
    ASSERT_TRUE(only.breaker);
    EXPECT_EQ(only.breaker->kind, BreakerKind::Consecutive);
    EXPECT_EQ(only.breaker->consecutive, 3u);
    EXPECT_FALSE(only.breaker->window);
    EXPECT_EQ(only.breaker->open, 30'000_ms);
}

TEST(ChainJson, WritesAMemberOnlyWhereItWasSet)
{
    Chain chain = chainOf({{candidate("openai", "gpt-5")}});
    chain.steps[0].candidates[0].backoff.cap = 100_ms;

    EXPECT_EQ(chainToJson(chain), R"({
  "format": "understudy-chain",
  "version": 1,
  "name": "test",
  "steps": [
    {
      "candidates": [
        {
          "provider": "openai",
          "model": "gpt-5",
          "backoff": {
            "cap_ms": 100
          }
        }
      ]
    }
  ]
}
)");
}

TEST(ChainJson, KeepsUnknownMembersAtEveryLevel)
{
    const std::string text = fileWith(R"(, "x-a": [1, {"b": null}],
        "backoff": {"x-b": "c"}, "timeouts": {"x-t": 1}, "breaker": {"x-k": true},
        "price": {"input_usd_per_mtok": 1.25, "output_usd_per_mtok": 10.0, "x-p": 1.5})",
                                      R"("$schema": "s", "retry_budget": {"x-r": 2},
        "providers": {"openai": {"x-o": 3}}, "goals": [{"metric": "availability", "at_least": 0.5,
        "x-g": {}}],)");
    const Chain chain = read(text);

    const std::string written = chainToJson(chain);

    for (const char* name : {"x-a", "x-b", "x-t", "x-k", "x-p", "$schema", "x-r", "x-o", "x-g"}) {
        EXPECT_NE(written.find('"' + std::string(name) + '"'), std::string::npos) << name;
    }
    EXPECT_EQ(read(written), chain);
    EXPECT_EQ(chainToJson(read(written)), written);
}

TEST(ChainJson, KeepsValuesOfEveryMemberThroughAFile)
{
    Chain chain = chainOf({{candidate("local", "a/b"), candidate("openai", "gpt-5")}});
    chain.notes = "two\nlines";
    chain.maxCost = 5'000'000;
    chain.midStream = MidStream::Keep;
    chain.holdTokens = 4;
    chain.retryBudget = RetryBudget{0.2, milliseconds(5000), 1.5};
    chain.whenAllOpen = WhenAllOpen::TryLast;
    chain.params = {{"stop", R"(["a","b"])"}};
    Provider local{"local", Dialect::Anthropic, "https://h/v1", AuthStyle::XApiKey, {}, {"a/b"},
                   {}};
    local.headers = {{"x-team", "blue"}};
    chain.providers = {local};
    chain.steps[0].selection = {
        SelectionKind::Balance,    0_ms, 2, RaceWin::Completed, BalanceStrategy::TwoChoices, false,
        BalanceMetric::Outstanding};
    Candidate& first = chain.steps[0].candidates[0];
    first.key = "second-account";
    first.enabled = false;
    first.reactions = {{"*", Reaction::Stop}, {"stream", Reaction::Next}};
    first.breaker = BreakerPolicy{};
    first.breaker->windowCalls = 20;
    first.weight = 0.25;
    first.price = Price{1'250'000'000, 125'000'000, 10'000'000'000};
    first.params = {{"temperature", "0"}};
    chain.goals = {{"availability", 0.999, std::nullopt, {}}};

    const Chain again = read(chainToJson(chain));

    EXPECT_EQ(chainToJson(again), chainToJson(chain));
    EXPECT_EQ(again.retryBudget, chain.retryBudget);
    EXPECT_EQ(again.steps[0].selection, chain.steps[0].selection);
    EXPECT_EQ(again.steps[0].candidates[0].breaker, first.breaker);
    EXPECT_EQ(again.steps[0].candidates[0].price, first.price);
    EXPECT_EQ(again.providers[0].headers, local.headers);
    EXPECT_EQ(again.providers[0].models, local.models);
    EXPECT_EQ(again.whenAllOpen, WhenAllOpen::TryLast);
    EXPECT_EQ(again.steps[0].candidates[0].params, first.params);
}

TEST(ChainJson, WritesAnIdWhereAReaderWouldMakeAnother)
{
    Chain chain = read(fileWith(""));
    chain.steps[0].candidates[0].model = "gpt-5-mini"; // its id stays gpt-5
    chain.steps.push_back(chain.steps[0]);
    chain.steps[1].id = "step-2";
    chain.steps[1].candidates[0].id = "gpt-5-mini";

    const std::string text = chainToJson(chain);
    const Chain again = read(text);

    EXPECT_EQ(again.steps[0].candidates[0].id, "gpt-5");
    EXPECT_EQ(again.steps[1].candidates[0].id, "gpt-5-mini");
    EXPECT_EQ(text.find("step-2"), std::string::npos);
}

TEST(ChainJson, ListsAllProblemsWithTheirPlaces)
{
    EXPECT_EQ(
        refused("{\"format\": \"understudy-chain\", \"version\": 1,\n"
                " \"deadline_ms\": 0,\n"
                " \"mid_stream\": \"again\",\n"
                " \"steps\": [{\"candidates\": [\n"
                "   {\"provider\": \"opnai\", \"model\": 5, \"tries\": 2.5},\n"
                "   {\"provider\": \"openai\", \"backoff\": null}]}]}"),
        (Lines{"1:1 /name required", "2:17 /deadline_ms range", "3:16 /mid_stream word",
               "5:17 /steps/0/candidates/0/provider provider.unknown",
               "5:35 /steps/0/candidates/0/model type", "5:47 /steps/0/candidates/0/tries range",
               "6:4 /steps/0/candidates/1/model required",
               "6:38 /steps/0/candidates/1/backoff type"}));
}

TEST(ChainJson, RefusesAHigherVersionNamingBothAndAnotherFormat)
{
    const auto newer = chainFromJson(R"({"format": "understudy-chain", "version": 2, "steps": 5})");
    ASSERT_FALSE(newer);
    ASSERT_EQ(newer.error().size(), 1u);
    EXPECT_EQ(newer.error()[0].what, "this file has version 2, but this program reads version 1");

    EXPECT_EQ(refused(R"({"format": "understudy-scenario", "version": 1})"),
              (Lines{"1:12 /format format"}));
    EXPECT_EQ(refused("[]"), (Lines{"1:1  type"}));
    EXPECT_EQ(refused("{}"), (Lines{"1:1 /format required", "1:1 /version required"}));
}

TEST(ChainJson, DoesNotBlameTheRestForAPartThatCouldNotBeRead)
{
    const std::string head = R"({"format": "understudy-chain", "version": 1, "name": "x", )";
    EXPECT_EQ(refused(head + R"("steps": [5]})"), (Lines{"1:69 /steps/0 type"}));
    EXPECT_EQ(refused(head + R"("steps": "x"})"), (Lines{"1:68 /steps type"}));
    EXPECT_EQ(refused(head + "\"steps\": []}"), (Lines{"1:68 /steps range"}));
}

TEST(ChainJson, RefusesValuesOutsideTheContractsRanges)
{
    for (const char* member :
         {R"("tries": 0)", R"("tries": 1001)", R"("weight": -0.1)", R"("backoff": {"factor": 101})",
          R"("backoff": {"base_ms": -1})", R"("backoff": {"cap_ms": 1000000000001})",
          R"("timeouts": {"attempt_ms": 0})", R"("breaker": {"failure_ratio": 1.1})",
          R"("reactions": {"server": "again"})", R"("reactions": {"srv": "next"})",
          R"("price": {"input_usd_per_mtok": 1})", R"("enabled": 1)", R"("params": [])",
          R"("key": "a\nb")"}) {
        EXPECT_EQ(refused(fileWith(", " + std::string(member))).size(), 1u) << member;
    }
    for (const char* member :
         {R"("deadline_ms": 0,)", R"("max_attempts": 100001,)", R"("hold_tokens": -1,)",
          R"("patience_ms": 1.5,)", R"("params": null,)",
          R"("goals": [{"metric": "availability"}],)",
          R"("providers": {"p": {"dialect": "openai-chat", "base_url": "http://example.com"}},)",
          R"("retry_budget": {"ratio": 2},)"}) {
        EXPECT_EQ(refused(fileWith("", member)).size(), 1u) << member;
    }
}

TEST(ChainJson, AcceptsNothingButAnErrorForEveryPrefixOfAFile)
{
    const std::string text(kContractChain.substr(0, kContractChain.rfind('}')));
    for (std::size_t length = 0; length <= text.size(); length += 7) {
        EXPECT_FALSE(chainFromJson(std::string_view(text).substr(0, length))) << length;
    }
}

TEST(ChainJson, SurvivesEveryFlippedBitOfAFile)
{
    std::string text = fileWith(R"(, "tries": 3, "backoff": {"base_ms": 5}, "x": "y")");
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        const auto mask = static_cast<char>(1 << (bit % 8));
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ mask);
        if (const auto chain = chainFromJson(text)) {
            EXPECT_TRUE(chainFromJson(chainToJson(*chain))) << text;
        } else {
            EXPECT_FALSE(chain.error().empty());
        }
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ mask);
    }
}

} // namespace
} // namespace understudy
