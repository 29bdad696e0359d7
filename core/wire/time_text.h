// Times as providers write them in headers and bodies. Instants are microseconds since 1970 UTC:
// core has no wall clock, so they mean something only beside another instant of the same sender.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy {

using UnixTime = Duration; // since 1970-01-01T00:00:00Z

// The three legal forms of an HTTP date (RFC 9110 5.6.7).
std::optional<UnixTime> parseHttpDate(std::string_view text);

// "2026-11-22T14:05:00Z", with an optional fraction and a numeric offset in place of Z.
std::optional<UnixTime> parseRfc3339(std::string_view text);

// Go's and protobuf's durations: "6m0s", "2m59.56s", "1m30s500ms", "34.4s". No sign.
std::optional<Duration> parseGoDuration(std::string_view text);

// Decimal seconds as a duration; empty when negative or absurd.
std::optional<Duration> durationFromSeconds(double seconds);

} // namespace understudy
