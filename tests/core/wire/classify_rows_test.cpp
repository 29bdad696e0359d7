// The classification table, row by row: one test for each row that two dialects over HTTP can
// produce, and one that no row was forgotten.
#include "core/wire/classify.h"
#include "tests/core/wire/decoded_stream.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <ostream>
#include <set>

namespace understudy {
namespace {

// What the table makes of it: "class row", with the wish and the wait that were read.
std::string shown(const Verdict& verdict)
{
    std::string text = std::string(name(verdict.errorClass)) + ' ' + std::string(verdict.row);
    text += verdict.shouldRetry == ShouldRetry::Yes  ? " wants a retry"
            : verdict.shouldRetry == ShouldRetry::No ? " wants none"
                                                     : "";
    text += verdict.hint ? " in " + std::to_string(verdict.hint->count() / 1000) + " ms" : "";
    return text;
}

std::string transport(TransportFault fault) { return shown(classifyFailure({fault, ""}, {})); }

std::string http(std::uint16_t status, const std::string& body = {}, HttpHeaders headers = {},
                 std::string_view provider = "openai")
{
    return shown(classifyResponse({status, "", std::move(headers)}, body, {.provider = provider}));
}

std::string coded(const std::string& code) { return R"({"error":{"code":")" + code + R"("}})"; }
std::string said(const std::string& words) { return R"({"error":{"message":")" + words + R"("}})"; }

// The bytes of a stream, whole; an answer is shown as "answer finish [text]".
std::string stream(Dialect dialect, const std::string& bytes,
                   StreamEnding ending = StreamEnding::Complete)
{
    DecodedStream decoded(dialect, {.lineBytes = 1000, .eventBytes = 1000});
    decoded.feed(bytes).end(ending == StreamEnding::Complete);
    const Verdict verdict = classifyStream({200, "", {}}, decoded.state(), ending, {});
    return verdict.errorClass != ErrorClass::None
               ? shown(verdict)
               : "answer " + std::string(name(*decoded.state().finish)) + " [" + decoded.text + "]";
}

std::string chat(const std::string& bytes, StreamEnding ending = StreamEnding::Complete)
{
    return stream(Dialect::OpenAiChat, bytes, ending);
}

std::string messages(const std::string& bytes, StreamEnding ending = StreamEnding::Complete)
{
    return stream(Dialect::Anthropic, bytes, ending);
}

std::string event(const std::string& json) { return "data: " + json + "\n\n"; }
std::string delta(const std::string& members, const std::string& finish = "null")
{
    return event(R"({"choices":[{"index":0,"delta":{)" + members + R"(},"finish_reason":)" +
                 finish + "}]}");
}

const std::string kHi = delta(R"("content":"Hi")");
const std::string kStop = delta("", "\"stop\"");
const std::string kDone = "data: [DONE]\n\n";
const std::string kStart =
    event(R"({"type":"message_start","message":{"id":"m","usage":{"input_tokens":3}}})");
const std::string kHello =
    event(R"({"type":"content_block_delta","delta":{"type":"text_delta","text":"Hello"}})");
const std::string kMessageStop = event(R"({"type":"message_stop"})");

std::string stopped(const std::string& reason)
{
    return event(R"({"type":"message_delta","delta":{"stop_reason":")" + reason + R"("}})");
}

struct RowCase
{
    const char* id;
    const char* says;
    std::function<std::string()> outcome;
    std::string expected;
};

std::ostream& operator<<(std::ostream& out, const RowCase& row)
{
    return out << row.id << ' ' << row.says;
}

std::vector<RowCase> transportRows()
{
    using Fault = TransportFault;
    return {
        {"T2", "HostNotFound", [] { return transport(Fault::Dns); }, "transport.dns T2"},
        {"T6", "Refused", [] { return transport(Fault::Refused); }, "transport.connect T6"},
        {"T8", "Certificate", [] { return transport(Fault::TlsCertificate); }, "transport.tls T8"},
        {"T9", "Handshake", [] { return transport(Fault::Tls); }, "transport.tls T9"},
        {"T10", "Proxy", [] { return transport(Fault::Proxy); }, "transport.connect T10"},
        {"T10", "ProxyKey", [] { return http(407); }, "transport.connect T10"},
        {"T12", "Reset", [] { return transport(Fault::ResetBeforeHead); }, "transport.reset T12"},
        {"T14", "NotHttp", [] { return transport(Fault::Malformed); }, "transport.reset T14"},
        {"T14", "GarbledBody", [] { return chat(kHi, StreamEnding::Garbled); },
         "transport.reset T14"},
        {"T14", "HalfAJsonBody", [] { return chat("{\"choices\":[", StreamEnding::Closed); },
         "transport.reset T14"},
        {"T14", "Encoded",
         [] {
             return http(200, "\x1F", {{"content-encoding", "gzip"}});
         },
         "transport.reset T14"},
        {"T15", "Redirect",
         [] {
             return http(307, "", {{"location", "https://b.example/"}});
         },
         "endpoint T15"},
        {"T16", "Page", [] { return http(200, "<html>"); }, "endpoint T16"},
        {"T16", "PageAsAStream", [] { return chat("<html></html>"); }, "endpoint T16"},
        {"T16", "Portal", [] { return http(511); }, "endpoint T16"},
        {"T17", "OurOwnFault", [] { return transport(Fault::Local); }, "local T17"},
    };
}

// house: long because it is one table
std::vector<RowCase> statusRows()
{
    const std::string inFlight = R"({"error":{"code":402,"metadata":)"
                                 R"({"limit_source":"openrouter_in_flight_budget"}}})";
    const HttpHeaders inTwo = {{"retry-after", "2"}};
    return {
        {"H1", "WantsARetry",
         [] {
             return http(400, "", {{"x-should-retry", "true"}});
         },
         "invalid_request H9 wants a retry"},
        {"H1", "WantsNone",
         [] {
             return http(500, "", {{"x-should-retry", "false"}});
         },
         "server H22 wants none"},
        {"H1", "MoneyComesFirst",
         [] {
             return http(429, coded("insufficient_quota"), {{"x-should-retry", "true"}});
         },
         "quota.exhausted H2 wants a retry"},
        {"H2", "OutOfMoney", [] { return http(429, coded("insufficient_quota")); },
         "quota.exhausted H2"},
        {"H3", "BudgetInFlight", [=] { return http(402, inFlight, inTwo, "openrouter"); },
         "rate_limit.wait H3 in 2000 ms"},
        {"H4", "ContextTooLong", [] { return http(400, coded("context_length_exceeded")); },
         "context H4"},
        {"H5", "PromptRefused", [] { return http(400, coded("content_filter")); },
         "policy.prompt H5"},
        {"H6", "BadKey", [] { return http(401); }, "auth H6"},
        {"H7", "Region", [] { return http(403, coded("unsupported_country_region_territory")); },
         "auth H7"},
        {"H8", "NoSuchModel", [] { return http(404, coded("model_not_found")); },
         "model_missing H8"},
        {"H9", "Invalid", [] { return http(422); }, "invalid_request H9"},
        {"H10", "UnknownParameter", [] { return http(400, coded("unsupported_parameter")); },
         "invalid_request H9"}, // once it cannot be mended any more
        {"H11", "LargerThanTheBucket",
         [] { return http(413, said("Request too large: Limit 6000, Requested 12328")); },
         "rate_limit.too_large H11"},
        {"H12", "UsedUpForToday", [] { return http(429, said("requests per day (RPD)")); },
         "quota.exhausted H12"},
        {"H13", "SlowDown", [] { return http(429, coded("slow_down")); }, "rate_limit.wait H13"},
        {"H14", "TooFastWithAHint", [=] { return http(429, "", inTwo); },
         "rate_limit.wait H14 in 2000 ms"},
        {"H16", "TooFast", [] { return http(429); }, "rate_limit.wait H16"},
        {"H17", "Timeout408", [] { return http(408); }, "server H17"},
        {"H17", "Conflict409", [] { return http(409); }, "server H17"},
        {"H17", "Misdirected421", [] { return http(421); }, "server H17"},
        {"H17", "TooEarly425", [] { return http(425); }, "server H17"},
        {"H18", "FailedDependency", [] { return http(424); }, "server H18"},
        {"H19", "Overloaded", [] { return http(529, coded("overloaded_error")); }, "overload H19"},
        {"H19", "FlexCapacity", [] { return http(498); }, "overload H19"},
        {"H20", "ModelIsLoading", [] { return http(503, said("Loading model")); }, "overload H20"},
        {"H21", "NoProviderLeft", [] { return http(503, said("no provider available")); },
         "model_missing H21"},
        {"H22", "Server500", [] { return http(500); }, "server H22"},
        {"H22", "BadGateway502", [] { return http(502, "<html>"); }, "server H22"},
        {"H22", "Unavailable503", [] { return http(503); }, "server H22"},
        {"H24", "GatewayTimeout", [] { return http(504); }, "server.deadline H24"},
        {"H25", "Cloudflare", [] { return http(521); }, "server H25"},
        {"H26", "ClosedByAMiddlebox", [] { return http(499); }, "transport.reset H26"},
        {"H27", "UnknownOfOurs", [] { return http(418); }, "invalid_request H27"},
        {"H27", "UnknownOfTheServers", [] { return http(599); }, "server H27"},
        {"H27", "NoContent", [] { return chat(""); }, "empty S8"},
    };
}

// house: long because it is one table
std::vector<RowCase> streamRows()
{
    return {
        {"S1", "KnownError", [] { return chat(event(said("prompt is too long"))); }, "context H4"},
        {"S1", "UnknownError", [] { return chat(kHi + event(R"({"error":"gave up"})")); },
         "server S1"},
        {"S1", "BeforeEmptyChoices",
         [] { return chat(event(R"({"error":{"code":502},"choices":[]})")); }, "server H22"},
        {"S1", "AnthropicEvent",
         [] {
             return messages(kStart + "event: error\n" +
                             event(R"({"type":"error","error":{"type":"overloaded_error"}})"));
         },
         "overload H19"},
        {"S2", "FinishError", [] { return chat(kHi + delta("", "\"error\"")); }, "server S2"},
        {"S2", "GroqGaveUp", [] { return chat(event(R"({"x_groq":{"error":"over"}})")); },
         "server S2"},
        {"S3", "NotJson", [] { return chat(kHi + event("{]") + kStop); }, "stream.malformed S3"},
        {"S4", "UnknownEvent",
         [] {
             return messages(kStart + event(R"({"type":"new","x":1})") + kHello +
                             stopped("end_turn") + kMessageStop);
         },
         "answer stop [Hello]"},
        {"S4", "UnknownReason", [] { return chat(kHi + delta("", "\"tired\"") + kDone); },
         "answer other [Hi]"},
        {"S5", "Reset", [] { return chat(kHi, StreamEnding::Reset); }, "stream.cut S5"},
        {"S5", "Closed", [] { return chat(kHi, StreamEnding::Closed); }, "stream.cut S5"},
        {"S5", "EndWithoutMarker", [] { return chat(kHi); }, "stream.cut S5"},
        {"S6", "NoDoneAfterTheReason", [] { return chat(kHi + kStop); }, "answer stop [Hi]"},
        {"S6", "ResetAfterTheReason", [] { return chat(kHi + kStop, StreamEnding::Reset); },
         "answer stop [Hi]"},
        {"S6", "NoMessageStop", [] { return messages(kStart + kHello + stopped("end_turn")); },
         "stream.cut S5"}, // strict by decision: doubt counts against the answer
        {"S7", "DoneWithoutReason", [] { return chat(kHi + kDone); },
         "stream.cut S5"}, // strict by decision
        {"S8", "StopWithoutText", [] { return chat(kStop + kDone); }, "empty S8"},
        {"S8", "OnlyDone", [] { return chat(kDone); }, "empty S8"},
        {"S8", "NothingAtAll", [] { return messages(kStart + stopped("end_turn") + kMessageStop); },
         "empty S8"},
        {"S9", "OnlyReasoning",
         [] { return chat(delta(R"("reasoning":"hm")") + delta("", "\"length\"")); },
         "empty.length S9"},
        {"S9", "FullWindow",
         [] { return messages(kStart + stopped("model_context_window_exceeded") + kMessageStop); },
         "context H4"},
        {"S10", "Filtered", [] { return chat(kHi + delta("", "\"content_filter\"")); },
         "policy.output S10"},
        {"S11", "RefusalInADelta", [] { return chat(delta(R"("refusal":"No")") + kStop); },
         "answer refusal [No]"},
        {"S11", "RefusalAsAReason",
         [] { return messages(kStart + stopped("refusal") + kMessageStop); }, "answer refusal []"},
        {"S12", "Truncated", [] { return chat(kHi + delta("", "\"length\"")); },
         "answer length [Hi]"},
        {"S17", "LineTooLong", [] { return chat("data: " + std::string(2000, 'x')); },
         "stream.malformed S17"},
        {"S18", "InvalidUtf8", [] { return chat(delta("\"content\":\"a\xFF\"") + kStop); },
         "answer stop [a\uFFFD]"},
        {"S19", "Spliced",
         [] {
             return messages(kStart + event(R"({"type":"message_start","message":{"id":"n"}})"));
         },
         "stream.spliced S19"},
        {"S20", "StartedTwice",
         [] { return messages(kStart + kStart + kHello + stopped("end_turn") + kMessageStop); },
         "answer stop [Hello]"},
        {"S21", "JsonInPlaceOfAStream",
         [] {
             return chat(R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})");
         },
         "answer stop [Hi]"},
        {"S22", "AzurePreamble",
         [] { return chat(event(R"({"choices":[],"prompt_filter_results":[]})") + kHi + kStop); },
         "answer stop [Hi]"},
        {"S23", "AnotherModel",
         [] { return chat(event(R"({"model":"b","choices":[]})") + kHi + kStop); },
         "answer stop [Hi]"}, // the note is the attempt's: NotesTheModelThatAnswers...
        {"S24", "NoUsage", [] { return chat(kHi + kStop + kDone); }, "answer stop [Hi]"},
    };
}

// Rows that no answer of these dialects can produce in core/wire, and whose they are.
const std::map<std::string, std::string> kElsewhere = {
    {"T1", "a cancel is the engine's: the attempt is abandoned and judged by nobody"},
    {"T3", "the transport cannot tell it from T2; both are transport.dns"},
    {"T4", "no class of its own: each candidate tells its own failure, and the run lists them all"},
    {"T5", "the same class as T6: whether a host is this computer changes nothing"},
    {"T7", "the engine's connect limit"},
    {"T11", "the transport's: it sends once more before anybody hears of it"},
    {"T13", "the engine's first_token limit"},
    {"H15", "the engine's patience makes it out of H14"},
    {"H23", "Gemini's only"},
    {"S13", "the engine's byte_idle limit"},
    {"S14", "the engine's payload_idle limit"},
    {"S15", "the engine's first_token limit"},
    {"S16", "the engine's attempt limit"},
};

std::vector<RowCase> allRows()
{
    std::vector<RowCase> rows = transportRows();
    for (const auto& more : {statusRows(), streamRows()}) {
        rows.insert(rows.end(), more.begin(), more.end());
    }
    return rows;
}

class ClassifyRow : public testing::TestWithParam<RowCase>
{};

TEST_P(ClassifyRow, GivesItsClass) { EXPECT_EQ(GetParam().outcome(), GetParam().expected); }

std::string nameOf(const testing::TestParamInfo<RowCase>& row)
{
    return std::string(row.param.id) + row.param.says;
}

INSTANTIATE_TEST_SUITE_P(Table, ClassifyRow, testing::ValuesIn(allRows()), nameOf);

TEST(ClassifyRows, AreAllNamedHereOrBelongToSomebodyElse)
{
    std::set<std::string> tested;
    for (const RowCase& row : allRows()) {
        tested.insert(row.id);
    }
    for (const auto& [letter, count] :
         std::map<std::string, int>{{"T", 17}, {"H", 27}, {"S", 24}}) {
        for (int number = 1; number <= count; ++number) {
            const std::string id = letter + std::to_string(number);
            EXPECT_NE(tested.contains(id), kElsewhere.contains(id)) << id;
        }
    }
}

} // namespace
} // namespace understudy
