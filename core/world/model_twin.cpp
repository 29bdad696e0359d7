#include "core/world/model_twin.h"

#include <algorithm>
#include <string>

namespace understudy {

namespace {

void apply(const Twin& twin, ModelTwin& resolved)
{
    resolved.firstToken = twin.firstToken.value_or(resolved.firstToken);
    resolved.tokenInterval = twin.tokenInterval.value_or(resolved.tokenInterval);
    resolved.outputTokens = twin.outputTokens.value_or(resolved.outputTokens);
    resolved.inputTokens = twin.inputTokens.value_or(resolved.inputTokens);
    resolved.failures = twin.failures.value_or(resolved.failures);
    resolved.capacity = twin.capacity ? twin.capacity : resolved.capacity;
}

// Whole microseconds; what would not fit is a very long time.
Duration stretched(Duration span, double factor)
{
    constexpr double kMost = 9e15; // exact in a double, 285 years
    return Duration{static_cast<std::int64_t>(
        std::min(static_cast<double>(span.count()) * factor + 0.5, kMost))};
}

} // namespace

ModelTwin resolveTwin(const Scenario& scenario, std::string_view provider, std::string_view model)
{
    const std::string prefix = std::string(provider) + '/';
    ModelTwin resolved;
    for (const std::string& target :
         {std::string("*"), prefix + '*', prefix + std::string(model)}) {
        for (const Twin& twin : scenario.twins) {
            if (twin.target == target) {
                apply(twin, resolved);
            }
        }
    }
    return resolved;
}

AttemptDraws drawAttempt(const ModelTwin& twin, const DrawKey& key,
                         std::optional<std::uint32_t> maxTokens, std::uint32_t leastTokens)
{
    return drawAttempt(twin, AttemptDice(key), maxTokens, leastTokens);
}

AttemptDraws drawAttempt(const ModelTwin& twin, const AttemptDice& dice,
                         std::optional<std::uint32_t> maxTokens, std::uint32_t leastTokens)
{
    const std::uint32_t drawn = drawCount(twin.outputTokens, dice, DrawPurpose::OutputTokens);
    const std::uint32_t wanted = std::max({drawn, leastTokens, 1U});
    AttemptDraws draws;
    draws.firstToken = drawTime(twin.firstToken, dice, DrawPurpose::FirstToken);
    draws.tokenInterval = drawTime(twin.tokenInterval, dice, DrawPurpose::TokenInterval);
    draws.outputTokens = std::max(std::min(wanted, maxTokens.value_or(wanted)), 1U);
    draws.inputTokens = drawCount(twin.inputTokens, dice, DrawPurpose::InputTokens);
    draws.isCapped = draws.outputTokens < wanted;
    return draws;
}

AttemptDraws paced(AttemptDraws draws, const Fault& fault)
{
    if (fault.kind == FaultKind::SlowFirstToken) {
        draws.firstToken = stretched(draws.firstToken, fault.factor) + fault.delay;
    } else if (fault.kind == FaultKind::SlowTokens) {
        draws.tokenInterval = stretched(draws.tokenInterval, fault.factor);
    }
    return draws;
}

} // namespace understudy
