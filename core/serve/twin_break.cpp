#include "core/serve/twin_break.h"

#include "core/base/check.h"
#include "core/serve/chat_encoder.h"
#include "core/wire/classify.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

namespace {

constexpr std::uint16_t kOk = 200;
constexpr std::uint16_t kFirstStatusAfterSuccess = 300;

Fault faultOf(FaultKind kind, const SimulatedAttempt& attempt)
{
    Fault fault;
    fault.kind = kind;
    fault.afterTokens = attempt.tokens;
    if (attempt.hint > Duration{}) {
        fault.retryAfter = attempt.hint;
    }
    return fault;
}

// How vendors say it: the plainest status, and their codes.
struct ErrorWords
{
    ErrorClass errorClass;
    std::uint16_t status;
    std::array<std::string_view, 2> codes;
};

constexpr auto kWords = std::to_array<ErrorWords>({
    {ErrorClass::Auth, 401, {"authentication_error", "invalid_api_key"}},
    {ErrorClass::QuotaExhausted, 429, {"insufficient_quota", "billing_error"}},
    {ErrorClass::RateLimitWait, 429, {"rate_limit_exceeded", "rate_limit_error"}},
    {ErrorClass::RateLimitTooLarge, 413, {"rate_limit_exceeded", "rate_limit_error"}},
    {ErrorClass::Context, 400, {"context_length_exceeded", "request_too_large"}},
    {ErrorClass::PolicyPrompt, 400, {"content_filter", "content_policy_violation"}},
    {ErrorClass::PolicyOutput, 400, {"content_filter", "content_policy_violation"}},
    {ErrorClass::InvalidRequest, 400, {"invalid_request_error", "invalid_value"}},
    {ErrorClass::ModelMissing, 404, {"model_not_found", "not_found_error"}},
    {ErrorClass::Overload, 529, {"overloaded_error", "server_is_overloaded"}},
    {ErrorClass::ServerDeadline, 504, {"timeout_error", "deadline_exceeded"}},
    {ErrorClass::TimeoutFirstToken, 504, {"timeout_error", "deadline_exceeded"}},
    {ErrorClass::TimeoutAttempt, 504, {"timeout_error", "deadline_exceeded"}},
});
constexpr ErrorWords kFailedInside{ErrorClass::Server, 500, {"server_error", "api_error"}};

const ErrorWords& wordsFor(ErrorClass errorClass)
{
    const auto found = std::find_if(kWords.begin(), kWords.end(), [=](const ErrorWords& words) {
        return words.errorClass == errorClass;
    });
    return found == kWords.end() ? kFailedInside : *found;
}

// What a client reads from it: the one table of core/wire judges. An event has no status.
ErrorClass readingOf(Dialect dialect, const Fault& fault)
{
    const std::uint16_t status = fault.kind == FaultKind::Status ? fault.status : std::uint16_t{0};
    const std::string body = encoderFor(dialect)->errorBody({}, injectedError(dialect, fault));
    return classifyResponse({.status = status, .reason = {}, .headers = {}}, body, {}).errorClass;
}

// Without a code, if that says it already.
void chooseCode(Dialect dialect, ErrorClass errorClass, Fault& fault)
{
    if (readingOf(dialect, fault) == errorClass) {
        return;
    }
    for (const std::string_view code : wordsFor(errorClass).codes) {
        fault.code = code;
        if (readingOf(dialect, fault) == errorClass) {
            return;
        }
    }
    fault.code.clear();
}

TwinBreak statusBreak(Dialect dialect, const SimulatedAttempt& attempt, std::uint16_t status)
{
    TwinBreak result{faultOf(FaultKind::Status, attempt)};
    result.fault.status = status;
    chooseCode(dialect, attempt.errorClass, result.fault);
    return result;
}

TwinBreak eventBreak(Dialect dialect, const SimulatedAttempt& attempt, ErrorClass errorClass)
{
    TwinBreak result{faultOf(FaultKind::ErrorEvent, attempt)};
    chooseCode(dialect, errorClass, result.fault);
    return result;
}

// Breaks that are no errors in the provider's own words, and the way they look on the wire.
struct StreamBreak
{
    ErrorClass errorClass;
    FaultKind kind;
    bool isNamed;       // the kind alone would be read as another class
    bool isContentless; // only in place of all content
};

constexpr auto kStreamBreaks = std::to_array<StreamBreak>({
    {ErrorClass::StreamCut, FaultKind::Cut, false, false},
    {ErrorClass::TransportReset, FaultKind::Cut, true, false},
    {ErrorClass::StreamMalformed, FaultKind::Malformed, false, false},
    {ErrorClass::StreamSpliced, FaultKind::Malformed, true, false},
    {ErrorClass::StreamStalled, FaultKind::Stall, false, false},
    {ErrorClass::PolicyOutput, FaultKind::ErrorEvent, true, false},
    {ErrorClass::Empty, FaultKind::Empty, false, true},
    {ErrorClass::EmptyLength, FaultKind::Empty, true, true},
    {ErrorClass::Refusal, FaultKind::Refusal, false, true},
    {ErrorClass::Endpoint, FaultKind::Html, false, true},
});

const StreamBreak* streamBreakFor(ErrorClass errorClass)
{
    const auto found =
        std::find_if(kStreamBreaks.begin(), kStreamBreaks.end(),
                     [=](const StreamBreak& row) { return row.errorClass == errorClass; });
    return found == kStreamBreaks.end() ? nullptr : &*found;
}

// The stream begins, and breaks after `attempt.tokens`.
TwinBreak insideBreak(Dialect dialect, const SimulatedAttempt& attempt)
{
    const bool isAnthropic = dialect == Dialect::Anthropic;
    const StreamBreak* row = streamBreakFor(attempt.errorClass);
    if (row == nullptr) {
        return eventBreak(dialect, attempt, attempt.errorClass);
    }
    if (isAnthropic && attempt.errorClass == ErrorClass::PolicyOutput) { // it has no such ending
        return eventBreak(dialect, attempt, ErrorClass::PolicyPrompt);
    }
    if (row->isContentless && attempt.tokens > 0) {
        return {faultOf(FaultKind::Truncate, attempt)};
    }
    // Only Anthropic's streams say where an answer begins.
    const bool isSplice = attempt.errorClass == ErrorClass::StreamSpliced;
    const bool isNamed = row->isNamed && (!isSplice || isAnthropic);
    return {faultOf(row->kind, attempt), isNamed ? attempt.errorClass : ErrorClass::None};
}

} // namespace

TwinBreak breakOf(Dialect dialect, const SimulatedAttempt& attempt)
{
    US_CHECK(attempt.end != PlanEnd::Succeeds && attempt.outage == 0);
    const bool isSuccess = attempt.status >= kOk && attempt.status < kFirstStatusAfterSuccess;
    if (!attempt.connects) {
        return {faultOf(FaultKind::Refuse, attempt)};
    }
    if (attempt.status != 0 || attempt.tokens > 0) {
        return isSuccess ? insideBreak(dialect, attempt)
                         : statusBreak(dialect, attempt, attempt.status);
    }
    if (attempt.errorClass == ErrorClass::TransportReset) {
        return {faultOf(FaultKind::Reset, attempt)};
    }
    return streamBreakFor(attempt.errorClass) != nullptr
               ? insideBreak(dialect, attempt)
               : statusBreak(dialect, attempt, wordsFor(attempt.errorClass).status);
}

} // namespace understudy
