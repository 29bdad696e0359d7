// Keeps keys out of everything that is shown or stored: providers echo them in error messages.
#pragma once

#include "core/wire/error_body.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy {

// `text` with every occurrence of `key` replaced by "[key]", also where it stands percent-encoded,
// escaped for JSON or in base64. An empty key changes nothing.
std::string redact(std::string_view text, std::string_view key);

// What may be kept of a provider's message: redacted, valid UTF-8, at most `limit` bytes.
std::string keptMessage(std::string_view message, std::string_view key,
                        std::size_t limit = kErrorTextBytes);

} // namespace understudy
