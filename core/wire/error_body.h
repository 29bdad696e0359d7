// What a provider says went wrong, whatever shape it says it in: one tolerant reader for the error
// bodies of all vendors, gateways and proxies.
#pragma once

#include "core/base/time.h"
#include "core/wire/json_reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

inline constexpr std::size_t kErrorBodyBytes = std::size_t{64} * 1024; // as much is read of a body
// Our code for an error that Groq tells in words only.
inline constexpr std::string_view kGroqGaveUp = "x_groq_error";
inline constexpr std::size_t kErrorTextBytes = 4'000; // as much of its message is kept

struct ErrorBody
{
    std::string message;
    std::string code;        // textual `code`
    std::string type;        // `type`, or Google's `status`
    std::string detailCode;  // the finest one: details.error_code, metadata.error_type, ...
    std::string limitSource; // OpenRouter: which limit was hit
    std::string param;       // of the request, when one is to blame
    std::string requestId;
    std::uint16_t status = 0;           // a `code` or `status` that is an HTTP error's number
    std::vector<std::string> quotaIds;  // Google: the quotas that were hit
    std::optional<Duration> retryDelay; // Google's RetryInfo
    bool isJson = false;

    // True when code, type or detailCode is that one, ASCII case ignored.
    bool says(std::string_view name) const;

    bool operator==(const ErrorBody&) const = default;
};

// Reads any body. Nothing to read gives an empty message.
ErrorBody readErrorBody(std::string_view body);

// Reads a JSON value that is known to tell an error, e.g. an event of a stream.
ErrorBody readErrorBody(JsonView json);

// True when the object has an `error` that says something (not null, false or empty).
bool holdsError(JsonView json);

} // namespace understudy
