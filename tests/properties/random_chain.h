// A chain and everything that will happen to it, drawn from one seed.
#pragma once

#include "core/base/random.h"
#include "tests/support/chain_builder.h"
#include "tests/support/scripted_attempt.h"

#include <cstdint>

namespace understudy {

// Up to 6 candidates with up to 5 tries each: random steps, providers, back-off, jitter, limits,
// reactions, patience, deadline, max_attempts and mid_stream. At least one candidate is enabled.
ChainSpec randomChain(std::uint64_t seed);

// What one attempt does: the same for the same seed and number, whoever asks first.
ScriptedAttempt randomAttempt(std::uint64_t seed, std::uint32_t attempt);

} // namespace understudy
