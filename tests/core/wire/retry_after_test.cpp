#include "core/wire/retry_after.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr UnixTime kNow = std::chrono::seconds(1'792'567'670); // Wed, 21 Oct 2026 07:27:50 GMT

std::optional<Duration> hintOf(HttpHeaders headers, std::uint16_t status = 429)
{
    return retryHint(headers, status);
}

std::optional<Duration> hintAfter(std::string value)
{
    return hintOf({{"Date", "Wed, 21 Oct 2026 07:27:50 GMT"}, {"Retry-After", std::move(value)}});
}

TEST(RetryAfter, ReadsMilliseconds)
{
    EXPECT_EQ(hintOf({{"retry-after-ms", "1500.5"}}), 1'500'500_us);
    EXPECT_EQ(hintOf({{"x-ms-retry-after-ms", "20"}}), 20_ms);
}

TEST(RetryAfter, PrefersMillisecondsToSecondsAndSecondsToLimits)
{
    EXPECT_EQ(hintOf({{"retry-after", "3"}, {"retry-after-ms", "2500"}}), 2500_ms);
    EXPECT_EQ(hintOf({{"x-ratelimit-reset-requests", "9s"}, {"retry-after", "3"}}), 3_s);
    EXPECT_EQ(hintOf({{"retry-after-ms", "soon"}, {"retry-after", "3"}}), 3_s);
}

TEST(RetryAfter, ReadsSecondsWithFractions)
{
    EXPECT_EQ(hintAfter("20"), 20_s);
    EXPECT_EQ(hintAfter("0.25"), 250_ms);
    EXPECT_EQ(hintAfter(" 2 "), 2_s);
}

TEST(RetryAfter, ReadsAllThreeFormsOfHttpDates)
{
    EXPECT_EQ(hintAfter("Wed, 21 Oct 2026 07:28:00 GMT"), 10_s);
    EXPECT_EQ(hintAfter("Wednesday, 21-Oct-26 07:28:00 GMT"), 10_s);
    EXPECT_EQ(hintAfter("Wed Oct 21 07:28:00 2026"), 10_s);
    EXPECT_EQ(hintAfter("Sun Nov  1 07:27:50 2026"), 11 * 86'400'000_ms);
}

TEST(RetryAfter, CountsDatesFromTheAnswersOwnClock)
{
    const HttpHeaders dated = {{"Date", "Wed, 21 Oct 2026 07:27:50 GMT"},
                               {"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}};
    const HttpHeaders undated = {{"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}};

    EXPECT_EQ(retryHint(dated, 429, kNow - UnixTime(500_s)), 10_s);
    EXPECT_EQ(retryHint(undated, 429, kNow), 10_s);
    EXPECT_EQ(retryHint(undated, 429), std::nullopt);
}

TEST(RetryAfter, RejectsNonsense)
{
    for (const char* value : {"",
                              "0",
                              "-1",
                              "soon",
                              "1e9999",
                              "nan",
                              "inf",
                              "2592001",
                              "1e300",
                              "0x10",
                              "1,5",
                              "Wed, 21 Oct 2026 07:27:50 GMT",
                              "Wed, 21 Oct 2026 07:27:40 GMT",
                              "Wed, 31 Feb 2027 07:27:40 GMT",
                              "Wed, 21 Oct 2027 07:28:00 GMT",
                              "Wed, 21 Okt 2026 07:28:00 GMT",
                              "Wed, 21 Oct 2026 25:28:00 GMT",
                              "Wed, 21 Oct 2026 07:28:00 GMTx",
                              "Wednesday, 21-Oct-26 07:28:00",
                              "99999999999999999999"}) {
        EXPECT_EQ(hintAfter(value), std::nullopt) << value;
    }
}

TEST(RetryAfter, AcceptsThirtyDaysAndNoMore)
{
    EXPECT_EQ(hintAfter("2592000"), kLongestHint);
    EXPECT_EQ(hintAfter("2592000.1"), std::nullopt);
}

TEST(RetryAfter, ReadsGoDurations)
{
    EXPECT_EQ(parseGoDuration("6m0s"), 360_s);
    EXPECT_EQ(parseGoDuration("20ms"), 20_ms);
    EXPECT_EQ(parseGoDuration("1s"), 1_s);
    EXPECT_EQ(parseGoDuration("7.66s"), 7660_ms);
    EXPECT_EQ(parseGoDuration("2m59.56s"), 179'560_ms);
    EXPECT_EQ(parseGoDuration("1h2m3s"), 3723_s);
    EXPECT_EQ(parseGoDuration("1m30s500ms"), 90'500_ms);
    EXPECT_EQ(parseGoDuration("34.4s"), 34'400_ms);
    EXPECT_EQ(parseGoDuration("3.000000001s"), 3_s);
    EXPECT_EQ(parseGoDuration("12\xC2\xB5s"), 12_us);
    EXPECT_EQ(parseGoDuration("1500ns"), 2_us);
}

TEST(RetryAfter, RejectsWhatIsNoGoDuration)
{
    for (const char* text : {"", "5", "s", "1.2.3s", "-1s", "1d", "1 s", "1s2", "99999999999h"}) {
        EXPECT_EQ(parseGoDuration(text), std::nullopt) << text;
    }
}

TEST(RetryAfter, TakesTheLongestResetOfALimitThatIsUsedUp)
{
    const HttpHeaders headers = {{"x-ratelimit-remaining-requests", "0"},
                                 {"x-ratelimit-reset-requests", "20ms"},
                                 {"x-ratelimit-remaining-tokens", "0"},
                                 {"x-ratelimit-reset-tokens", "6m0s"}};

    EXPECT_EQ(hintOf(headers, 429), 360_s);
    EXPECT_EQ(hintOf(headers, 503), 360_s);
}

TEST(RetryAfter, IgnoresTheResetOfALimitThatIsNotUsedUp)
{
    const HttpHeaders headers = {{"x-ratelimit-remaining-requests", "0"},
                                 {"x-ratelimit-reset-requests", "1s"},
                                 {"x-ratelimit-remaining-tokens", "120"},
                                 {"x-ratelimit-reset-tokens", "6m0s"}};

    EXPECT_EQ(hintOf(headers, 429), 1_s);
    EXPECT_EQ(hintOf(headers, 500), 1_s);
}

TEST(RetryAfter, UsesResetsThatNameNoLimitOnlyWhenTheStatusDoes)
{
    const HttpHeaders headers = {{"x-ratelimit-reset-requests", "1s"},
                                 {"x-ratelimit-remaining-tokens", "5"},
                                 {"x-ratelimit-reset-tokens", "37"}};

    EXPECT_EQ(hintOf(headers, 429), 37_s);
    EXPECT_EQ(hintOf(headers, 503), std::nullopt);
}

TEST(RetryAfter, TakesAzuresZeroAndMinusOneForUnknown)
{
    for (const char* unknown : {"0", "-1"}) {
        EXPECT_EQ(hintOf({{"x-ratelimit-remaining-tokens", unknown},
                          {"x-ratelimit-reset-tokens", unknown}}),
                  std::nullopt);
    }
}

TEST(RetryAfter, ReadsAnthropicsInstants)
{
    EXPECT_EQ(hintOf({{"date", "Sun, 22 Nov 2026 14:04:30 GMT"},
                      {"anthropic-ratelimit-input-tokens-remaining", "0"},
                      {"anthropic-ratelimit-input-tokens-reset", "2026-11-22T14:05:00Z"}},
                     429),
              30_s);
    EXPECT_EQ(hintOf({{"date", "Wed, 21 Oct 2026 07:27:50 GMT"},
                      {"anthropic-ratelimit-unified-reset", "1792567700"}},
                     429),
              30_s);
}

TEST(RetryAfter, ReadsRfc3339WithFractionsAndOffsets)
{
    const auto instant = parseRfc3339("2026-11-22T14:05:00Z");

    ASSERT_TRUE(instant);
    EXPECT_EQ(parseRfc3339("2026-11-22t15:05:00.25+01:00"), *instant + 250_ms);
    EXPECT_EQ(parseRfc3339("2026-11-22 08:35:00-05:30"), *instant);
    for (const char* text :
         {"2026-11-22", "2026-11-22T14:05:00", "2026-13-22T14:05:00Z", "2026-11-22T14:05:00.Z",
          "2026-11-22X14:05:00Z", "2026-11-22T14:05:00+1"}) {
        EXPECT_EQ(parseRfc3339(text), std::nullopt) << text;
    }
}

TEST(RetryAfter, FindsWaitsInMessages)
{
    EXPECT_EQ(retryHintInMessage("Limit reached. Please retry after 37 seconds."), 37_s);
    EXPECT_EQ(retryHintInMessage("Please try again in 20s."), 20_s);
    EXPECT_EQ(retryHintInMessage("Please try again in 1m2.5s. Visit us."), 62'500_ms);
    EXPECT_EQ(retryHintInMessage("You will regain access on 2026-10-22 at 00:00 UTC.", kNow),
              std::chrono::seconds(86'400 - (7 * 3600 + 27 * 60 + 50)));
    EXPECT_EQ(retryHintInMessage("You will regain access on 2026-10-22 at 00:00 UTC."),
              std::nullopt);
    EXPECT_EQ(retryHintInMessage("Try again in a while"), std::nullopt);
}

} // namespace
} // namespace understudy
