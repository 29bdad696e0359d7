#include "core/wire/retry_after.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace understudy {

namespace {

constexpr std::uint16_t kTooManyRequests = 429;

// A limit of one provider: how much is left, and when it is full again.
struct LimitHeaders
{
    std::string_view remaining;
    std::string_view reset;
};

constexpr auto kLimits = std::to_array<LimitHeaders>({
    {"x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"},
    {"x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"},
    {"anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"},
    {"anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"},
    {"anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"},
    {"anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"},
    {"anthropic-ratelimit-unified-remaining", "anthropic-ratelimit-unified-reset"},
});

std::optional<Duration> sensible(std::optional<Duration> hint)
{
    return hint && *hint > Duration::zero() && *hint <= kLongestHint ? hint : std::nullopt;
}

std::optional<Duration> until(std::optional<UnixTime> then, std::optional<UnixTime> now)
{
    return then && now ? sensible(*then - *now) : std::nullopt;
}

std::optional<Duration> fromNumber(std::string_view text, double unitsPerSecond)
{
    const std::optional<double> number = parseDecimal(text);
    return number ? sensible(durationFromSeconds(*number / unitsPerSecond)) : std::nullopt;
}

std::string_view headerText(const HttpHeaders& headers, std::string_view name)
{
    return trimmed(findHeader(headers, name).value_or(std::string_view()));
}

// Seconds (Azure), a Go duration (OpenAI), an instant (Anthropic) or the seconds since 1970.
std::optional<Duration> resetHint(std::string_view text, std::optional<UnixTime> now)
{
    constexpr double kEarliestEpoch = 1e9; // 2001; a wait of that many seconds is nonsense
    const std::optional<double> number = parseDecimal(text);
    if (number && *number >= kEarliestEpoch) {
        const bool isInstant = *number < 1e11;
        return isInstant ? until(UnixTime(static_cast<std::int64_t>(*number * 1e6)), now)
                         : std::nullopt;
    }
    if (number) {
        return fromNumber(text, 1);
    }
    if (const auto wait = parseGoDuration(text)) {
        return sensible(wait);
    }
    return until(parseRfc3339(text), now);
}

// The longest wait among the limits that are used up; when none says so, among all of them, but
// only if the answer is a 429.
std::optional<Duration> limitHint(const HttpHeaders& headers, std::uint16_t status,
                                  std::optional<UnixTime> now)
{
    std::optional<Duration> ofUsedUp;
    std::optional<Duration> ofAll;
    for (const LimitHeaders& limit : kLimits) {
        const std::optional<Duration> hint = resetHint(headerText(headers, limit.reset), now);
        if (!hint) {
            continue;
        }
        ofAll = std::max(ofAll, hint);
        if (headerText(headers, limit.remaining) == "0") {
            ofUsedUp = std::max(ofUsedUp, hint);
        }
    }
    return ofUsedUp || status != kTooManyRequests ? ofUsedUp : ofAll;
}

// What follows `phrase`, up to a blank or the end of the sentence.
std::string_view wordAfter(std::string_view message, std::string_view phrase)
{
    const std::string lower = lowered(message);
    const std::size_t found = lower.find(phrase);
    if (found == std::string::npos) {
        return {};
    }
    message.remove_prefix(found + phrase.size());
    message = message.substr(0, message.find_first_of(" ,;)"));
    while (message.ends_with('.')) {
        message.remove_suffix(1);
    }
    return message;
}

} // namespace

std::optional<Duration> retryHint(const HttpHeaders& headers, std::uint16_t status,
                                  std::optional<UnixTime> now)
{
    for (const std::string_view name : {"retry-after-ms", "x-ms-retry-after-ms"}) {
        if (const auto hint = fromNumber(headerText(headers, name), 1000)) {
            return hint;
        }
    }
    if (const auto date = parseHttpDate(headerText(headers, "date"))) {
        now = date;
    }
    const std::string_view after = headerText(headers, "retry-after");
    if (const auto hint = fromNumber(after, 1)) {
        return hint;
    }
    if (const auto hint = until(parseHttpDate(after), now)) {
        return hint;
    }
    return limitHint(headers, status, now);
}

std::optional<Duration> retryHintInMessage(std::string_view message, std::optional<UnixTime> now)
{
    for (const std::string_view phrase : {"retry after ", "try again in ", "retry in "}) {
        const std::string_view word = wordAfter(message, phrase);
        if (const auto hint = sensible(parseGoDuration(word))) {
            return hint;
        }
        if (const auto hint = fromNumber(word, 1)) { // "37 seconds"
            return hint;
        }
    }
    const std::string_view day = wordAfter(message, "regain access on ");
    return until(parseRfc3339(std::string(day) + "T00:00:00Z"), now);
}

} // namespace understudy
