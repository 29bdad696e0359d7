#include "core/wire/error_body.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(ErrorBody, ReadsOpenAis)
{
    const ErrorBody error = readErrorBody(std::string_view(
        R"({"error":{"message":"Slow","type":"requests","param":null,"code":"slow_down"}})"));

    EXPECT_EQ(error.message, "Slow");
    EXPECT_EQ(error.type, "requests");
    EXPECT_EQ(error.code, "slow_down");
    EXPECT_TRUE(error.isJson);
    EXPECT_TRUE(error.says("SLOW_DOWN"));
    EXPECT_FALSE(error.says("slow"));
}

TEST(ErrorBody, TakesNumericCodesOfErrorsForTheStatus)
{
    EXPECT_EQ(readErrorBody(std::string_view(R"({"error":{"code":429,"message":"m"}})")).status,
              429);
    EXPECT_EQ(readErrorBody(std::string_view(R"({"error":{"code":"404","message":"m"}})")).status,
              404);
    EXPECT_EQ(readErrorBody(std::string_view(R"({"error":{"code":1261,"message":"m"}})")).code,
              "1261");
    EXPECT_EQ(readErrorBody(std::string_view(R"({"error":{"code":null,"message":"m"}})")).code, "");
}

TEST(ErrorBody, ReadsAnthropicsWithItsFinestCodeAndRequestId)
{
    const ErrorBody error = readErrorBody(std::string_view(
        R"({"type":"error","error":{"type":"rate_limit_error","message":"Cap",)"
        R"("details":{"error_code":"enforced_spend_limit_reached"}},"request_id":"req_1"})"));

    EXPECT_EQ(error.message, "Cap");
    EXPECT_EQ(error.type, "rate_limit_error");
    EXPECT_EQ(error.detailCode, "enforced_spend_limit_reached");
    EXPECT_EQ(error.requestId, "req_1");
}

TEST(ErrorBody, ReadsOpenRoutersMetadata)
{
    const ErrorBody error = readErrorBody(std::string_view(
        R"({"error":{"code":402,"message":"Provider returned error","metadata":{)"
        R"("error_type":"payment_required","limit_source":"openrouter_in_flight_budget",)"
        R"("raw":"upstream says no"}}})"));

    EXPECT_EQ(error.status, 402);
    EXPECT_EQ(error.detailCode, "payment_required");
    EXPECT_EQ(error.limitSource, "openrouter_in_flight_budget");
    EXPECT_EQ(error.message, "Provider returned error: upstream says no");
}

TEST(ErrorBody, ReadsGooglesInsideAnArray)
{
    const ErrorBody error = readErrorBody(std::string_view(
        R"([{"error":{"code":429,"message":"Exhausted","status":"RESOURCE_EXHAUSTED","details":[)"
        R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[)"
        R"({"quotaId":"GenerateRequestsPerDayPerProject"}]},)"
        R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE"},)"
        R"({"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}])"));

    EXPECT_EQ(error.status, 429);
    EXPECT_EQ(error.type, "RESOURCE_EXHAUSTED");
    EXPECT_EQ(error.detailCode, "RATE");
    EXPECT_EQ(error.quotaIds, std::vector<std::string>{"GenerateRequestsPerDayPerProject"});
    EXPECT_EQ(error.retryDelay, 34'400_ms);
}

TEST(ErrorBody, ReadsFlatBodies)
{
    const ErrorBody mistral = readErrorBody(std::string_view(
        R"({"object":"error","message":"Bad","type":"invalid_request_error","code":"1500"})"));
    const ErrorBody nested = readErrorBody(std::string_view(
        R"({"object":"error","message":{"detail":[{"loc":["body","stop"],"msg":"too long"}]}})"));
    const ErrorBody cohere = readErrorBody(std::string_view(R"({"message":"no such model"})"));

    EXPECT_EQ(mistral.message, "Bad");
    EXPECT_EQ(mistral.type, "invalid_request_error");
    EXPECT_EQ(nested.message, "body.stop: too long");
    EXPECT_EQ(cohere.message, "no such model");
}

TEST(ErrorBody, ReadsErrorsThatAreTexts)
{
    const ErrorBody ollama = readErrorBody(std::string_view(R"({"error":"model 'x' not found"})"));
    const ErrorBody xai = readErrorBody(std::string_view(R"({"code":"no_credits","error":"Out"})"));

    EXPECT_EQ(ollama.message, "model 'x' not found");
    EXPECT_EQ(xai.message, "Out");
    EXPECT_EQ(xai.code, "no_credits");
}

TEST(ErrorBody, ReadsFastApisDetails)
{
    EXPECT_EQ(readErrorBody(std::string_view(R"({"detail":"Not Found"})")).message, "Not Found");
    EXPECT_EQ(
        readErrorBody(std::string_view(R"({"detail":[{"loc":["body","model"],"msg":"required"},)"
                                       R"({"loc":[],"msg":"also"}]})"))
            .message,
        "body.model: required; also");
}

TEST(ErrorBody, KeepsPlainTextAndThePagesTitle)
{
    const ErrorBody page =
        readErrorBody(std::string_view("\n<html><head><title>502 Bad Gateway</title></head>…"));

    EXPECT_EQ(page.message, "502 Bad Gateway");
    EXPECT_FALSE(page.isJson);
    EXPECT_EQ(readErrorBody(std::string_view("upstream down")).message, "upstream down");
    EXPECT_EQ(readErrorBody(std::string_view("")).message, "");
}

TEST(ErrorBody, KeepsNoMoreThanItShouldOfAHugeBody)
{
    EXPECT_EQ(readErrorBody(std::string(1 << 20, 'x')).message.size(), kErrorBodyBytes);
}

TEST(ErrorBody, ShowsJsonWithoutAKnownShapeAsText)
{
    EXPECT_EQ(readErrorBody(std::string_view(R"({"oops":1})")).message, R"({"oops":1})");
    EXPECT_EQ(readErrorBody(std::string_view(R"([])")).message, "[]");
    EXPECT_EQ(readErrorBody(std::string_view(R"("just text")")).message, "just text");
}

TEST(ErrorBody, TellsAnErrorFromAnEmptyMember)
{
    for (const char* json :
         {R"({"error":{"message":"m"}})", R"({"error":"m"})", R"({"error":true})"}) {
        EXPECT_TRUE(holdsError(JsonDocument::parse(json)->root())) << json;
    }
    for (const char* json : {R"({"error":null})", R"({"error":""})", R"({"error":{}})",
                             R"({"error":false})", R"({"choices":[]})", R"([1])", R"("error")"}) {
        EXPECT_FALSE(holdsError(JsonDocument::parse(json)->root())) << json;
    }
}

} // namespace
} // namespace understudy
