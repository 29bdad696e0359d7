// The published experiment on back-off and jitter: N clients each write one row under optimistic
// concurrency, and whoever comes too late reads again after a wait. The waits are the engine's own.
//   Source: aws-samples/aws-arch-backoff-simulator: read, its reply, write, its reply, each a hop
//   of |N(10, 2)| ms; after a conflict one hop and the wait; base 5 ms, cap 2 s; the first conflict
//   counts as number 1, so that the first ceiling is twice the base.
#pragma once

#include "core/plan/backoff.h"

#include <cstdint>
#include <optional>

namespace understudy {

struct BackoffExperiment
{
    std::uint32_t clients = 10;
    std::optional<Jitter> jitter; // none: no wait at all
};

struct BackoffOutcome
{
    Duration lastEnd{};       // when the last client was done
    std::uint64_t writes = 0; // that reached the server
};

BackoffOutcome playBackoff(const BackoffExperiment& experiment, std::uint64_t seed);

} // namespace understudy
