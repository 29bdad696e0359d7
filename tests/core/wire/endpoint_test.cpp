#include "core/wire/endpoint.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

Candidate candidate(const std::string& provider, const std::string& model = "m")
{
    Candidate result;
    result.id = provider + "-" + model;
    result.provider = provider;
    result.model = model;
    return result;
}

Chain chainOf(std::vector<Candidate> candidates, std::vector<Provider> providers = {})
{
    Chain chain;
    chain.name = "c";
    chain.providers = std::move(providers);
    chain.steps = {Step{.id = "s", .candidates = std::move(candidates)}};
    return chain;
}

Provider provider(const std::string& name, const std::string& url,
                  std::optional<AuthStyle> auth = {})
{
    return {.name = name, .dialect = Dialect::OpenAiChat, .baseUrl = url, .auth = auth};
}

std::vector<Endpoint> resolved(const Chain& chain, const EndpointOverrides& overrides = {})
{
    Result<std::vector<Endpoint>, Problems> result = resolveEndpoints(chain, overrides);
    EXPECT_TRUE(result) << (result ? "" : result.error()[0].what);
    return result ? std::move(*result) : std::vector<Endpoint>{Endpoint{}};
}

Problems problemsOf(const Chain& chain, const EndpointOverrides& overrides = {})
{
    const Result<std::vector<Endpoint>, Problems> result = resolveEndpoints(chain, overrides);
    return result ? Problems{} : result.error();
}

TEST(Endpoint, OfABuiltInProviderNeedsNoEntry)
{
    const std::vector<Endpoint> endpoints =
        resolved(chainOf({candidate("openai", "gpt-5"), candidate("anthropic")}));

    ASSERT_EQ(endpoints.size(), 2U);
    EXPECT_EQ(endpoints[0].base.origin(), "https://api.openai.com");
    EXPECT_EQ(endpoints[0].base.path, "/v1");
    EXPECT_EQ(endpoints[0].model, "gpt-5");
    EXPECT_EQ(endpoints[0].auth, AuthStyle::Bearer);
    EXPECT_EQ(endpoints[0].keyName, "openai");
    EXPECT_EQ(endpoints[1].dialect, Dialect::Anthropic);
    EXPECT_EQ(endpoints[1].auth, AuthStyle::XApiKey);
    EXPECT_FALSE(endpoints[0].isSimulated);
}

TEST(Endpoint, TakesFromTheEntryWhatItSays)
{
    Provider entry{.name = "openai", .baseUrl = "https://proxy.example/v1"};
    entry.headers = {{"OpenAI-Organization", "org"}};
    Candidate second = candidate("openai");
    second.key = "openai-work";

    const std::vector<Endpoint> endpoints = resolved(chainOf({second}, {entry}));

    EXPECT_EQ(endpoints[0].base.origin(), "https://proxy.example");
    EXPECT_EQ(endpoints[0].dialect, Dialect::OpenAiChat);
    EXPECT_EQ(endpoints[0].auth, AuthStyle::Bearer);
    EXPECT_EQ(endpoints[0].keyName, "openai-work");
    EXPECT_EQ(endpoints[0].headers, entry.headers);
}

TEST(Endpoint, GivesAnUnknownProviderItsDialectsUsualAuthentication)
{
    Provider claude = provider("mine", "https://h.example");
    claude.dialect = Dialect::Anthropic;

    EXPECT_EQ(resolved(chainOf({candidate("mine")}, {claude}))[0].auth, AuthStyle::XApiKey);
    EXPECT_EQ(
        resolved(chainOf({candidate("mine")}, {provider("mine", "https://h.example")}))[0].auth,
        AuthStyle::Bearer);
}

TEST(Endpoint, MergesParametersTheCandidatesOwnLast)
{
    Candidate own = candidate("openai");
    own.params = {{"seed", "1"}, {"temperature", "null"}};
    Chain chain = chainOf({own});
    chain.params = {{"temperature", "0.5"}, {"top_p", "1"}};

    EXPECT_EQ(resolved(chain)[0].params,
              (JsonMembers{{"temperature", "null"}, {"top_p", "1"}, {"seed", "1"}}));
}

TEST(Endpoint, SendsNoKeyToAnAddressFromTheCommandLine)
{
    EndpointOverrides overrides;
    overrides.baseUrls = {{"openai", "http://10.0.0.1:9/old"}, {"openai", "http://10.0.0.2/v1"}};

    const std::vector<Endpoint> endpoints =
        resolved(chainOf({candidate("openai"), candidate("anthropic")}), overrides);

    EXPECT_EQ(endpoints[0].base.origin(), "http://10.0.0.2");
    EXPECT_EQ(endpoints[0].auth, AuthStyle::None);
    EXPECT_EQ(endpoints[1].auth, AuthStyle::XApiKey);
}

TEST(Endpoint, ServesEveryProviderFromTheSimulatedOrigin)
{
    EndpointOverrides overrides;
    overrides.simulatedOrigin = "http://127.0.0.1:4000";
    overrides.baseUrls = {{"openai", "https://h.example"}};

    const std::vector<Endpoint> endpoints =
        resolved(chainOf({candidate("openai"), candidate("anthropic"), candidate("my lab")},
                         {provider("my lab", "http://10.0.0.1/v1")}),
                 overrides);

    EXPECT_EQ(endpoints[0].base.path, "/openai/v1");
    EXPECT_EQ(endpoints[1].base.path, "/anthropic");
    EXPECT_EQ(endpoints[2].base.path, "/my%20lab/v1");
    for (const Endpoint& endpoint : endpoints) {
        EXPECT_EQ(endpoint.base.origin(), "http://127.0.0.1:4000");
        EXPECT_EQ(endpoint.auth, AuthStyle::None);
        EXPECT_TRUE(endpoint.isSimulated);
    }
}

TEST(Endpoint, RefusesAProviderThatNobodyKnows)
{
    const Problems problems = problemsOf(chainOf({candidate("openai"), candidate("nobody")}));

    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "provider.unknown");
    EXPECT_EQ(problems[0].pointer, "/steps/0/candidates/1/provider");
}

TEST(Endpoint, RefusesDialectsThatAreNotSpokenByName)
{
    const Problems problems = problemsOf(chainOf({candidate("google")}));

    ASSERT_EQ(problems.size(), 1U);
    EXPECT_NE(problems[0].what.find("\"gemini\""), std::string::npos) << problems[0].what;
}

TEST(Endpoint, NeedsNoAddressAndNoKeyForTheProviderText)
{
    const auto endpoints = resolveEndpoints(chainOf({candidate("text")}), {});

    ASSERT_TRUE(endpoints);
    EXPECT_EQ(endpoints->at(0).auth, AuthStyle::None);
}

TEST(Endpoint, RefusesToSendAKeyInTheClear)
{
    const Chain remote = chainOf({candidate("lab")}, {provider("lab", "http://10.0.0.1/v1")});
    const Chain open =
        chainOf({candidate("lab")}, {provider("lab", "http://10.0.0.1/v1", AuthStyle::None)});
    const Chain local = chainOf({candidate("lab")}, {provider("lab", "http://127.0.0.1/v1")});

    ASSERT_EQ(problemsOf(remote).size(), 1U);
    EXPECT_EQ(problemsOf(remote)[0].code, "base_url.clear");
    EXPECT_EQ(problemsOf(remote)[0].pointer, "/providers/lab/base_url");
    EXPECT_TRUE(problemsOf(open).empty());
    EXPECT_TRUE(problemsOf(local).empty());
}

TEST(Endpoint, RefusesMissingAndUnusableAddressesOncePerProvider)
{
    const Problems missing = problemsOf(chainOf({candidate("azure")}));
    const Problems unusable = problemsOf(
        chainOf({candidate("lab"), candidate("lab", "n")}, {provider("lab", "https://user@h/v1")}));

    ASSERT_EQ(missing.size(), 1U);
    EXPECT_EQ(missing[0].code, "base_url.missing");
    ASSERT_EQ(unusable.size(), 1U);
    EXPECT_EQ(unusable[0].code, "base_url.invalid");
}

TEST(Endpoint, RefusesHeadersThatCarryKeysOrFrameTheMessage)
{
    Provider entry = provider("lab", "https://h.example");
    entry.headers = {{"Authorization", "Bearer x"}, {"Origin", "o"}, {"x-custom", "fine"}};

    const Problems problems = problemsOf(chainOf({candidate("lab")}, {entry}));

    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].pointer, "/providers/lab/headers/Authorization");
    EXPECT_EQ(problems[0].what.find("Bearer x"), std::string::npos);
}

TEST(Endpoint, OfADisabledCandidateStandsInNobodysWay)
{
    Candidate disabled = candidate("google");
    disabled.enabled = false;

    const std::vector<Endpoint> endpoints = resolved(chainOf({disabled, candidate("openai")}));

    ASSERT_EQ(endpoints.size(), 2U);
    EXPECT_EQ(endpoints[1].provider, "openai");
}

} // namespace
} // namespace understudy
