// When a candidate that keeps failing is left alone for a while. Values only; the engine's breaker
// reads them.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace understudy {

enum class BreakerKind : std::uint8_t
{
    Ratio,
    Consecutive
};

struct BreakerPolicy
{
    BreakerKind kind = BreakerKind::Ratio;
    double failureRatio = 0.5; // 0..1
    std::optional<Duration> window = milliseconds(60'000);
    std::optional<std::uint32_t> windowCalls; // a window of calls in place of time
    std::uint32_t minCalls = 5;
    std::optional<std::uint32_t> consecutive; // kind Consecutive: failures in a row
    Duration open = milliseconds(30'000);
    double growth = 1.0; // of `open`, each time it re-opens
    Duration maxOpen = milliseconds(600'000);
    std::uint32_t probes = 1; // calls let through while half-open

    bool operator==(const BreakerPolicy&) const = default;
};

} // namespace understudy
