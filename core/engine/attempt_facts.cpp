#include "core/engine/attempt_facts.h"

#include <algorithm>

namespace understudy {

RunEvent attemptEvent(EventKind kind, const OpenAttempt& attempt, std::uint16_t step)
{
    return {.kind = kind,
            .status = attempt.status,
            .step = step,
            .candidate = attempt.candidate,
            .attempt = attempt.number,
            .count = attempt.tokens};
}

std::uint32_t tokensAt(const OpenAttempt& attempt, Instant now)
{
    if (attempt.flow != Flow::Tokens || attempt.pace <= Duration::zero()) {
        return std::max(attempt.tokens, attempt.hasContent ? 1U : 0U); // the first one was told
    }
    const auto flowed = static_cast<std::uint32_t>((now - attempt.flowFrom) / attempt.pace);
    return std::max(attempt.tokens, attempt.flowTokens + flowed);
}

bool isShownAt(const OpenAttempt& attempt, std::uint32_t hold, Instant now)
{
    return attempt.isCommitted ||
           (attempt.hasContent && !attempt.holdsAll && tokensAt(attempt, now) > hold);
}

FailPhase phaseOf(const OpenAttempt& attempt, bool isShown)
{
    if (isShown) {
        return FailPhase::AfterCommit;
    }
    if (attempt.hasHeaders) {
        return FailPhase::BeforeCommit;
    }
    return attempt.isConnected ? FailPhase::Headers : FailPhase::Connect;
}

NanoUsd costOfAttempt(const OpenAttempt& attempt, const CompiledCandidate& candidate,
                      std::uint32_t promptTokens, const TokenCounts& usage)
{
    constexpr std::uint16_t kFirstErrorStatus = 400;
    if (!attempt.hasHeaders || attempt.status >= kFirstErrorStatus) {
        return 0;
    }
    if (!candidate.price) {
        return kUnknownCost;
    }
    TokenCounts counts = usage;
    if (counts.input == 0) {
        counts.input = promptTokens;
    }
    counts.output = std::max(counts.output, attempt.tokens);
    return costOf(*candidate.price, counts);
}

} // namespace understudy
