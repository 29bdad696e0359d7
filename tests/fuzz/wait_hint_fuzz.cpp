// Any text in every place where a wait is told: a sensible wait or none.
#include "core/base/check.h"
#include "core/wire/retry_after.h"

#include <array>
#include <cstdint>
#include <string>

namespace {

using namespace understudy;

constexpr auto kNames = std::to_array<const char*>(
    {"retry-after", "retry-after-ms", "x-ms-retry-after-ms", "x-ratelimit-reset-requests",
     "x-ratelimit-reset-tokens", "anthropic-ratelimit-tokens-reset",
     "anthropic-ratelimit-unified-reset", "date"});

void checkHint(std::optional<Duration> hint)
{
    US_CHECK(!hint || (*hint > Duration{} && *hint <= kLongestHint));
}

} // namespace

// The first byte chooses the header; the second line, if there is one, is the Date.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t end = input.find('\n');
    HttpHeaders headers = {{kNames[data[0] % kNames.size()], std::string(input.substr(0, end))}};
    if (end != std::string_view::npos) {
        headers.emplace_back("date", input.substr(end + 1));
    }
    for (const std::uint16_t status : {std::uint16_t{429}, std::uint16_t{503}}) {
        checkHint(retryHint(headers, status));
        checkHint(retryHint(headers, status, UnixTime(1'792'567'670'000'000)));
    }
    checkHint(retryHintInMessage(input, UnixTime(1'792'567'670'000'000)));
    checkHint(retryHintInMessage("try again in " + std::string(input)));
    const auto wait = parseGoDuration(input);
    US_CHECK(!wait || *wait >= Duration{});
    return 0;
}
