// A name for a slot that is reused: the generation tells a late signal for the former tenant from
// one for the present one.
#pragma once

#include <compare>
#include <cstdint>

namespace understudy {

template<class Tag>
struct Handle
{
    std::uint32_t slot = 0;
    std::uint32_t generation = 0; // 0 never names anything

    constexpr explicit operator bool() const { return generation != 0; }
    constexpr auto operator<=>(const Handle&) const = default;

    // For seams that carry one number.
    constexpr std::uint64_t packed() const
    {
        return (static_cast<std::uint64_t>(generation) << 32) | slot;
    }
    static constexpr Handle unpack(std::uint64_t packed)
    {
        return {static_cast<std::uint32_t>(packed), static_cast<std::uint32_t>(packed >> 32)};
    }
};

struct RunTag;
struct AttemptTag;
using RunId = Handle<RunTag>;
using AttemptId = Handle<AttemptTag>;

} // namespace understudy
