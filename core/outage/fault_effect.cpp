#include "core/outage/fault_effect.h"

#include "core/base/check.h"

#include <array>
#include <utility>

namespace understudy {

namespace {

using CodeClass = std::pair<std::string_view, ErrorClass>;

// The vendors' own words for what a status alone cannot say.
constexpr std::array kCodes{
    CodeClass{"insufficient_quota", ErrorClass::QuotaExhausted},
    CodeClass{"credit_balance_exhausted", ErrorClass::QuotaExhausted},
    CodeClass{"billing_error", ErrorClass::QuotaExhausted},
    CodeClass{"enforced_spend_limit_reached", ErrorClass::QuotaExhausted},
    CodeClass{"context_length_exceeded", ErrorClass::Context},
    CodeClass{"request_too_large", ErrorClass::Context},
    CodeClass{"content_filter", ErrorClass::PolicyPrompt},
    CodeClass{"content_policy_violation", ErrorClass::PolicyPrompt},
    CodeClass{"invalid_prompt", ErrorClass::PolicyPrompt},
    CodeClass{"invalid_api_key", ErrorClass::Auth},
    CodeClass{"authentication_error", ErrorClass::Auth},
    CodeClass{"permission_error", ErrorClass::Auth},
    CodeClass{"model_not_found", ErrorClass::ModelMissing},
    CodeClass{"not_found_error", ErrorClass::ModelMissing},
    CodeClass{"rate_limit_exceeded", ErrorClass::RateLimitWait},
    CodeClass{"rate_limit_error", ErrorClass::RateLimitWait},
    CodeClass{"slow_down", ErrorClass::RateLimitWait},
    CodeClass{"overloaded_error", ErrorClass::Overload},
    CodeClass{"server_is_overloaded", ErrorClass::Overload},
    CodeClass{"timeout_error", ErrorClass::ServerDeadline},
    CodeClass{"api_error", ErrorClass::Server},
    CodeClass{"server_error", ErrorClass::Server},
    CodeClass{"invalid_request_error", ErrorClass::InvalidRequest},
};

ErrorClass classOfPlainStatus(std::uint16_t status)
{
    switch (status) {
    case 401:
    case 403:
    case 451: return ErrorClass::Auth;
    case 402: return ErrorClass::QuotaExhausted;
    case 404:
    case 410: return ErrorClass::ModelMissing;
    case 413: return ErrorClass::Context;
    case 408:
    case 409:
    case 421:
    case 424:
    case 425: return ErrorClass::Server;
    case 429: return ErrorClass::RateLimitWait;
    case 498:
    case 529: return ErrorClass::Overload;
    case 504:
    case 524: return ErrorClass::ServerDeadline;
    default: return status < 500 ? ErrorClass::InvalidRequest : ErrorClass::Server;
    }
}

} // namespace

ErrorClass classOfStatus(std::uint16_t status, std::string_view code)
{
    for (const auto& [known, errorClass] : kCodes) {
        if (known == code) {
            return errorClass;
        }
    }
    return classOfPlainStatus(status);
}

std::string describeInjected(const Fault& fault)
{
    const std::string prefix = "injected: ";
    const std::string place = " after " + std::to_string(fault.afterTokens) +
                              (fault.afterTokens == 1 ? " token" : " tokens");
    switch (fault.kind) {
    case FaultKind::Refuse: return prefix + "connection refused";
    case FaultKind::Reset: return prefix + "connection reset before the response";
    case FaultKind::Hang: return prefix + "no answer";
    case FaultKind::Status:
        return prefix + "HTTP " + std::to_string(fault.status) +
               (fault.code.empty() ? "" : ' ' + fault.code);
    case FaultKind::Cut: return prefix + "connection reset" + place;
    case FaultKind::Truncate: return prefix + "stream ended" + place;
    case FaultKind::ErrorEvent: return prefix + "error in the stream" + place;
    }
    US_UNREACHABLE();
}

bool explainsFailure(const Fault& fault, const AttemptSignal& failure, std::uint16_t status)
{
    const bool isStreaming = status >= 200 && status < 300;
    switch (fault.kind) {
    case FaultKind::Refuse: return failure.errorClass == ErrorClass::TransportConnect;
    case FaultKind::Reset: return failure.errorClass == ErrorClass::TransportReset;
    case FaultKind::Hang: return status == 0;
    case FaultKind::Status: return status == fault.status;
    case FaultKind::Cut:
    case FaultKind::Truncate:
    case FaultKind::ErrorEvent: return isStreaming && failure.tokens >= fault.afterTokens;
    }
    US_UNREACHABLE();
}

} // namespace understudy
