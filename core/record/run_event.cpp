#include "core/record/run_event.h"

#include "core/base/check.h"
#include "core/plan/file_words.h"

#include <array>

namespace understudy {

namespace {

template<std::size_t N, class E>
std::string_view at(const std::array<std::string_view, N>& names, E value)
{
    const auto index = static_cast<std::size_t>(value);
    US_CHECK(index < N);
    return names[index];
}

} // namespace

std::string_view name(EventKind kind)
{
    static constexpr std::array<std::string_view, 16> kNames{
        "run_started", "step_entered", "candidate_skipped", "attempt_started", "headers",
        "first_token", "progress",     "attempt_succeeded", "attempt_failed",  "attempt_abandoned",
        "backoff",     "switched",     "discarded",         "breaker",         "outage",
        "run_finished"};
    return at(kNames, kind);
}

std::string_view name(StartCause cause)
{
    static constexpr std::array<std::string_view, 6> kNames{"first", "retry", "switch",
                                                            "race",  "hedge", "probe"};
    return at(kNames, cause);
}

std::string_view name(SkipCause cause)
{
    static constexpr std::array<std::string_view, 5> kNames{
        "breaker_open", "cooling", "context_too_small", "cost_cap", "disabled"};
    return at(kNames, cause);
}

std::string_view name(AbandonCause cause)
{
    static constexpr std::array<std::string_view, 4> kNames{"lost_race", "cancelled", "deadline",
                                                            "manual"};
    return at(kNames, cause);
}

std::string_view name(WaitCause cause)
{
    static constexpr std::array<std::string_view, 2> kNames{"computed", "hint"};
    return at(kNames, cause);
}

std::string_view name(SwitchCause cause)
{
    static constexpr std::array<std::string_view, 4> kNames{"failure", "breaker_open", "patience",
                                                            "manual"};
    return at(kNames, cause);
}

std::string_view name(FailPhase phase)
{
    static constexpr std::array<std::string_view, 4> kNames{"connect", "headers", "before_commit",
                                                            "after_commit"};
    return at(kNames, phase);
}

std::string_view name(BreakerTurn turn)
{
    static constexpr std::array<std::string_view, 3> kNames{"closed", "open", "half_open"};
    return at(kNames, turn);
}

std::string_view name(RunOutcome outcome)
{
    static constexpr std::array<std::string_view, 3> kNames{"answered", "failed", "cancelled"};
    return at(kNames, outcome);
}

std::string_view name(Finish finish)
{
    static constexpr std::array<std::string_view, 7> kNames{"stop",    "length", "tools", "filter",
                                                            "refusal", "error",  "other"};
    return at(kNames, finish);
}

std::string_view name(Reaction reaction) { return fileWord(reaction); }

} // namespace understudy
