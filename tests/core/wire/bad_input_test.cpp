// What providers get wrong, one test each: money, keys, sizes, broken streams, and streams without
// an end. What the attempt tells is asserted, up to its last word.
#include "tests/core/wire/driver_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::string event(const std::string& json) { return "data: " + json + "\n\n"; }
std::string token(const std::string& text)
{
    return event(R"({"choices":[{"delta":{"content":")" + text + R"("}}]})");
}
const std::string kFinish = event(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})");
const std::string kDone = "data: [DONE]\n\n";

std::string lastOf(const std::string& story) { return story.substr(story.rfind(" | ") + 3); }

// How an attempt ends that is answered so.
std::string endOf(std::uint16_t status, const std::string& body, HttpHeaders headers = {})
{
    DriverBench bench;
    bench.begin();
    bench.transport.connect(0);
    bench.transport.answer(0, {status, "", std::move(headers)});
    bench.transport.send(0, body);
    bench.transport.end(0);
    return lastOf(bench.story());
}

std::string streamEnd(const std::string& bytes) { return endOf(200, bytes); }

TEST(BadInput, MoneyThatHasRunOutIsNeverTakenForHaste)
{
    EXPECT_EQ(endOf(429, R"({"error":{"message":"You exceeded your current quota",)"
                         R"("type":"insufficient_quota","code":"insufficient_quota"}})"),
              "failed quota.exhausted 429 0 usage 0/0/0");
    EXPECT_EQ(endOf(402, ""), "failed quota.exhausted 402 0 usage 0/0/0");
}

TEST(BadInput, ABadKeyIsAboutTheKey)
{
    EXPECT_EQ(endOf(401, R"({"error":{"code":"invalid_api_key"}})"),
              "failed auth 401 0 usage 0/0/0");
    EXPECT_EQ(endOf(403, ""), "failed auth 403 0 usage 0/0/0");
}

TEST(BadInput, AContextThatIsTooLongIsToldFromAnInvalidRequest)
{
    EXPECT_EQ(endOf(400, R"({"error":{"message":"prompt is too long: 9 tokens > 5 maximum"}})"),
              "failed context 400 0 usage 0/0/0");
    EXPECT_EQ(endOf(400, R"({"error":{"message":"the prompt is odd"}})"),
              "failed invalid_request 400 0 usage 0/0/0");
}

TEST(BadInput, AModelThatIsMissingOrRetiredIsNamedSo)
{
    EXPECT_EQ(endOf(404, R"({"error":{"code":"model_not_found"}})"),
              "failed model_missing 404 0 usage 0/0/0");
    EXPECT_EQ(endOf(410, ""), "failed model_missing 410 0 usage 0/0/0");
}

TEST(BadInput, TimeoutsConflictsAndServerErrorsAreTheServers)
{
    for (const std::uint16_t status : {std::uint16_t{408}, std::uint16_t{409}, std::uint16_t{500},
                                       std::uint16_t{502}, std::uint16_t{503}}) {
        EXPECT_EQ(endOf(status, ""), "failed server " + std::to_string(status) + " 0 usage 0/0/0");
    }
}

TEST(BadInput, AnErrorInASuccessIsJudgedByItsBody)
{
    EXPECT_EQ(endOf(200, R"({"error":{"code":429,"message":"slow"}})",
                    {{"content-type", "application/json"}}),
              "failed rate_limit.wait 200 0 usage 5/0/0");
    EXPECT_EQ(endOf(200, R"({"error":{"code":"insufficient_quota"}})"),
              "failed quota.exhausted 200 0 usage 5/0/0");
}

TEST(BadInput, AWishNotToRetryTravelsWithTheFailure)
{
    DriverBench bench;
    bench.begin();

    bench.transport.answer(0, {500, "", {{"x-should-retry", "false"}}});
    bench.transport.end(0);

    EXPECT_EQ(bench.log.last.shouldRetry, ShouldRetry::No);
}

TEST(BadInput, AnErrorPageOfFiveMegabytesIsCappedAndGivenUp)
{
    DriverBench bench;
    bench.begin();
    bench.transport.answer(0, {502, "", {{"content-type", "text/html"}}});

    for (int i = 0; i < 5 * 16; ++i) {
        bench.transport.send(0, "<html>" + std::string(65'530, 'x'));
    }

    EXPECT_EQ(lastOf(bench.story()), "failed server 502 0 usage 0/0/0");
    EXPECT_LT(bench.story().size(), kErrorTextBytes + 200);
    EXPECT_TRUE(bench.transport.isCancelled(0));
}

TEST(BadInput, ARefusalIsAnAnswerAndAFilterIsNot)
{
    EXPECT_EQ(streamEnd(event(R"({"choices":[{"delta":{"refusal":"No."}}]})") + kFinish + kDone),
              "succeeded refusal 1 usage 5/0/1");
    EXPECT_EQ(streamEnd(token("a") +
                        event(R"({"choices":[{"delta":{},"finish_reason":"content_filter"}]})") +
                        kDone),
              "failed policy.output 200 1 usage 5/0/1");
}

TEST(BadInput, AStreamCutAfterSomeTokensKeepsTheirCount)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, token("a") + token("b") + "data: {\"cho");
    bench.transport.breakDown(0, TransportFault::EndInBody);

    EXPECT_TRUE(bench.story().ends_with("message connection closed after 2 tokens | "
                                        "failed stream.cut 200 2 usage 5/0/2"))
        << bench.story();
}

TEST(BadInput, AnEndWithoutTerminalMarkerIsACutUnlessTheReasonWasSeen)
{
    EXPECT_EQ(streamEnd(token("a")), "failed stream.cut 200 1 usage 5/0/1");
    EXPECT_EQ(streamEnd(token("a") + kFinish), "succeeded stop 1 usage 5/0/1");
}

TEST(BadInput, DataAfterTheDoneSignIsIgnoredHoweverItComes)
{
    const std::string more = token("more") + event(R"({"error":"late"})");
    EXPECT_EQ(streamEnd(token("a") + kFinish + kDone + more), "succeeded stop 1 usage 5/0/1");

    DriverBench bench;
    bench.beginStream();
    bench.transport.send(0, token("a") + kFinish + kDone);
    bench.transport.send(0, more);

    EXPECT_EQ(lastOf(bench.story()), "succeeded stop 1 usage 5/0/1");
    EXPECT_EQ(bench.log.text, "a");
}

TEST(BadInput, BytesAndSurrogatesThatAreNoTextBecomeReplacements)
{
    DriverBench bench;
    bench.beginStream();

    bench.transport.send(0, token("\xC3"));
    bench.transport.send(0, token("\\ud83d"));
    bench.transport.send(0, token("\xFF\xFE"));

    EXPECT_EQ(bench.log.text, "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(BadInput, ALineOfAGigabyteEndsTheAttemptAtOneMegabyte)
{
    DriverBench bench;
    bench.beginStream();
    const std::string piece(64 * 1024, 'x');
    std::size_t sent = 0;

    bench.transport.send(0, "data: ");
    while (bench.transport.isOpen(0) && sent < std::size_t{1024} * 1024 * 1024) {
        bench.transport.send(0, piece);
        sent += piece.size();
    }

    EXPECT_LE(sent, SseLimits{}.lineBytes + piece.size());
    EXPECT_EQ(lastOf(bench.story()), "failed stream.malformed 200 0 usage 5/0/0");
}

TEST(BadInput, AMillionTinyEventsAreReadAndCounted)
{
    constexpr int kBatch = 10'000;
    DriverBench bench;
    bench.beginStream();
    std::string empty;
    for (int i = 0; i < kBatch; ++i) {
        empty += "data:\n\n";
    }

    for (int i = 0; i < 1'000'000 / kBatch; ++i) {
        bench.transport.send(0, empty);
    }
    bench.transport.send(0, token("a") + kFinish + kDone);

    EXPECT_EQ(lastOf(bench.story()), "succeeded stop 1 usage 5/0/1");
    EXPECT_LT(bench.log.lines.size(), 20U);
}

TEST(BadInput, WhatIsNoJsonFailsAndWhatIsOfAnotherSchemaIsIgnored)
{
    EXPECT_EQ(streamEnd(token("a") + "data: hello\n\n" + kFinish + kDone),
              "failed stream.malformed 200 1 usage 5/0/1");
    EXPECT_EQ(streamEnd(event(R"({"weather":"fine"})") + event("[1,2]") + event("7") + token("a") +
                        event(R"({"choices":{"delta":3}})") + kFinish + kDone),
              "succeeded stop 1 usage 5/0/1");
}

TEST(BadInput, AnErrorEventInTheMiddleCarriesItsOwnClass)
{
    EXPECT_EQ(streamEnd(token("a") + event(R"({"error":{"type":"overloaded_error"}})") + kFinish),
              "failed overload 200 1 usage 5/0/1");
    EXPECT_EQ(streamEnd(token("a") + event(R"({"error":{"code":400,"message":"no"}})")),
              "failed invalid_request 200 1 usage 5/0/1");
}

TEST(BadInput, UsageThatIsMissingNegativeOrAbsurdIsEstimated)
{
    for (const char* usage :
         {"null", "{}", R"({"prompt_tokens":-5,"completion_tokens":-1})",
          R"({"prompt_tokens":99999999999,"completion_tokens":1e300})",
          R"({"prompt_tokens":"many","completion_tokens":[]})", R"({"prompt_tokens":1e999})"}) {
        EXPECT_EQ(streamEnd(token("a") + kFinish +
                            event(std::string(R"({"choices":[],"usage":)") + usage + "}") + kDone),
                  "succeeded stop 1 usage 5/0/1")
            << usage;
    }
}

std::string toolCalls(const std::string& json)
{
    return event(R"({"choices":[{"delta":{"tool_calls":)" + json + "}}]}");
}

TEST(BadInput, ToolCallsInOrderAreContent)
{
    const std::string end = event(R"({"choices":[{"delta":{},"finish_reason":"tool_calls"}]})");

    EXPECT_EQ(streamEnd(toolCalls(R"([{"index":0,"id":"a","function":{"name":"f"}}])") +
                        toolCalls(R"([{"index":0,"function":{"arguments":"{"}}])") +
                        toolCalls(R"([{"index":0,"id":"a"},{"index":1,"id":"b"}])") +
                        toolCalls(R"([{"function":{"arguments":"}"}}])") + end + kDone),
              "succeeded tools 4 usage 5/0/4");
}

TEST(BadInput, ToolCallsOutOfOrderFailTheAttempt)
{
    const std::string end = event(R"({"choices":[{"delta":{},"finish_reason":"tool_calls"}]})");

    for (const char* calls : {R"([{"index":9,"function":{"arguments":"}"}}])", R"([{"index":-1}])",
                              R"([{"index":1,"id":"b"},{"index":0,"id":"a"}])",
                              R"([{"index":0,"id":"a"},{"index":0,"id":"b"}])"}) {
        EXPECT_EQ(streamEnd(toolCalls(calls) + end + kDone).substr(0, 28),
                  "failed stream.malformed 200 ")
            << calls;
    }
}

TEST(BadInput, CommentsForEverAreASignOfLifeButNoProgress)
{
    DriverBench bench;
    bench.beginStream();

    for (int i = 0; i < 10'000; ++i) {
        bench.transport.send(0, ": keep-alive\n\n");
    }

    EXPECT_EQ(bench.story(), "connected | headers 200");
    EXPECT_EQ(bench.log.last.kind, SignalKind::Bytes);
}

TEST(BadInput, WaysToBreakOffAreToldApartInWords)
{
    const auto words = [](TransportFault fault) {
        DriverBench bench;
        bench.beginStream();
        bench.transport.send(0, token("a"));
        bench.transport.breakDown(0, fault);
        const std::string story = bench.story();
        return story.substr(story.find("message "));
    };

    EXPECT_EQ(words(TransportFault::EndInBody), "message connection closed after 1 token | "
                                                "failed stream.cut 200 1 usage 5/0/1");
    EXPECT_EQ(words(TransportFault::ResetInBody), "message connection reset after 1 token | "
                                                  "failed stream.cut 200 1 usage 5/0/1");
    EXPECT_EQ(words(TransportFault::Malformed), "message malformed answer after 1 token | "
                                                "failed transport.reset 200 1 usage 5/0/1");
}

TEST(BadInput, WhatTheTransportSaysBeforeTheHeadReachesTheMessage)
{
    for (const auto& [fault, end] : std::vector<std::pair<TransportFault, std::string>>{
             {TransportFault::ResetBeforeHead, "failed transport.reset 0 0 usage 0/0/0"},
             {TransportFault::Malformed, "failed transport.reset 0 0 usage 0/0/0"},
             {TransportFault::Tls, "failed transport.tls 0 0 usage 0/0/0"}}) {
        DriverBench bench;
        bench.begin();

        bench.transport.breakDown(0, fault, "too many interim responses from a.example");

        EXPECT_EQ(bench.story(), "message too many interim responses from a.example | " + end);
    }
}

} // namespace
} // namespace understudy
