#include "core/outage/fault_effect.h"

#include "core/base/check.h"
#include "core/wire/classify.h"
#include "core/wire/json_writer.h"

namespace understudy {

ErrorClass classOfStatus(std::uint16_t status, std::string_view code)
{
    // The body that a vendor would send with that code: the one table of core/wire judges it.
    JsonObjectWriter error;
    if (!code.empty()) {
        error.addText("type", code);
        error.addText("code", code);
    }
    JsonObjectWriter body;
    body.add("error", error.object());
    return classifyResponse({.status = status, .reason = {}, .headers = {}}, body.object(), {})
        .errorClass;
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
