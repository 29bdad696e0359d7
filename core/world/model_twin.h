// How one model behaves when it is simulated, and what one attempt on it draws. Pure values: the
// same key gives the same draws for the embedded providers and in virtual time.
#pragma once

#include "core/base/time.h"
#include "core/plan/law.h"
#include "core/plan/outage.h"
#include "core/plan/scenario.h"
#include "core/world/attempt_dice.h"
#include "core/world/draw_key.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace understudy {

// Every law is set. The defaults are those of resources/scenarios/healthy.scenario.json.
struct ModelTwin
{
    TimeLaw firstToken = LognormalLaw{350, 0.3};
    TimeLaw tokenInterval = ConstantLaw{8};
    CountLaw outputTokens = UniformLaw{40, 80};
    CountLaw inputTokens = ConstantLaw{400};
    std::vector<TwinFailure> failures; // their shares add up to at most 1
    std::optional<Capacity> capacity;  // none: no limits

    bool operator==(const ModelTwin&) const = default;
};

// Member by member, the most specific twin that sets it wins: "provider/model" over "provider/*"
// over "*" over Healthy's value.
ModelTwin resolveTwin(const Scenario& scenario, std::string_view provider, std::string_view model);

struct AttemptDraws
{
    Duration firstToken{};
    Duration tokenInterval{};       // one for the whole attempt
    std::uint32_t outputTokens = 1; // >= 1
    std::uint32_t inputTokens = 0;
    bool isCapped = false; // by the request's own limit: it ends with finish reason length

    bool operator==(const AttemptDraws&) const = default;
};

// At least `leastTokens` are drawn, at most `maxTokens` answered: the cap has the last word.
AttemptDraws drawAttempt(const ModelTwin& twin, const DrawKey& key,
                         std::optional<std::uint32_t> maxTokens, std::uint32_t leastTokens = 1);

AttemptDraws drawAttempt(const ModelTwin& twin, const AttemptDice& dice,
                         std::optional<std::uint32_t> maxTokens, std::uint32_t leastTokens = 1);

// One draw of an attempt; a constant law spares it.
inline Duration drawTime(const TimeLaw& law, const AttemptDice& dice, DrawPurpose purpose,
                         std::uint64_t detail = 0)
{
    return drawTime(law, isConstant(law) ? 0 : dice.unit(purpose, detail));
}
inline std::uint32_t drawCount(const CountLaw& law, const AttemptDice& dice, DrawPurpose purpose,
                               std::uint64_t detail = 0)
{
    return drawCount(law, isConstant(law) ? 0 : dice.unit(purpose, detail));
}

// The same attempt while a fault of FaultPlace::Pace strikes; other faults change nothing.
AttemptDraws paced(AttemptDraws draws, const Fault& fault);

} // namespace understudy
