#include "core/world/simulated_attempt.h"

#include "core/base/check.h"

namespace understudy {

namespace {

constexpr Duration kLongest = milliseconds(std::int64_t{1'000'000'000'000}); // 31 years

// When token number `count` comes; what comes after no token comes where the first one would.
Duration timeOfToken(const AttemptDraws& draws, std::uint32_t count)
{
    const std::uint32_t intervals = count > 0 ? count - 1 : 0;
    const bool isTooLong = intervals > 0 && draws.tokenInterval > kLongest / intervals;
    return draws.firstToken +
           (isTooLong ? kLongest : draws.tokenInterval * static_cast<std::int64_t>(intervals));
}

// The answer up to its token number `tokens`, and its usual end there.
SimulatedAttempt spoken(const AttemptDraws& draws, std::uint32_t tokens)
{
    SimulatedAttempt attempt;
    attempt.finish = draws.isCapped ? Finish::Length : Finish::Stop;
    attempt.headers = draws.firstToken;
    attempt.firstToken = draws.firstToken;
    attempt.tokenInterval = draws.tokenInterval;
    attempt.tokens = tokens;
    attempt.last = timeOfToken(draws, tokens);
    attempt.usage = {.input = draws.inputTokens, .cached = 0, .output = tokens};
    return attempt;
}

void fail(SimulatedAttempt& attempt, ErrorClass errorClass)
{
    attempt.end = PlanEnd::Fails;
    attempt.errorClass = errorClass;
}

// What never reaches the model: the fault is all there is.
SimulatedAttempt madeInstead(const StruckBy& struck)
{
    SimulatedAttempt attempt;
    attempt.usesServer = false;
    attempt.status = struck.status;
    if (struck.fault->kind == FaultKind::Hang) {
        attempt.end = PlanEnd::FallsSilent;
        attempt.status = 0;
        return attempt;
    }
    fail(attempt, struck.errorClass);
    attempt.connects = struck.fault->kind != FaultKind::Refuse;
    attempt.hint = struck.fault->retryAfter.value_or(attempt.hint);
    return attempt;
}

// A whole answer, but not the one that was wanted.
SimulatedAttempt otherAnswer(FaultKind kind, const AttemptDraws& draws)
{
    if (kind == FaultKind::Empty) {
        SimulatedAttempt attempt = spoken(draws, 0);
        fail(attempt, ErrorClass::Empty);
        return attempt;
    }
    if (kind == FaultKind::Refusal) { // in one piece
        SimulatedAttempt attempt = spoken(draws, 1);
        attempt.finish = Finish::Refusal;
        return attempt;
    }
    return spoken(draws, draws.outputTokens);
}

// A fault beyond the end of the answer does not happen.
SimulatedAttempt brokenInside(const StruckBy& struck, const AttemptDraws& draws)
{
    const FaultKind kind = struck.fault->kind;
    if (struck.fault->afterTokens > draws.outputTokens) {
        return spoken(draws, draws.outputTokens);
    }
    SimulatedAttempt attempt = spoken(draws, struck.fault->afterTokens);
    fail(attempt, struck.errorClass);
    if (kind == FaultKind::Stall) {
        attempt.end = PlanEnd::FallsSilent;
    } else if (kind == FaultKind::HeartbeatStall) {
        attempt.end = PlanEnd::Beats;
    }
    return attempt;
}

// The failures of a twin share one draw: each takes its part of the unit.
const TwinFailure* drawFailure(const ModelTwin& twin, const AttemptDice& dice)
{
    if (twin.failures.empty()) {
        return nullptr;
    }
    double rest = dice.unit(DrawPurpose::Failure);
    for (const TwinFailure& failure : twin.failures) {
        if (rest < failure.share) {
            return &failure;
        }
        rest -= failure.share;
    }
    return nullptr;
}

// What a provider refuses with 4xx, it refuses at its door.
bool isRefusedAtTheDoor(std::uint16_t status) { return status >= 400 && status < 500; }

SimulatedAttempt failedInstead(const TwinFailure& failure, Duration after)
{
    SimulatedAttempt attempt;
    fail(attempt, failure.errorClass);
    attempt.connects = !isBeforeConnection(failure.errorClass);
    attempt.usesServer = attempt.connects && !isRefusedAtTheDoor(failure.status);
    attempt.status = failure.status;
    attempt.headers = failure.status != 0 ? after : Duration{};
    attempt.last = after;
    attempt.hint = failure.retryAfter.value_or(attempt.hint);
    return attempt;
}

SimulatedAttempt failedInside(const TwinFailure& failure, const AttemptDraws& draws,
                              std::uint32_t after)
{
    if (after > draws.outputTokens) {
        return spoken(draws, draws.outputTokens);
    }
    SimulatedAttempt attempt = spoken(draws, after);
    fail(attempt, failure.errorClass);
    attempt.hint = failure.retryAfter.value_or(attempt.hint);
    if (failure.errorClass == ErrorClass::StreamStalled) { // the engine's limits find that out
        attempt.end = PlanEnd::FallsSilent;
    }
    return attempt;
}

SimulatedAttempt byTwin(const ModelTwin& twin, const AttemptDice& dice, const Fault* pace,
                        std::optional<std::uint32_t> maxTokens, std::uint32_t leastTokens)
{
    const TwinFailure* failure = drawFailure(twin, dice);
    const auto detail =
        failure != nullptr ? static_cast<std::uint64_t>(failure - twin.failures.data()) : 0;
    if (failure != nullptr && !failure->afterTokens) {
        return failedInstead(*failure,
                             drawTime(failure->after, dice, DrawPurpose::FailureAfter, detail));
    }
    AttemptDraws draws = drawAttempt(twin, dice, maxTokens, leastTokens);
    if (pace != nullptr) {
        draws = paced(draws, *pace);
    }
    if (failure == nullptr) {
        return spoken(draws, draws.outputTokens);
    }
    return failedInside(
        *failure, draws,
        drawCount(*failure->afterTokens, dice, DrawPurpose::FailureAfterTokens, detail));
}

} // namespace

SimulatedAttempt simulateAttempt(const ModelTwin& twin, const AttemptDice& dice,
                                 const StruckBy* struck, std::optional<std::uint32_t> maxTokens,
                                 std::uint32_t leastTokens)
{
    if (struck == nullptr) {
        return byTwin(twin, dice, nullptr, maxTokens, leastTokens);
    }
    US_CHECK(struck->fault != nullptr);
    const auto marked = [struck](SimulatedAttempt attempt) {
        attempt.outage = struck->number;
        return attempt;
    };
    const Fault& fault = *struck->fault;
    switch (placeOf(fault.kind)) {
    case FaultPlace::Instead: return marked(madeInstead(*struck));
    case FaultPlace::Pace: return marked(byTwin(twin, dice, &fault, maxTokens, leastTokens));
    case FaultPlace::Answer:
        return marked(otherAnswer(fault.kind, drawAttempt(twin, dice, maxTokens, leastTokens)));
    case FaultPlace::Inside:
        return marked(brokenInside(*struck, drawAttempt(twin, dice, maxTokens, leastTokens)));
    }
    US_UNREACHABLE();
}

} // namespace understudy
