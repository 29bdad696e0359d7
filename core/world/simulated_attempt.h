// How one simulated attempt goes, decided when it begins: everything that virtual time needs to
// know of it. Pure values; the draws are those of the embedded providers.
#pragma once

#include "core/base/time.h"
#include "core/plan/error_class.h"
#include "core/plan/outage.h"
#include "core/plan/price.h"
#include "core/record/run_event.h"
#include "core/world/attempt_dice.h"
#include "core/world/model_twin.h"

#include <cstdint>
#include <optional>

namespace understudy {

// How it ends, or that it does not.
enum class PlanEnd : std::uint8_t
{
    Succeeds,
    Fails,
    FallsSilent, // nothing more, not even bytes
    Beats,       // bytes without payload for ever
};

// Times count from where the server begins to work on it.
struct SimulatedAttempt
{
    bool connects = true; // false: it fails before a connection stands
    PlanEnd end = PlanEnd::Succeeds;
    ErrorClass errorClass = ErrorClass::None; // Fails
    Finish finish = Finish::Stop;             // Succeeds
    std::uint16_t status = 200;               // 0: no headers ever come
    std::uint16_t outage = 0;                 // number from 1 of the outage that struck, or 0
    bool usesServer = true;   // false: it never reaches the model, so no capacity is used
    Duration headers{};       // when they come, if status is not 0
    Duration firstToken{};    // of the first content, if tokens > 0
    Duration tokenInterval{}; // between tokens
    std::uint32_t tokens = 0; // content tokens that come before the end
    Duration last{};          // when it ends, falls silent or begins to beat
    Duration hint{-1};        // Fails: the wait hint; negative: none
    TokenCounts usage{};      // what it would be billed for

    bool operator==(const SimulatedAttempt&) const = default;
};

// The fault that struck, with what the classification says of it, worked out once per outage.
struct StruckBy
{
    const Fault* fault = nullptr;
    std::uint16_t number = 0;                 // from 1
    ErrorClass errorClass = ErrorClass::None; // of the failure that the fault is
    std::uint16_t status = 0;
};

// `struck` is null when no outage strikes. Order: the outage, then the twin's own failures, then
// its latencies. `leastTokens` and `maxTokens` are those of drawAttempt().
SimulatedAttempt simulateAttempt(const ModelTwin& twin, const AttemptDice& dice,
                                 const StruckBy* struck, std::optional<std::uint32_t> maxTokens,
                                 std::uint32_t leastTokens = 1);

} // namespace understudy
