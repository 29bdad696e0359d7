// Token counts as strangers report them: what is negative or absurd counts as not said.
#pragma once

#include "core/wire/json_reader.h"

#include <cstdint>
#include <optional>

namespace understudy {

inline std::optional<std::uint32_t> tokenCount(JsonView number)
{
    constexpr std::int64_t kMost = 1'000'000'000; // beyond it, prices could overflow
    const std::optional<std::int64_t> value = number.integer();
    return value && *value >= 0 && *value <= kMost
               ? std::optional(static_cast<std::uint32_t>(*value))
               : std::nullopt;
}

// Counts that say nothing leave what was said before.
inline void replaceCount(std::optional<std::uint32_t>& place, std::optional<std::uint32_t> value)
{
    place = value ? value : place;
}

} // namespace understudy
