// The two tables of the contract as the naive chain reads them: which reaction a failure has, and
// how long to wait before a retry.
#pragma once

#include "core/plan/backoff.h"
#include "tests/properties/naive_attempt.h"

#include <string>
#include <utility>

namespace understudy {

inline std::string providerOf(const CandidateSpec& candidate)
{
    return candidate.provider.empty() ? candidate.id : candidate.provider;
}

// The rule with the longest pattern that names the class or a part before a dot, if there is one.
inline const ReactionRule* writtenRule(const ReactionRules& rules, ErrorClass errorClass)
{
    const std::string full(name(errorClass));
    const ReactionRule* found = nullptr;
    for (const ReactionRule& rule : rules) {
        const bool matches =
            rule.pattern == "*" || rule.pattern == full || full.starts_with(rule.pattern + ".");
        if (matches && (found == nullptr || rule.pattern.size() > found->pattern.size())) {
            found = &rule;
        }
    }
    return found;
}

// `refusedBy`: the provider that first called the request invalid, if any did.
inline Reaction naiveReaction(const CandidateSpec& candidate, const NaiveEnd& end,
                              const std::string& refusedBy)
{
    if (const ReactionRule* rule = writtenRule(candidate.reactions, end.errorClass)) {
        return rule->reaction;
    }
    const bool isInvalid = end.errorClass == ErrorClass::InvalidRequest;
    const bool obeysHeader =
        isInvalid || end.errorClass == ErrorClass::Server || end.errorClass == ErrorClass::Overload;
    if (obeysHeader && end.last.shouldRetry == ShouldRetry::Yes) {
        return Reaction::Retry;
    }
    if (isInvalid && !refusedBy.empty() && refusedBy != providerOf(candidate)) {
        return Reaction::Stop;
    }
    const bool saysNo = obeysHeader && end.last.shouldRetry == ShouldRetry::No;
    return saysNo ? Reaction::Next : defaultReaction(end.errorClass);
}

// The wait after the candidate's nth attempt (from 1), and whether a hint decided it.
inline std::pair<Duration, bool> naiveWait(const CandidateSpec& candidate, std::uint32_t nth,
                                           const NaiveEnd& end, Duration previous, double unit)
{
    Backoff backoff = candidate.backoff;
    const Duration hint = end.last.hint;
    const bool isHinted = end.last.kind == SignalKind::Failed && hint >= Duration::zero();
    if (end.errorClass == ErrorClass::Overload && !isHinted && backoff.base != Duration::zero()) {
        backoff.base = std::max(backoff.base, milliseconds(2000));
    }
    const Duration computed = backoffDelay(backoff, nth - 1, previous, unit);
    return isHinted && hint >= computed ? std::pair{hint, true} : std::pair{computed, false};
}

} // namespace understudy
