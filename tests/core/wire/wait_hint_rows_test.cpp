// Every spelling of "come back later", in headers, bodies and words, to the millisecond; and what
// is no such thing.
#include "core/wire/classify.h"

#include <gtest/gtest.h>

#include <ostream>

namespace understudy {
namespace {

struct HintRow
{
    const char* says;
    HttpHeaders headers;
    std::string body;
    std::optional<std::int64_t> milliseconds;
    std::uint16_t status = 429;
};

std::ostream& operator<<(std::ostream& out, const HintRow& row) { return out << row.says; }

HttpHeaders after(const std::string& value)
{
    return {{"date", "Wed, 21 Oct 2026 07:27:50 GMT"}, {"retry-after", value}};
}
HttpHeaders limit(const std::string& reset, const std::string& remaining = "0")
{
    return {{"x-ratelimit-remaining-tokens", remaining}, {"x-ratelimit-reset-tokens", reset}};
}
std::string google(const std::string& delay)
{
    return R"({"error":{"details":[{"@type":"x/google.rpc.RetryInfo","retryDelay":")" + delay +
           R"("}]}})";
}
std::string words(const std::string& text) { return R"({"error":{"message":")" + text + R"("}})"; }

std::vector<HintRow> waits()
{
    return {
        {"retry-after-ms", {{"retry-after-ms", "1500.5"}}, "", 1500},
        {"x-ms-retry-after-ms", {{"x-ms-retry-after-ms", "37"}}, "", 37},
        {"seconds", after("20"), "", 20'000},
        {"fraction of a second", after("0.25"), "", 250},
        {"date", after("Wed, 21 Oct 2026 07:28:00 GMT"), "", 10'000},
        {"date of the former standard", after("Wednesday, 21-Oct-26 07:28:00 GMT"), "", 10'000},
        {"date of the C library", after("Wed Oct 21 07:28:00 2026"), "", 10'000},
        {"minutes of Go", limit("6m0s"), "", 360'000},
        {"milliseconds of Go", limit("20ms"), "", 20},
        {"second of Go", limit("1s"), "", 1'000},
        {"fraction of Go", limit("7.66s"), "", 7'660},
        {"minutes and fraction of Go", limit("2m59.56s"), "", 179'560},
        {"hours of Go", limit("1h2m3s"), "", 3'723'000},
        {"all units of Go", limit("1m30s500ms"), "", 90'500},
        {"plain seconds of Azure", limit("37"), "", 37'000},
        {"instant of Anthropic",
         {{"date", "Sun, 22 Nov 2026 14:04:30 GMT"},
          {"anthropic-ratelimit-requests-remaining", "0"},
          {"anthropic-ratelimit-requests-reset", "2026-11-22T14:05:00Z"}},
         "",
         30'000},
        {"protobuf duration", {}, google("34.4s"), 34'400},
        {"protobuf duration with nanoseconds", {}, google("3.000000001s"), 3'000},
        {"words with seconds", {}, words("Please retry after 37 seconds"), 37'000},
        {"words with Go", {}, words("try again in 1m2.5s"), 62'500},
        {"header before words", after("2"), words("try again in 20s"), 2'000},
        {"header before body", after("2"), google("34.4s"), 2'000},
        {"body before words",
         {},
         R"({"error":{"message":"try again in 9s","details":[)"
         R"({"@type":"x/google.rpc.RetryInfo","retryDelay":"4s"}]}})",
         4'000},
        {"thirty days", after("2592000"), "", 2'592'000'000},
        {"overloaded too", after("3"), "", 3'000, 529},
    };
}

std::vector<HintRow> noWaits()
{
    std::vector<HintRow> rows;
    for (const char* value : {"",
                              " ",
                              "0",
                              "-1",
                              "soon",
                              "1e9999",
                              "1e309",
                              "nan",
                              "NaN",
                              "inf",
                              "-inf",
                              "Infinity",
                              "2592001",
                              "1e300",
                              "0x10",
                              "1,5",
                              "20s",
                              "99999999999999999999",
                              "Wed, 21 Oct 2026 07:27:40 GMT", // past
                              "Wed, 21 Oct 2026 07:27:50 GMT", // now
                              "Mon, 01 Jan 0001 00:00:00 GMT",
                              "Wed, 21 Oct 2099 07:28:00 GMT"}) {
        rows.push_back({value, after(value), "", std::nullopt});
    }
    rows.push_back({"zero of protobuf", {}, google("0s"), std::nullopt});
    rows.push_back({"protobuf below zero", {}, google("-4s"), std::nullopt});
    rows.push_back({"protobuf beyond thirty days", {}, google("2592001s"), std::nullopt});
    rows.push_back({"unknown of Azure", limit("-1", "-1"), "", std::nullopt});
    rows.push_back({"limit that is not used up", limit("9s", "7"), "", std::nullopt, 503});
    rows.push_back({"date without a clock",
                    {{"retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"}},
                    "",
                    std::nullopt});
    return rows;
}

class WaitHint : public testing::TestWithParam<HintRow>
{};

TEST_P(WaitHint, IsReadToTheMillisecondOrNotAtAll)
{
    const HintRow& row = GetParam();
    const AttemptFacts attempt{.readsHintsInMessages = true};

    const Verdict verdict = classifyResponse({row.status, "", row.headers}, row.body, attempt);

    ASSERT_EQ(verdict.hint.has_value(), row.milliseconds.has_value());
    if (verdict.hint) {
        EXPECT_EQ(verdict.hint->count() / 1000, *row.milliseconds);
    }
}

INSTANTIATE_TEST_SUITE_P(Waits, WaitHint, testing::ValuesIn(waits()));
INSTANTIATE_TEST_SUITE_P(NoWaits, WaitHint, testing::ValuesIn(noWaits()));

} // namespace
} // namespace understudy
