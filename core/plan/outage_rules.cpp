#include "core/plan/outage_rules.h"

#include "core/base/text.h"
#include "core/plan/limits.h"

#include <utility>

namespace understudy {

namespace {

void checkTarget(const std::string& text, const char* pointer, Problems& problems)
{
    if (text.empty() || hasControlCharacter(text)) {
        problems.push_back(
            {"outage.target", pointer, "must be a name or *, without control characters"});
    }
}

// A slow provider must be told how slow.
void checkPace(const Fault& fault, Problems& problems)
{
    const bool isLate = fault.delay > kNoDelay;
    const bool isStretched = fault.factor > 1;
    if (!limits::kFactor.holds(fault.factor)) {
        problems.push_back({"range", "/fault/factor", "must be a number from 1 to 100"});
    } else if (fault.kind == FaultKind::SlowTokens && !isStretched) {
        problems.push_back({"outage.pace", "/fault/factor",
                            "must be above 1: slow_tokens needs to know how many times as slow"});
    } else if (fault.kind == FaultKind::SlowFirstToken && isLate == isStretched) {
        problems.push_back({"outage.pace", "/fault",
                            "slow_first_token needs either add_ms (above 0) or factor (above 1)"});
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
    checkPace(fault, problems);
}

void checkProcess(const Outage& outage, Problems& problems)
{
    if (!outage.process) {
        return;
    }
    if (outage.window) {
        problems.push_back({"outage.process", "/process",
                            "stands beside a window; an outage has one of the two or neither"});
    }
    const OutageProcess& process = *outage.process;
    for (const auto& [law, pointer] :
         {std::pair(&process.up, "/process/up"), std::pair(&process.down, "/process/down")}) {
        if (!(meanOf(*law) >= limits::kShortestSpell)) {
            problems.push_back({"range", pointer, "must have a mean of at least 1 ms"});
        }
    }
}

} // namespace

std::string allowedFaultKinds()
{
    std::string kinds;
    for (std::size_t i = 0; i < kFaultKindCount; ++i) {
        kinds += (kinds.empty() ? "" : ", ") + std::string(name(faultKindAt(i)));
    }
    return kinds;
}

Result<FaultKind> checkedFaultKind(std::string_view name)
{
    if (const auto kind = faultKindFromName(name)) {
        return *kind;
    }
    return Failure{Problem{"outage.kind", "",
                           "there is no fault kind " + std::string(name) + "; allowed are " +
                               allowedFaultKinds()}};
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
    checkProcess(outage, problems);
    if (!outage.group.empty() && hasControlCharacter(outage.group)) {
        problems.push_back({"control", "/group", "must not hold control characters"});
    }
    if (outage.count && *outage.count == 0) {
        problems.push_back({"range", "/count", "must be at least 1"});
    }
    return problems;
}

} // namespace understudy
