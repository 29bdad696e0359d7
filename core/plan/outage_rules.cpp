#include "core/plan/outage_rules.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

constexpr std::array kMadeKinds{FaultKind::Refuse,    FaultKind::Reset, FaultKind::Hang,
                                FaultKind::Status,    FaultKind::Cut,   FaultKind::Truncate,
                                FaultKind::ErrorEvent};

// Kinds of the file contract that a later version makes.
constexpr std::array<std::string_view, 14> kPlannedKinds{
    "slow_first_token", "slow_tokens", "stall",          "heartbeat_stall",  "malformed", "empty",
    "refusal",          "billing",     "content_filter", "context_overflow", "auth",      "html",
    "model_missing",    "wrong_model"};

void checkTarget(const std::string& text, const char* pointer, Problems& problems)
{
    if (text.empty() || hasControlCharacter(text)) {
        problems.push_back(
            {"outage.target", pointer, "must be a name or *, without control characters"});
    }
}

void checkFault(const Fault& fault, Problems& problems)
{
    if (fault.kind == FaultKind::Status && (fault.status < 400 || fault.status > 599)) {
        problems.push_back({"range", "/fault/status", "must be an integer from 400 to 599"});
    }
    if (!fault.code.empty() && !isFaultCode(fault.code)) {
        problems.push_back({"outage.code", "/fault/code",
                            "must be letters, digits and . _ - * only, at most 100"});
    }
    if (fault.retryAfter && fault.retryAfter->count() < 0) {
        problems.push_back({"range", "/fault/retry_after_ms", "must not be negative"});
    }
}

} // namespace

std::string supportedFaultKinds()
{
    std::string kinds;
    for (const FaultKind kind : kMadeKinds) {
        kinds += (kinds.empty() ? "" : ", ") + std::string(name(kind));
    }
    return kinds;
}

Result<FaultKind> checkedFaultKind(std::string_view name)
{
    if (const auto kind = faultKindFromName(name)) {
        return *kind;
    }
    if (std::ranges::find(kPlannedKinds, name) != kPlannedKinds.end()) {
        return Failure{Problem{"unsupported", "",
                               "the fault kind " + std::string(name) +
                                   " is not made by this version; it makes " +
                                   supportedFaultKinds()}};
    }
    return Failure{Problem{"outage.kind", "",
                           "there is no fault kind " + std::string(name) + "; allowed are " +
                               supportedFaultKinds()}};
}

bool isFaultCode(std::string_view code)
{
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz"
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-*";
    return !code.empty() && code.size() <= 100 &&
           code.find_first_not_of(kAllowed) == std::string_view::npos;
}

Problems validate(const Outage& outage)
{
    Problems problems;
    checkTarget(outage.provider, "/target/provider", problems);
    checkTarget(outage.model, "/target/model", problems);
    checkFault(outage.fault, problems);
    if (!(outage.share >= 0 && outage.share <= 1)) {
        problems.push_back({"range", "/share", "must be a number from 0 to 1"});
    }
    if (outage.window && outage.window->until && *outage.window->until <= outage.window->from) {
        problems.push_back({"outage.window", "/window/until_ms", "must be later than from_ms"});
    }
    if (outage.count && *outage.count == 0) {
        problems.push_back({"range", "/count", "must be at least 1"});
    }
    return problems;
}

} // namespace understudy
