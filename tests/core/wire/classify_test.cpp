#include "core/wire/classify.h"

#include "core/wire/error_words.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

struct Row
{
    const char* row;
    std::uint16_t status;
    std::string body;
    ErrorClass errorClass;
    HttpHeaders headers = {};
    const char* provider = "openai";
};

Verdict verdictOf(const Row& row)
{
    return classifyResponse({row.status, "", row.headers}, row.body, {.provider = row.provider});
}

std::string coded(const std::string& code)
{
    return R"({"error":{"message":"m","type":"t","code":")" + code + R"("}})";
}

std::string typed(const std::string& type)
{
    return R"({"type":"error","error":{"type":")" + type + R"(","message":"m"}})";
}

std::string said(const std::string& message)
{
    return R"({"error":{"message":")" + message + R"("}})";
}

void expectRows(const std::vector<Row>& rows)
{
    for (const Row& row : rows) {
        const Verdict verdict = verdictOf(row);

        EXPECT_EQ(name(verdict.errorClass), name(row.errorClass))
            << row.row << ' ' << row.status << ' ' << row.body;
        EXPECT_EQ(verdict.row, row.row) << row.status << ' ' << row.body;
        EXPECT_EQ(verdict.status, row.status);
    }
}

ErrorClass classOf(TransportFault fault)
{
    return classifyFailure({fault, "words"}, {}).errorClass;
}

TEST(Classify, KnowsEveryTransportFault)
{
    EXPECT_EQ(classOf(TransportFault::Dns), ErrorClass::TransportDns);
    EXPECT_EQ(classOf(TransportFault::Refused), ErrorClass::TransportConnect);
    EXPECT_EQ(classOf(TransportFault::Proxy), ErrorClass::TransportConnect);
    EXPECT_EQ(classOf(TransportFault::Tls), ErrorClass::TransportTls);
    EXPECT_EQ(classOf(TransportFault::TlsCertificate), ErrorClass::TransportTls);
    EXPECT_EQ(classOf(TransportFault::ResetBeforeHead), ErrorClass::TransportReset);
    EXPECT_EQ(classOf(TransportFault::Malformed), ErrorClass::TransportReset);
    EXPECT_EQ(classOf(TransportFault::Local), ErrorClass::Local);
    EXPECT_EQ(classifyFailure({TransportFault::Dns, "no host x"}, {}).message, "no host x");
    EXPECT_EQ(classifyFailure({TransportFault::Dns, ""}, {}).status, 0);
}

TEST(Classify, TakesRedirectsAndPagesForAWrongAddress)
{
    expectRows({
        {"T15", 302, "", ErrorClass::Endpoint},
        {"T15", 308, said("moved"), ErrorClass::Endpoint},
        {"T16", 511, "<html>", ErrorClass::Endpoint},
        {"T16", 200, "<html><title>Log in</title>", ErrorClass::Endpoint},
        {"T10", 407, "", ErrorClass::TransportConnect},
    });
    EXPECT_EQ(
        verdictOf({"", 301, "", {}, {{"Location", "https://other.example/login?x=1"}}}).message,
        "the address redirects to https://other.example");
    EXPECT_EQ(verdictOf({"", 200, "<title>Log in</title>", {}}).message,
              "not an API reply: Log in");
}

TEST(Classify, TellsMoneyFromHaste)
{
    expectRows({
        {"H2", 402, "", ErrorClass::QuotaExhausted},
        {"H2", 429, coded("insufficient_quota"), ErrorClass::QuotaExhausted},
        {"H2", 429, coded("credit_balance_exhausted"), ErrorClass::QuotaExhausted},
        {"H2", 429, coded("project_spend_limit_exceeded"), ErrorClass::QuotaExhausted},
        {"H2", 429, coded("organization_usage_limit_exceeded"), ErrorClass::QuotaExhausted},
        {"H2", 400, typed("billing_error"), ErrorClass::QuotaExhausted},
        {"H2", 400, coded("linked_organization_billing_unavailable"), ErrorClass::QuotaExhausted},
        {"H2", 403, coded("INSUFFICIENT_G1_CREDITS_BALANCE"), ErrorClass::QuotaExhausted},
        {"H2", 400,
         said("You have reached your specified workspace API usage limits. Until 2026-09-01"),
         ErrorClass::QuotaExhausted},
        {"H2", 403, said("Your team has used all available credits or reached its monthly limit"),
         ErrorClass::QuotaExhausted},
        {"H2", 429,
         R"({"type":"error","error":{"type":"rate_limit_error","message":"m",)"
         R"("details":{"error_code":"enforced_spend_limit_reached"}}})",
         ErrorClass::QuotaExhausted},
        {"H12", 429,
         said("Rate limit reached on requests per day (RPD): Limit 200, Used 200, Requested 1"),
         ErrorClass::QuotaExhausted},
        {"H12", 429,
         R"([{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"m","details":[{)"
         R"("@type":"x/google.rpc.QuotaFailure","violations":[{"quotaId":"FooPerDay-Free"}]}]}}])",
         ErrorClass::QuotaExhausted},
    });
}

TEST(Classify, WaitsForABudgetThatIsOnlyInFlight)
{
    const std::string body = R"({"error":{"code":402,"message":"m","metadata":)"
                             R"({"limit_source":"openrouter_in_flight_budget"}}})";

    expectRows({
        {"H3", 402, body, ErrorClass::RateLimitWait, {{"retry-after", "3"}}, "openrouter"},
        {"H2", 402, body, ErrorClass::QuotaExhausted, {}, "openrouter"},
    });
}

TEST(Classify, TellsARequestThatIsTooLargeFromOneThatIsTooSoon)
{
    const std::string large =
        said("Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 342389");

    expectRows({
        {"H11", 429, large, ErrorClass::RateLimitTooLarge},
        {"H11", 413, large, ErrorClass::RateLimitTooLarge, {}, "groq"},
        {"H11", 413, coded("rate_limit_exceeded"), ErrorClass::RateLimitTooLarge, {}, "groq"},
    });
}

TEST(Classify, FindsAContextThatIsTooLongByCodeStatusAndWords)
{
    expectRows({
        {"H4", 400, coded("context_length_exceeded"), ErrorClass::Context},
        {"H4", 413, "", ErrorClass::Context},
        {"H4", 413, typed("request_too_large"), ErrorClass::Context},
        {"H4", 403, said("no"), ErrorClass::Context, {}, "together"},
        {"H4", 400, said("prompt is too long: 213462 tokens > 200000 maximum"),
         ErrorClass::Context},
        {"H4", 400, R"({"error":{"code":400,"message":"m","type":"exceed_context_size_error"}})",
         ErrorClass::Context},
        {"H4", 400, R"({"error":{"code":1261,"message":"m"}})", ErrorClass::Context},
        {"H4", 500, said("Your input exceeds the context window of this model"),
         ErrorClass::Context},
    });
}

TEST(Classify, KnowsEveryWordingOfAContextThatIsTooLong)
{
    for (const char* text :
         {"Prompt is too long", "This exceeds the model's maximum context length of 8192 tokens",
          "This model's maximum context length is 8192 tokens. However, you requested 9000",
          "However, the model's context length is only 1024",
          "The input token count (10) exceeds the maximum number of tokens allowed (5)",
          "maximum prompt length is 131072", "Please reduce the length of the messages",
          "input (10 tokens) is longer than the model's context length (5 tokens)",
          "request (13392 tokens) exceeds the available context size (8192 tokens)",
          "tokens to keep is greater than the context length",
          "Prompt contains 9 tokens, too large for model with 5 maximum context length",
          "prompt too long; exceeded max context length by 4", "context window exceeds limit",
          "input exceeds the maximum allowed input length", "exceeded model token limit: 5",
          "Range of input length should be [1, 5]", "Prompt exceeds max length",
          "Token limit exceeded"}) {
        EXPECT_TRUE(saysContextIsTooLong(text)) << text;
    }
    for (const char* text :
         {"Rate limit reached: token limit exceeded", "Too many tokens, please wait",
          "Too many requests: prompt is too long", "hello", ""}) {
        EXPECT_FALSE(saysContextIsTooLong(text)) << text;
    }
}

TEST(Classify, TellsPolicyKeyPlaceAndModel)
{
    expectRows({
        {"H5", 400, coded("content_filter"), ErrorClass::PolicyPrompt},
        {"H5", 400, coded("content_policy_violation"), ErrorClass::PolicyPrompt},
        {"H5", 400, coded("invalid_prompt"), ErrorClass::PolicyPrompt},
        {"H5", 403, said("Your input was flagged"), ErrorClass::PolicyPrompt, {}, "openrouter"},
        {"H6", 401, "", ErrorClass::Auth},
        {"H6", 403, "", ErrorClass::Auth},
        {"H6", 400, said("Incorrect API key provided"), ErrorClass::Auth, {}, "xai"},
        {"H6", 400,
         R"([{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[)"
         R"({"@type":"x/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}])",
         ErrorClass::Auth},
        {"H7", 403, coded("unsupported_country_region_territory"), ErrorClass::Auth},
        {"H7", 451, "", ErrorClass::Auth},
        {"H8", 404, "", ErrorClass::ModelMissing},
        {"H8", 410, "", ErrorClass::ModelMissing},
        {"H8", 400, coded("model_not_found"), ErrorClass::ModelMissing},
        {"H8", 404, typed("not_found_error"), ErrorClass::ModelMissing},
        {"H21", 503,
         said("There is no available model provider that meets your routing requirements"),
         ErrorClass::ModelMissing},
        {"H21", 502, said("Your chosen model is down"), ErrorClass::ModelMissing},
    });
}

TEST(Classify, TellsRatesFromOverload)
{
    expectRows({
        {"H13", 429, coded("slow_down"), ErrorClass::RateLimitWait},
        {"H14",
         429,
         coded("rate_limit_exceeded"),
         ErrorClass::RateLimitWait,
         {{"retry-after", "20"}}},
        {"H16", 429, "", ErrorClass::RateLimitWait},
        {"H16", 429, typed("rate_limit_error"), ErrorClass::RateLimitWait},
        {"H19", 529, "", ErrorClass::Overload},
        {"H19", 529, typed("overloaded_error"), ErrorClass::Overload},
        {"H19", 498, "", ErrorClass::Overload},
        {"H19", 503, coded("server_is_overloaded"), ErrorClass::Overload},
        {"H19", 503, coded("slow_down"), ErrorClass::Overload},
        {"H19", 503, said("The engine is currently overloaded, please try again later"),
         ErrorClass::Overload},
        {"H20", 503,
         R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
         ErrorClass::Overload},
    });
}

TEST(Classify, TellsWhatTheServerIsToBlameForFromWhatWeAre)
{
    expectRows({
        {"H24", 504, "", ErrorClass::ServerDeadline},
        {"H24", 524, "", ErrorClass::ServerDeadline},
        {"H24", 500, typed("timeout_error"), ErrorClass::ServerDeadline},
        {"H9", 400, coded("unsupported_parameter"), ErrorClass::InvalidRequest},
        {"H9", 422, "", ErrorClass::InvalidRequest},
        {"H9", 501, "", ErrorClass::InvalidRequest},
        {"H17", 408, "", ErrorClass::Server},
        {"H17", 409, "", ErrorClass::Server},
        {"H17", 421, "", ErrorClass::Server},
        {"H17", 425, "", ErrorClass::Server},
        {"H18", 424, "", ErrorClass::Server},
        {"H26", 499, "", ErrorClass::TransportReset},
        {"H25", 520, "<title>Web server is down</title>", ErrorClass::Server},
        {"H22", 500, typed("api_error"), ErrorClass::Server},
        {"H22", 502, "<html>", ErrorClass::Server},
        {"H22", 503, "", ErrorClass::Server},
        {"H22", 503, typed("service_unavailable_error"), ErrorClass::Server},
        {"H27", 418, "", ErrorClass::InvalidRequest},
        {"H27", 599, "", ErrorClass::Server},
    });
}

TEST(Classify, OnlyReportsWhetherTheServerWantsARetry)
{
    const auto wish = [](const char* value) {
        return verdictOf({"", 500, "", {}, {{"X-Should-Retry", value}}}).shouldRetry;
    };

    EXPECT_EQ(wish("true"), ShouldRetry::Yes);
    EXPECT_EQ(wish("false"), ShouldRetry::No);
    EXPECT_EQ(wish("maybe"), ShouldRetry::Unsaid);
    EXPECT_EQ(verdictOf({"", 500, "", {}}).shouldRetry, ShouldRetry::Unsaid);
}

TEST(Classify, TakesHintsFromHeadersThenBodyThenWordsIfAsked)
{
    const std::string google = R"({"error":{"message":"Please retry in 9s.","details":[)"
                               R"({"@type":"x/google.rpc.RetryInfo","retryDelay":"34.4s"}]}})";
    const ResponseHead bare{429, "", {}};
    const ResponseHead hinted{429, "", {{"retry-after", "2"}}};
    const AttemptFacts readingWords{.readsHintsInMessages = true};

    EXPECT_EQ(classifyResponse(hinted, google, readingWords).hint, 2_s);
    EXPECT_EQ(classifyResponse(bare, google, readingWords).hint, 34'400_ms);
    EXPECT_EQ(classifyResponse(bare, said("Please retry in 9s."), readingWords).hint, 9_s);
    EXPECT_EQ(classifyResponse(bare, said("Please retry in 9s."), {}).hint, std::nullopt);
}

TEST(Classify, RemovesTheKeyFromWhatItKeeps)
{
    const AttemptFacts attempt{.key = "sk-12345"};

    const Verdict verdict =
        classifyResponse({401, "", {}}, said("Incorrect API key: sk-12345. (sk-12345)"), attempt);

    EXPECT_EQ(verdict.message, "Incorrect API key: [key]. ([key])");
    EXPECT_EQ(classifyFailure({TransportFault::Local, "sk-12345"}, attempt).message, "[key]");
}

TEST(Classify, RemovesTheKeyBeforeItCutsALongMessage)
{
    const std::string key = "sk-0123456789";
    const std::string long1(kErrorTextBytes - 4, 'x');

    const Verdict verdict = classifyResponse({500, "", {}}, long1 + key + " tail", {.key = key});

    EXPECT_EQ(verdict.message, long1 + "[key");
}

TEST(Classify, CutsALongMessageBetweenCharacters)
{
    std::string body(kErrorTextBytes - 1, 'x');
    body += "\xC3\xA9";

    EXPECT_EQ(verdictOf({"", 500, body, {}}).message, std::string(kErrorTextBytes - 1, 'x'));
}

TEST(Classify, DoesNotReadABodyThatIsEncoded)
{
    const HttpHeaders gzip = {{"Content-Encoding", "gzip"}};

    EXPECT_EQ(verdictOf({"", 400, coded("insufficient_quota"), {}, gzip}).row, "H9");
    EXPECT_EQ(verdictOf({"", 200, "\x1F\x8B", {}, gzip}).row, "T14");
    EXPECT_EQ(
        verdictOf({"", 429, coded("insufficient_quota"), {}, {{"Content-Encoding", "identity"}}})
            .row,
        "H2");
}

TEST(Classify, ExpectsAStreamFromASuccessThatIsNoPage)
{
    EXPECT_TRUE(promisesStream({200, "", {}}));
    EXPECT_TRUE(promisesStream({200, "", {{"content-type", "application/json"}}}));
    EXPECT_TRUE(promisesStream({201, "", {{"content-type", "text/event-stream;"}}}));
    EXPECT_FALSE(promisesStream({200, "", {{"Content-Type", "Text/HTML; charset=utf-8"}}}));
    EXPECT_FALSE(promisesStream({200, "", {{"Content-Encoding", "br"}}}));
    EXPECT_FALSE(promisesStream({302, "", {}}));
    EXPECT_FALSE(promisesStream({404, "", {}}));
}

} // namespace
} // namespace understudy
