#include "core/wire/error_rules.h"

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/error_words.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace understudy {

namespace {

using Names = std::initializer_list<std::string_view>;
using Numbers = std::initializer_list<std::uint16_t>;

bool isOneOf(std::uint16_t status, Numbers numbers)
{
    return std::find(numbers.begin(), numbers.end(), status) != numbers.end();
}

bool saysOneOf(const ErrorFacts& facts, Names names)
{
    return std::any_of(names.begin(), names.end(),
                       [&facts](std::string_view name) { return facts.body.says(name); });
}

bool mentions(const ErrorFacts& facts, std::string_view pattern)
{
    return saysInOrder(facts.body.message, pattern);
}

// Families of codes whose middle varies.
bool hasMoneyCode(const ErrorFacts& facts)
{
    const auto isMoneyCode = [](std::string_view code) {
        const std::string lower = lowered(code);
        return lower.ends_with("_spend_limit_exceeded") ||
               lower.ends_with("_spend_limit_reached") ||
               lower.starts_with("linked_organization_") ||
               (lower.starts_with("insufficient_") && lower.ends_with("_balance"));
    };
    return isMoneyCode(facts.body.code) || isMoneyCode(facts.body.type) ||
           isMoneyCode(facts.body.detailCode);
}

bool isOutOfMoney(const ErrorFacts& facts)
{
    return facts.status == 402 || hasMoneyCode(facts) ||
           saysOneOf(facts,
                     {"insufficient_quota", "credit_balance_exhausted",
                      "organization_usage_limit_exceeded", "billing_error",
                      "billing_hard_limit_reached", "payment_required", "ramp_limit_exceeded"}) ||
           saysMoneyIsGone(facts.body.message);
}

// One request bigger than a minute's allowance: waiting can never help.
bool isLargerThanTheBucket(const ErrorFacts& facts)
{
    const bool isNamed = facts.status == 413 && facts.body.says("rate_limit_exceeded"); // Groq
    return isNamed || (isOneOf(facts.status, {0, 413, 429}) &&
                       mentions(facts, "request too large*limit*requested"));
}

bool overflowsTheContext(const ErrorFacts& facts)
{
    const bool isTogethers = facts.status == 403 && facts.provider == "together";
    return facts.status == 413 || isTogethers ||
           saysOneOf(facts, {"context_length_exceeded", "exceed_context_size_error",
                             "string_too_long", "request_too_large", "max_tokens_exceeded",
                             "token_limit_exceeded", "payload_too_large", "1261"}) ||
           saysContextIsTooLong(facts.body.message);
}

bool refusesThePrompt(const ErrorFacts& facts)
{
    const bool isModeration =
        facts.status == 403 && (mentions(facts, "moderation") || mentions(facts, "flagged"));
    return isModeration ||
           saysOneOf(facts,
                     {"content_filter", "content_policy_violation", "invalid_prompt", "bio_policy",
                      "misalignment_policy_violation", "ResponsibleAIPolicyViolation"});
}

bool refusesTheKey(const ErrorFacts& facts)
{
    return isOneOf(facts.status, {401, 403}) ||
           saysOneOf(facts, {"authentication_error", "authentication", "invalid_api_key",
                             "permission_error", "permission_denied", "api_key_invalid"}) ||
           mentions(facts, "incorrect api key");
}

bool refusesThePlace(const ErrorFacts& facts)
{
    return facts.status == 451 ||
           saysOneOf(facts, {"unsupported_country_region_territory", "failed_precondition"});
}

bool lacksTheModel(const ErrorFacts& facts)
{
    return isOneOf(facts.status, {404, 410}) ||
           saysOneOf(facts,
                     {"model_not_found", "not_found", "not_found_error", "DeploymentNotFound"});
}

bool lacksAProvider(const ErrorFacts& facts)
{
    const bool hasNone = facts.status == 503 && (mentions(facts, "routing requirements") ||
                                                 mentions(facts, "no*provider*available"));
    const bool isDown = facts.status == 502 && (mentions(facts, "model is down") ||
                                                facts.body.says("provider_unavailable"));
    return hasNone || isDown;
}

bool isLimitedByTheDay(const ErrorFacts& facts)
{
    const auto isDaily = [](const std::string& id) { return containsIgnoringCase(id, "perday"); };
    return isOneOf(facts.status, {0, 429}) &&
           (mentions(facts, "per day") ||
            std::any_of(facts.body.quotaIds.begin(), facts.body.quotaIds.end(), isDaily));
}

bool isTooFast(const ErrorFacts& facts)
{
    const bool isNamed =
        saysOneOf(facts, {"rate_limit_exceeded", "rate_limit_error", "resource_exhausted"});
    return facts.status == 429 || (isNamed && facts.status < 500);
}

bool isOverloaded(const ErrorFacts& facts)
{
    const bool isSlowed = facts.status != 429 && facts.body.says("slow_down");
    return isOneOf(facts.status, {498, 529}) || isSlowed ||
           saysOneOf(facts, {"overloaded_error", "server_is_overloaded", "engine_overloaded_error",
                             "provider_overloaded", "unavailable"}) ||
           (isOneOf(facts.status, {0, 500, 503}) &&
            (mentions(facts, "engine is currently overloaded") ||
             mentions(facts, "model is overloaded")));
}

bool isLoading(const ErrorFacts& facts)
{
    return facts.status == 503 &&
           (facts.body.says("unavailable_error") || mentions(facts, "loading model"));
}

bool ranOutOfTime(const ErrorFacts& facts)
{
    return isOneOf(facts.status, {504, 524}) ||
           saysOneOf(facts, {"timeout_error", "deadline_exceeded"});
}

bool isInvalid(const ErrorFacts& facts)
{
    const bool isNamed =
        facts.status == 0 &&
        saysOneOf(facts,
                  {"invalid_request_error", "invalid_request", "invalid_argument",
                   "BadRequestError", "unsupported_parameter", "unknown_parameter", "invalid_value",
                   "unprocessable", "precondition_failed", "not_supported_error"});
    return isNamed || isOneOf(facts.status, {400, 405, 406, 415, 422, 431, 501});
}

constexpr auto kRules = std::to_array<ErrorRule>({
    {"T15", [](const ErrorFacts& f) { return f.status >= 300 && f.status < 400; },
     ErrorClass::Endpoint},
    {"T16", [](const ErrorFacts& f) { return f.status == 511; }, ErrorClass::Endpoint},
    {"T10", [](const ErrorFacts& f) { return f.status == 407; }, ErrorClass::TransportConnect},
    {"H3",
     [](const ErrorFacts& f) {
         return f.hasHint && f.body.limitSource == "openrouter_in_flight_budget";
     },
     ErrorClass::RateLimitWait},
    {"H2", isOutOfMoney, ErrorClass::QuotaExhausted},
    {"H11", isLargerThanTheBucket, ErrorClass::RateLimitTooLarge},
    {"H4", overflowsTheContext, ErrorClass::Context},
    {"H5", refusesThePrompt, ErrorClass::PolicyPrompt},
    {"H7", refusesThePlace, ErrorClass::Auth},
    {"H6", refusesTheKey, ErrorClass::Auth},
    {"H21", lacksAProvider, ErrorClass::ModelMissing},
    {"H8", lacksTheModel, ErrorClass::ModelMissing},
    {"H12", isLimitedByTheDay, ErrorClass::QuotaExhausted},
    {"H13", [](const ErrorFacts& f) { return f.status == 429 && f.body.says("slow_down"); },
     ErrorClass::RateLimitWait},
    {"H14", [](const ErrorFacts& f) { return isTooFast(f) && f.hasHint; },
     ErrorClass::RateLimitWait}, // H15 is the same beyond the chain's patience
    {"H16", isTooFast, ErrorClass::RateLimitWait},
    {"H19", isOverloaded, ErrorClass::Overload},
    {"H20", isLoading, ErrorClass::Overload},
    {"H24", ranOutOfTime, ErrorClass::ServerDeadline},
    {"H9", isInvalid, ErrorClass::InvalidRequest},
    {"H17",
     [](const ErrorFacts& f) {
         return isOneOf(f.status, {408, 409, 421, 425});
     },
     ErrorClass::Server},
    {"H18", [](const ErrorFacts& f) { return f.status == 424; }, ErrorClass::Server},
    {"H26", [](const ErrorFacts& f) { return f.status == 499; }, ErrorClass::TransportReset},
    {"H25", [](const ErrorFacts& f) { return f.status >= 520 && f.status <= 530; },
     ErrorClass::Server},
    {"H22",
     [](const ErrorFacts& f) {
         return isOneOf(f.status, {500, 502, 503});
     },
     ErrorClass::Server},
    {"H27", [](const ErrorFacts& f) { return f.status >= 400 && f.status < 500; },
     ErrorClass::InvalidRequest},
    {"H27", [](const ErrorFacts& f) { return f.status >= 500; }, ErrorClass::Server},
    {"S2", [](const ErrorFacts& f) { return f.body.says(kGroqGaveUp); }, ErrorClass::Server},
    {"S1", [](const ErrorFacts&) { return true; }, ErrorClass::Server},
});

} // namespace

const ErrorRule& findErrorRule(const ErrorFacts& facts)
{
    const auto found = std::find_if(kRules.begin(), kRules.end(), [&facts](const ErrorRule& rule) {
        return rule.matches(facts);
    });
    US_CHECK(found != kRules.end());
    return *found;
}

} // namespace understudy
