#include "core/plan/candidate_rules.h"

#include "core/json/json_pointer.h"
#include "core/json/json_text.h"
#include "core/plan/limits.h"
#include "core/plan/provider_rules.h"
#include "core/plan/reaction_pattern.h"

#include <algorithm>
#include <set>

namespace understudy {

namespace {

void checkBackoff(const Backoff& backoff, RuleChecks checks)
{
    checks.wait("/base_ms", backoff.base);
    checks.number("/factor", limits::kFactor, backoff.factor);
    checks.wait("/cap_ms", backoff.cap);
}

void checkTimeouts(const Timeouts& timeouts, RuleChecks checks)
{
    checks.limit("/connect_ms", timeouts.connect);
    checks.limit("/first_token_ms", timeouts.firstToken);
    checks.limit("/byte_idle_ms", timeouts.byteIdle);
    checks.limit("/payload_idle_ms", timeouts.payloadIdle);
    checks.limit("/attempt_ms", timeouts.attempt);
}

void checkReactions(const ReactionRules& rules, RuleChecks checks)
{
    std::set<std::string> seen;
    for (const ReactionRule& rule : rules) {
        const std::string pointer = pointerTo("", rule.pattern);
        if (!isReactionPattern(rule.pattern)) {
            checks.refuse("reaction.class", pointer,
                          "is not a failure class, a class prefix or *; allowed are " +
                              reactionPatterns());
        }
        if (!seen.insert(rule.pattern).second) {
            checks.refuse("unique", pointer, "has two reactions; keep one");
        }
    }
}

void checkBreakerWindow(const BreakerPolicy& breaker, RuleChecks checks)
{
    if (breaker.kind == BreakerKind::Ratio && !breaker.window && !breaker.windowCalls) {
        checks.refuse("breaker.window", "",
                      "a breaker of kind ratio needs window_ms or window_calls");
    }
    if (breaker.kind == BreakerKind::Consecutive && !breaker.consecutive) {
        checks.refuse("breaker.consecutive", "",
                      "a breaker of kind consecutive needs the member consecutive");
    }
}

void checkBreaker(const BreakerPolicy& breaker, RuleChecks checks)
{
    checks.number("/failure_ratio", limits::kShare, breaker.failureRatio);
    checks.limit("/window_ms", breaker.window.value_or(milliseconds(1)));
    checks.integer("/window_calls", limits::kPositiveCount, breaker.windowCalls.value_or(1));
    checks.integer("/min_calls", limits::kCount, breaker.minCalls);
    checks.integer("/consecutive", limits::kPositiveCount, breaker.consecutive.value_or(1));
    checks.wait("/open_ms", breaker.open);
    checks.number("/growth", limits::kFactor, breaker.growth);
    checks.wait("/max_open_ms", breaker.maxOpen);
    checks.integer("/probes", limits::kPositiveCount, breaker.probes);
    checkBreakerWindow(breaker, checks);
}

void checkPrice(const Price& price, RuleChecks checks)
{
    for (const NanoUsd part : {price.inputPerMtok, price.cachedPerMtok, price.outputPerMtok}) {
        if (part < 0) {
            checks.refuse("range", "", "prices must not be negative");
        }
    }
}

bool saysSomething(const JsonMembers& params)
{
    return std::ranges::any_of(params, [](const auto& param) {
        return param.first == "text" && !textOfJson(param.second).empty();
    });
}

} // namespace

void checkCandidate(const Candidate& candidate, RuleChecks checks)
{
    checks.plainText("/provider", candidate.provider);
    checks.plainText("/model", candidate.model);
    checks.plainText("/key", candidate.key);
    if (candidate.model.empty()) {
        checks.refuse("required", "/model", "must name a model");
    }
    checks.integer("/tries", limits::kTries, candidate.tries);
    checkBackoff(candidate.backoff, checks.below("/backoff"));
    checkTimeouts(candidate.timeouts, checks.below("/timeouts"));
    checkReactions(candidate.reactions, checks.below("/reactions"));
    if (candidate.breaker) {
        checkBreaker(*candidate.breaker, checks.below("/breaker"));
    }
    checks.number("/weight", limits::kWeight, candidate.weight);
    if (candidate.price) {
        checkPrice(*candidate.price, checks.below("/price"));
    }
    checks.jsonMembers("/params", candidate.params);
    if (candidate.provider == kTextProvider && !saysSomething(candidate.params)) {
        checks.refuse("required", "/params/text",
                      "is missing: the provider text answers with the text given there");
    }
}

} // namespace understudy
