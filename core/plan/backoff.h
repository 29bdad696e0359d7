// The wait before the next try: a pure, overflow-safe formula.
#pragma once

#include "core/base/time.h"

#include <cstdint>

namespace understudy {

enum class Jitter : std::uint8_t
{
    None,
    Full,
    Equal,
    Sdk,
    Grpc,
    Decorrelated
};

struct Backoff
{
    Duration base = milliseconds(500); // >= 0; 0 means no wait
    double factor = 2.0;               // 1..100
    Duration cap = milliseconds(8000); // >= 0
    Jitter jitter = Jitter::Sdk;

    bool operator==(const Backoff&) const = default;
};

// The wait before retry number `retry` (0 for the first), in [0, cap]; grpc: in [0, 1.2*cap].
//   d = min(cap, base * factor^retry); then by jitter, U = `unit` in [0, 1):
//   none d; full d*U; equal d/2 + d/2*U; sdk d*(1 - U/4); grpc d*(0.8 + 0.4*U);
//   decorrelated min(cap, base + (3*max(base, previous) - base)*U), previous = 0 at first.
// Sources: AWS architecture blog "Exponential Backoff And Jitter", whose first decorrelated wait is
// U(base, 3*base); openai-node's (1 - U/4); gRPC A6, which caps before it spreads. Multiplies
// repeatedly: no pow(), whose last bit differs.
Duration backoffDelay(const Backoff& backoff, std::uint32_t retry, Duration previous, double unit);

} // namespace understudy
