#include "core/plan/validation.h"

#include "core/plan/derived_ids.h"
#include "core/plan/url_shape.h"
#include "tests/core/plan/sample_chain.h"

#include <gtest/gtest.h>

#include <limits>

namespace understudy {
namespace {

using testing::candidate;
using testing::chainOf;

using Found = std::vector<std::pair<std::string, std::string>>; // code, pointer

Found found(const Chain& chain)
{
    Found result;
    for (const Problem& problem : validate(chain)) {
        EXPECT_FALSE(problem.what.empty());
        result.emplace_back(problem.code, problem.pointer);
    }
    return result;
}

Chain oneCandidate() { return chainOf({{candidate("openai", "gpt-5")}}); }

TEST(Validation, AcceptsAPlainChain) { EXPECT_EQ(found(oneCandidate()), Found{}); }

TEST(Validation, ListsEveryProblemNotOnlyTheFirst)
{
    Chain chain = oneCandidate();
    chain.deadline = 0_ms;
    chain.maxAttempts = 100'001;
    Candidate& only = chain.steps[0].candidates[0];
    only.tries = 0;
    only.backoff.factor = 0.5;
    only.timeouts.byteIdle = 0_ms;
    only.weight = std::numeric_limits<double>::quiet_NaN();

    EXPECT_EQ(found(chain), (Found{{"range", "/deadline_ms"},
                                   {"range", "/max_attempts"},
                                   {"range", "/steps/0/candidates/0/tries"},
                                   {"range", "/steps/0/candidates/0/backoff/factor"},
                                   {"range", "/steps/0/candidates/0/timeouts/byte_idle_ms"},
                                   {"range", "/steps/0/candidates/0/weight"}}));
    EXPECT_EQ(validate(chain)[2].what, "must be an integer from 1 to 1000");
}

TEST(Validation, WantsStepsCandidatesAndOneOfThemEnabled)
{
    EXPECT_EQ(found(chainOf({})), (Found{{"range", "/steps"}}));
    EXPECT_EQ(found(chainOf({{}})),
              (Found{{"range", "/steps/0/candidates"}, {"enabled", "/steps"}}));

    Chain chain = oneCandidate();
    chain.steps[0].candidates[0].enabled = false;
    EXPECT_EQ(found(chain), (Found{{"enabled", "/steps"}}));
}

TEST(Validation, LimitsStepsAndCandidates)
{
    const std::vector<Candidate> one{candidate("openai", "gpt-5")};
    EXPECT_EQ(found(chainOf(std::vector(64, one))), Found{});
    EXPECT_EQ(found(chainOf(std::vector(65, one))), (Found{{"range", "/steps"}}));
    EXPECT_EQ(found(chainOf({std::vector(257, one[0])})),
              (Found{{"range", "/steps/0/candidates"}}));
}

TEST(Validation, RefusesAnIdThatIsUsedTwice)
{
    Chain chain =
        chainOf({{candidate("openai", "a"), candidate("openai", "b")}, {candidate("openai", "c")}});
    chain.steps[0].id = chain.steps[1].id = "lead";
    chain.steps[0].candidates[0].id = chain.steps[1].candidates[0].id = "x";

    EXPECT_EQ(found(chain),
              (Found{{"unique", "/steps/1/id"}, {"unique", "/steps/1/candidates/0/id"}}));
}

TEST(Validation, RefusesControlCharactersInEveryName)
{
    Chain chain = oneCandidate();
    chain.name = "a\nb";
    chain.steps[0].id = "\x7F";
    chain.steps[0].candidates[0].id = std::string("nul\0", 4);
    chain.steps[0].candidates[0].model = "gpt\r\nX-Evil: 1";
    chain.steps[0].candidates[0].key = "k\t";
    chain.notes = "line breaks\nare fine here";

    EXPECT_EQ(found(chain), (Found{{"control", "/name"},
                                   {"control", "/steps/0/id"},
                                   {"control", "/steps/0/candidates/0/id"},
                                   {"control", "/steps/0/candidates/0/model"},
                                   {"control", "/steps/0/candidates/0/key"}}));
}

TEST(Validation, KnowsBuiltInProvidersAndThoseOfTheChain)
{
    Chain chain = chainOf(
        {{candidate("opnai", "gpt-5"), candidate("mine", "m"), candidate("text", "sorry")}});
    chain.steps[0].candidates[2].params = {{"text", R"("sorry")"}};
    Provider mine;
    mine.name = "mine";
    mine.dialect = Dialect::OpenAiChat;
    mine.baseUrl = "http://127.0.0.1:9/v1";
    chain.providers.push_back(mine);

    EXPECT_EQ(found(chain), (Found{{"provider.unknown", "/steps/0/candidates/0/provider"}}));
}

TEST(Validation, WantsTheWordsOfTheProviderText)
{
    Chain chain = chainOf({{candidate("text", "sorry")}});
    EXPECT_EQ(found(chain), (Found{{"required", "/steps/0/candidates/0/params/text"}}));
    chain.steps[0].candidates[0].params = {{"text", "5"}};
    EXPECT_EQ(found(chain), (Found{{"required", "/steps/0/candidates/0/params/text"}}));
}

TEST(Validation, WantsDialectAndAddressOfAProviderThatIsNotBuiltIn)
{
    Chain chain = oneCandidate();
    chain.providers.resize(2);
    chain.providers[0].name = "mine";
    chain.providers[1].name = "openai"; // built in: may leave both out

    EXPECT_EQ(found(chain), (Found{{"required", "/providers/mine/dialect"},
                                   {"required", "/providers/mine/base_url"}}));
}

TEST(Validation, RefusesProviderEntriesThatCouldLeakOrForge)
{
    Chain chain = oneCandidate();
    Provider entry;
    entry.name = "openai";
    entry.baseUrl = "https://user:pass@api.openai.com/v1";
    entry.headers = {{"Authorization", "Bearer x"},
                     {"Host", "x"},
                     {"a b", "x"},
                     {"x-team", "one\r\ntwo"},
                     {"x-ok", "fine"}};
    chain.providers.push_back(entry);
    Provider text;
    text.name = "text";
    text.dialect = Dialect::OpenAiChat;
    text.baseUrl = "https://example.com";
    chain.providers.push_back(text);

    EXPECT_EQ(found(chain), (Found{{"url", "/providers/openai/base_url"},
                                   {"secret", "/providers/openai/headers/Authorization"},
                                   {"header", "/providers/openai/headers/Host"},
                                   {"header", "/providers/openai/headers/a b"},
                                   {"control", "/providers/openai/headers/x-team"},
                                   {"provider.name", "/providers/text"}}));
}

TEST(Validation, RefusesAnAddressWithBytesThatNoRequestLineMayHold)
{
    Chain chain = oneCandidate();
    Provider entry;
    entry.name = "openai";
    entry.baseUrl = "https://api.example/v\xC3\xA9";
    chain.providers.push_back(entry);

    EXPECT_EQ(found(chain), (Found{{"url", "/providers/openai/base_url"}}));
}

TEST(Validation, ChecksReactionsBreakersSelectionsAndGoals)
{
    Chain chain = oneCandidate();
    Candidate& only = chain.steps[0].candidates[0];
    only.reactions = {{"transports", Reaction::Next}, {"*", Reaction::Next}, {"*", Reaction::Stop}};
    only.breaker = BreakerPolicy{};
    only.breaker->kind = BreakerKind::Consecutive;
    only.breaker->probes = 0;
    chain.steps[0].selection.width = 0;
    chain.goals.resize(2);
    chain.goals[0].metric = "total_ms.p95";
    chain.goals[1].metric = "speed";
    chain.goals[1].atLeast = 1;

    EXPECT_EQ(found(chain), (Found{{"range", "/steps/0/selection/width"},
                                   {"reaction.class", "/steps/0/candidates/0/reactions/transports"},
                                   {"unique", "/steps/0/candidates/0/reactions/*"},
                                   {"range", "/steps/0/candidates/0/breaker/probes"},
                                   {"breaker.consecutive", "/steps/0/candidates/0/breaker"},
                                   {"goal.limit", "/goals/0"},
                                   {"goal.metric", "/goals/1/metric"}}));
}

TEST(BaseUrl, MayBeHttpsAnywhereAndHttpHere)
{
    for (const char* url :
         {"https://api.openai.com/v1", "HTTPS://API.example.com:8443", "http://127.0.0.1:11434",
          "http://localhost:8000/v1", "http://[::1]:8080/v1", "https://[2001:db8::1]/v1",
          "https://r.openai.azure.com/openai/deployments/d?api-version=1",
          "https://xn--bcher-kva.example/v1", "https://10.0.0.1/v1"}) {
        EXPECT_EQ(problemOfBaseUrl(url), "") << url;
    }
}

TEST(BaseUrl, MustNotLetAHostPassForAnother)
{
    for (const char* url : {"",
                            "api.openai.com",
                            "ftp://x",
                            "file:///etc/passwd",
                            "https://",
                            "https:///v1",
                            "http://api.openai.com/v1",
                            "http://127.0.0.1.evil.com/v1",
                            "http://2130706433/",
                            "http://0x7f000001/",
                            "http://127.1/",
                            "http://127.0.0.01/",
                            "https://api.openai.com./",
                            "https://user@api.openai.com/",
                            "https://user:pass@api.openai.com/",
                            "https://api.openai.com%2F@evil.com/",
                            "https://api.openai.com%2Fevil.com/",
                            "https://b\xC3\xBC"
                            "cher.example/",
                            "https://a.com/#x",
                            "https://a.com:0/",
                            "https://a.com:99999/",
                            "https://a.com:/",
                            "https://a.com:-1/",
                            "https://a..com/",
                            "https://a.com/\r\nX: 1",
                            "https://a b.com/",
                            "https://[::1]x/",
                            "https://[zz]/",
                            "https://a.com\\@b.com/"}) {
        EXPECT_NE(problemOfBaseUrl(url), "") << url;
    }
}

TEST(DerivedIds, AreTheModelMadeUniqueAndNeverTakeAWrittenOne)
{
    Chain chain = chainOf(
        {{candidate("a", "m"), candidate("b", "m"), candidate("c", "x")}, {candidate("a", "m")}});
    chain.steps[0].candidates[2].id = "m#2";
    chain.steps[1].id = "step-1";

    const Chain named = withDerivedIds(chain);

    EXPECT_EQ(named.steps[0].candidates[0].id, "m");
    EXPECT_EQ(named.steps[0].candidates[1].id, "m#3");
    EXPECT_EQ(named.steps[1].candidates[0].id, "m#4");
    EXPECT_EQ(named.steps[0].id, "step-1#2");
    EXPECT_EQ(withDerivedIds(named), named);
}

} // namespace
} // namespace understudy
