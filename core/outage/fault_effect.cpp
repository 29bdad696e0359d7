#include "core/outage/fault_effect.h"

#include "core/base/check.h"
#include "core/wire/classify.h"
#include "core/wire/json_writer.h"

namespace understudy {

namespace {

constexpr std::uint16_t kOk = 200;
constexpr std::uint16_t kFirstErrorStatus = 400;

// A switch over a closed set: every kind has its words.
std::string wordsOf(const Fault& fault)
{
    switch (fault.kind) {
    case FaultKind::Refuse: return "connection refused";
    case FaultKind::Reset: return "connection reset before the response";
    case FaultKind::Hang: return "no answer";
    case FaultKind::Status:
        return "HTTP " + std::to_string(fault.status) +
               (fault.code.empty() ? "" : ' ' + fault.code);
    case FaultKind::SlowFirstToken: return "slow first token";
    case FaultKind::SlowTokens: return "slow tokens";
    case FaultKind::Stall: return "silence";
    case FaultKind::HeartbeatStall: return "nothing but heartbeats";
    case FaultKind::Cut: return "connection reset";
    case FaultKind::Truncate: return "stream ended";
    case FaultKind::ErrorEvent: return "error in the stream";
    case FaultKind::Malformed: return "an event that is not JSON";
    case FaultKind::Empty: return "an empty answer";
    case FaultKind::ContentFilter: return "the prompt was refused by the content filter";
    case FaultKind::Refusal: return "the model declined";
    case FaultKind::ContextOverflow: return "the prompt is longer than the context window";
    case FaultKind::Auth: return "HTTP 401, the key was not accepted";
    case FaultKind::Billing: return "HTTP 429, the quota is used up";
    case FaultKind::ModelMissing: return "HTTP 404, there is no such model";
    case FaultKind::Html: return "a login page in place of an answer";
    case FaultKind::WrongModel: return "another model answered";
    }
    US_UNREACHABLE();
}

// What the fault is to the engine; none for what is no failure of its own.
ErrorClass classOf(const Fault& fault)
{
    switch (fault.kind) {
    case FaultKind::Refuse: return ErrorClass::TransportConnect;
    case FaultKind::Reset: return ErrorClass::TransportReset;
    case FaultKind::Status: return classOfStatus(fault.status, fault.code);
    case FaultKind::Stall:
    case FaultKind::HeartbeatStall: return ErrorClass::StreamStalled;
    case FaultKind::Cut:
    case FaultKind::Truncate: return ErrorClass::StreamCut;
    case FaultKind::ErrorEvent: return classOfStatus(0, fault.code);
    case FaultKind::Malformed: return ErrorClass::StreamMalformed;
    case FaultKind::Empty: return ErrorClass::Empty;
    case FaultKind::ContentFilter: return ErrorClass::PolicyPrompt;
    case FaultKind::ContextOverflow: return ErrorClass::Context;
    case FaultKind::Auth: return ErrorClass::Auth;
    case FaultKind::Billing: return ErrorClass::QuotaExhausted;
    case FaultKind::ModelMissing: return ErrorClass::ModelMissing;
    case FaultKind::Html: return ErrorClass::Endpoint;
    case FaultKind::Hang:
    case FaultKind::SlowFirstToken:
    case FaultKind::SlowTokens:
    case FaultKind::Refusal:
    case FaultKind::WrongModel: return ErrorClass::None;
    }
    US_UNREACHABLE();
}

} // namespace

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
    const std::string place = " after " + std::to_string(fault.afterTokens) +
                              (fault.afterTokens == 1 ? " token" : " tokens");
    return "injected: " + wordsOf(fault) + (isInsideStream(fault.kind) ? place : "");
}

AttemptSignal failureOf(const Fault& fault)
{
    AttemptSignal signal;
    signal.kind = SignalKind::Failed;
    signal.errorClass = classOf(fault);
    signal.hint = fault.retryAfter.value_or(signal.hint);
    signal.status = statusOf(fault);
    return signal;
}

std::uint16_t statusOf(const Fault& fault)
{
    if (fault.kind == FaultKind::Refuse || fault.kind == FaultKind::Reset ||
        fault.kind == FaultKind::Hang) {
        return 0;
    }
    const std::uint16_t fixed = fixedStatus(fault.kind);
    return fault.kind == FaultKind::Status ? fault.status : fixed != 0 ? fixed : kOk;
}

bool explainsFailure(const Fault& fault, const AttemptSignal& failure, std::uint16_t status)
{
    const bool isStreaming = status >= 200 && status < 300;
    switch (placeOf(fault.kind)) {
    case FaultPlace::Pace: return false; // the engine's own limits end what is slow
    case FaultPlace::Inside: return isStreaming && failure.tokens >= fault.afterTokens;
    case FaultPlace::Answer: return isStreaming && failure.errorClass == classOf(fault);
    case FaultPlace::Instead: break;
    }
    if (fault.kind == FaultKind::Hang) {
        return status == 0;
    }
    return statusOf(fault) == status &&
           (statusOf(fault) >= kFirstErrorStatus || failure.errorClass == classOf(fault));
}

bool explainsSilence(const Fault& fault, const AttemptSignal& last, bool isStreaming)
{
    const bool hasBegun = isStreaming && last.tokens >= fault.afterTokens;
    const bool isStall = fault.kind == FaultKind::Stall || fault.kind == FaultKind::HeartbeatStall;
    return fault.kind == FaultKind::Hang || (isStall && hasBegun) ||
           (fault.kind == FaultKind::SlowFirstToken && last.tokens == 0) ||
           (fault.kind == FaultKind::SlowTokens && last.tokens > 0);
}

} // namespace understudy
