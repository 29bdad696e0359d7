#include "ui/text/describe_class.h"

#include "core/base/check.h"

#include <QCoreApplication>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("describeClass", text); }

bool hasErrorStatus(std::uint16_t status) { return status >= 400; }

// A table over a closed enumeration: longer than a function should be, and flat.
QString shortWord(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::None: return {};
    case ErrorClass::Cancelled: return tr("cancelled");
    case ErrorClass::TransportDns: return tr("no address");
    case ErrorClass::TransportConnect: return tr("refused");
    case ErrorClass::TransportTls: return tr("TLS");
    case ErrorClass::TransportReset: return tr("reset");
    case ErrorClass::Endpoint: return tr("not an API");
    case ErrorClass::Local: return tr("local");
    case ErrorClass::TimeoutFirstToken:
    case ErrorClass::TimeoutAttempt: return tr("timeout");
    case ErrorClass::Deadline: return tr("deadline");
    case ErrorClass::Auth: return tr("key refused");
    case ErrorClass::QuotaExhausted: return tr("quota");
    case ErrorClass::RateLimitWait:
    case ErrorClass::RateLimitTooLarge: return tr("rate limit");
    case ErrorClass::Context: return tr("too long");
    case ErrorClass::PolicyPrompt:
    case ErrorClass::PolicyOutput: return tr("policy");
    case ErrorClass::Refusal: return tr("declined");
    case ErrorClass::InvalidRequest: return tr("invalid");
    case ErrorClass::ModelMissing: return tr("no model");
    case ErrorClass::Overload: return tr("overloaded");
    case ErrorClass::Server: return tr("server error");
    case ErrorClass::ServerDeadline: return tr("server timeout");
    case ErrorClass::StreamCut: return tr("cut off");
    case ErrorClass::StreamMalformed: return tr("garbled");
    case ErrorClass::StreamSpliced: return tr("spliced");
    case ErrorClass::StreamStalled: return tr("stalled");
    case ErrorClass::Empty:
    case ErrorClass::EmptyLength: return tr("empty");
    case ErrorClass::Manual: return tr("by hand");
    case ErrorClass::AllOpen: return tr("all skipped");
    }
    US_UNREACHABLE();
}

// As above.
QString phrase(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::None: return {};
    case ErrorClass::Cancelled: return tr("cancelled");
    case ErrorClass::TransportDns: return tr("address not found");
    case ErrorClass::TransportConnect: return tr("connection refused");
    case ErrorClass::TransportTls: return tr("TLS handshake failed");
    case ErrorClass::TransportReset: return tr("connection reset");
    case ErrorClass::Endpoint: return tr("the address is not a model API");
    case ErrorClass::Local: return tr("this computer could not send");
    case ErrorClass::TimeoutFirstToken: return tr("no first token in time");
    case ErrorClass::TimeoutAttempt: return tr("attempt took too long");
    case ErrorClass::Deadline: return tr("the chain's deadline passed");
    case ErrorClass::Auth: return tr("key not accepted");
    case ErrorClass::QuotaExhausted: return tr("quota used up");
    case ErrorClass::RateLimitWait: return tr("rate limited");
    case ErrorClass::RateLimitTooLarge: return tr("request above the rate limit");
    case ErrorClass::Context: return tr("longer than the context window");
    case ErrorClass::PolicyPrompt: return tr("prompt refused by policy");
    case ErrorClass::PolicyOutput: return tr("answer stopped by policy");
    case ErrorClass::Refusal: return tr("the model declined");
    case ErrorClass::InvalidRequest: return tr("request called invalid");
    case ErrorClass::ModelMissing: return tr("model not found");
    case ErrorClass::Overload: return tr("provider overloaded");
    case ErrorClass::Server: return tr("server error");
    case ErrorClass::ServerDeadline: return tr("the provider ran out of time");
    case ErrorClass::StreamCut: return tr("cut off mid-answer");
    case ErrorClass::StreamMalformed: return tr("unreadable answer");
    case ErrorClass::StreamSpliced: return tr("a second answer inside the first");
    case ErrorClass::StreamStalled: return tr("the answer stopped coming");
    case ErrorClass::Empty: return tr("empty answer");
    case ErrorClass::EmptyLength: return tr("no room left for an answer");
    case ErrorClass::Manual: return tr("failed by hand");
    case ErrorClass::AllOpen: return tr("every candidate was skipped");
    }
    US_UNREACHABLE();
}

} // namespace

QString failureCode(ErrorClass errorClass, std::uint16_t status)
{
    return hasErrorStatus(status) ? QString::number(status) : shortWord(errorClass);
}

QString failureCause(ErrorClass errorClass, std::uint16_t status)
{
    if (!hasErrorStatus(status)) {
        return phrase(errorClass);
    }
    const bool isPlainServerError =
        errorClass == ErrorClass::Server || errorClass == ErrorClass::Overload;
    return isPlainServerError ? tr("HTTP %1").arg(status)
                              : tr("HTTP %1, %2").arg(status).arg(phrase(errorClass));
}

Mark failureMark(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::TimeoutFirstToken:
    case ErrorClass::TimeoutAttempt:
    case ErrorClass::Deadline:
    case ErrorClass::ServerDeadline:
    case ErrorClass::StreamStalled: return Mark::Clock;
    case ErrorClass::TransportDns:
    case ErrorClass::TransportConnect:
    case ErrorClass::TransportTls:
    case ErrorClass::TransportReset:
    case ErrorClass::Endpoint:
    case ErrorClass::Local: return Mark::Bolt;
    case ErrorClass::Auth: return Mark::Lock;
    case ErrorClass::RateLimitWait:
    case ErrorClass::RateLimitTooLarge:
    case ErrorClass::QuotaExhausted: return Mark::Sand;
    case ErrorClass::StreamCut:
    case ErrorClass::StreamMalformed:
    case ErrorClass::StreamSpliced: return Mark::Scissors;
    case ErrorClass::AllOpen: return Mark::Hop;
    case ErrorClass::None:
    case ErrorClass::Cancelled:
    case ErrorClass::Context:
    case ErrorClass::PolicyPrompt:
    case ErrorClass::PolicyOutput:
    case ErrorClass::Refusal:
    case ErrorClass::InvalidRequest:
    case ErrorClass::ModelMissing:
    case ErrorClass::Overload:
    case ErrorClass::Server:
    case ErrorClass::Empty:
    case ErrorClass::EmptyLength:
    case ErrorClass::Manual: return Mark::Cross;
    }
    US_UNREACHABLE();
}

QString failureAdvice(ErrorClass errorClass, const QString& provider)
{
    switch (errorClass) {
    case ErrorClass::Auth: return tr("Check the %1 key under File, Keys.").arg(provider);
    case ErrorClass::QuotaExhausted:
        return tr("Top up the %1 account, or add a model of another provider.").arg(provider);
    case ErrorClass::RateLimitWait:
    case ErrorClass::RateLimitTooLarge:
    case ErrorClass::Overload:
    case ErrorClass::Server:
    case ErrorClass::ServerDeadline:
        return tr("Add a model of another provider than %1 as the last step.").arg(provider);
    case ErrorClass::Context: return tr("Add a model with a larger context window.");
    case ErrorClass::PolicyPrompt:
    case ErrorClass::PolicyOutput:
    case ErrorClass::Refusal: return tr("Reword the prompt.");
    case ErrorClass::ModelMissing: return tr("Choose a model that %1 serves.").arg(provider);
    case ErrorClass::TransportDns:
    case ErrorClass::TransportConnect:
    case ErrorClass::TransportTls:
    case ErrorClass::Endpoint: return tr("Check the network and the address of %1.").arg(provider);
    case ErrorClass::TimeoutFirstToken:
    case ErrorClass::TimeoutAttempt:
    case ErrorClass::StreamStalled:
        return tr("Add a faster model as the last step, or allow more time.");
    case ErrorClass::Deadline: return tr("Raise the chain's deadline, or allow fewer tries.");
    case ErrorClass::EmptyLength: return tr("Raise the token limit of the answer.");
    case ErrorClass::TransportReset:
    case ErrorClass::StreamCut:
    case ErrorClass::StreamMalformed:
    case ErrorClass::StreamSpliced:
    case ErrorClass::Empty:
        return tr("Allow one more try, or add a model of another provider than %1.").arg(provider);
    case ErrorClass::AllOpen: return tr("Wait until a candidate may be tried again.");
    case ErrorClass::Local: return tr("Check this computer's network settings.");
    case ErrorClass::InvalidRequest: return tr("Check the parameters of the chain.");
    case ErrorClass::None:
    case ErrorClass::Cancelled:
    case ErrorClass::Manual: return {};
    }
    US_UNREACHABLE();
}

QString startCauseText(StartCause cause)
{
    switch (cause) {
    case StartCause::First: return tr("first");
    case StartCause::Retry: return tr("retry");
    case StartCause::Switch: return tr("switch");
    case StartCause::Race: return tr("race");
    case StartCause::Hedge: return tr("hedge");
    case StartCause::Probe: return tr("probe");
    }
    US_UNREACHABLE();
}

QString skipCauseText(SkipCause cause)
{
    switch (cause) {
    case SkipCause::BreakerOpen: return tr("circuit breaker open");
    case SkipCause::Cooling: return tr("cooling down");
    case SkipCause::ContextTooSmall: return tr("context window too small");
    case SkipCause::CostCap: return tr("cost limit reached");
    case SkipCause::Disabled: return tr("switched off");
    }
    US_UNREACHABLE();
}

QString abandonCauseText(AbandonCause cause)
{
    switch (cause) {
    case AbandonCause::LostRace: return tr("another lane answered");
    case AbandonCause::Cancelled: return tr("stopped by you");
    case AbandonCause::Deadline: return tr("the chain's deadline passed");
    case AbandonCause::Manual: return tr("switched by you");
    }
    US_UNREACHABLE();
}

} // namespace understudy
