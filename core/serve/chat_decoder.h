// Reads what a client asks of a simulated provider, or says what the vendor would say against it.
#pragma once

#include "core/base/result.h"
#include "core/plan/provider.h"
#include "core/serve/vendor_error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy {

struct ChatCall
{
    std::string model;
    bool isStream = false;
    bool wantsUsage = false; // OpenAI's stream_options.include_usage; Anthropic always tells
    std::optional<std::uint32_t> maxTokens;
    std::uint64_t promptBytes = 0; // of all texts, the system's included

    bool operator==(const ChatCall&) const = default;
};

// Speaks OpenAiChat and Anthropic; what it does not need it does not look at.
Result<ChatCall, VendorError> decodeChat(Dialect dialect, std::string_view body);

} // namespace understudy
