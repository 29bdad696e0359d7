// When a provider asks us to come back, in whichever of its spellings. A hint is a minimum.
#pragma once

#include "core/base/time.h"
#include "core/wire/http_message.h"
#include "core/wire/time_text.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy {

// Longer waits are nonsense or a ban, and no chain would sit them out.
inline constexpr Duration kLongestHint = std::chrono::hours(24 * 30);

// The wait that the headers of an answer with `status` ask for; empty when they ask for none or
// for nonsense. Dates count from the answer's own Date header (desktop clocks drift), else from
// `now`, else not at all.
std::optional<Duration> retryHint(const HttpHeaders& headers, std::uint16_t status,
                                  std::optional<UnixTime> now = {});

// The same from the words of an error message ("try again in 1m2.5s"): the last resort, because
// vendors reword their messages.
std::optional<Duration> retryHintInMessage(std::string_view message,
                                           std::optional<UnixTime> now = {});

} // namespace understudy
