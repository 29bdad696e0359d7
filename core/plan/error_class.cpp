#include "core/plan/error_class.h"

#include "core/base/enum_table.h"

#include <algorithm>

namespace understudy {

namespace {

struct ClassRow
{
    ErrorClass errorClass;
    std::string_view name;
    Reaction reaction;
    std::string_view message;
};

constexpr auto kRetry = Reaction::Retry;
constexpr auto kNext = Reaction::Next;
constexpr auto kStop = Reaction::Stop;

// In the order of the enumerators: the index is the class.
constexpr std::array<ClassRow, kErrorClassCount> kClasses{{
    {ErrorClass::None, "none", kStop, "Nothing failed."},
    {ErrorClass::Cancelled, "cancelled", kStop, "The run was cancelled."},
    {ErrorClass::TransportDns, "transport.dns", kNext, "The host name could not be resolved."},
    {ErrorClass::TransportConnect, "transport.connect", kNext, "The connection could not be made."},
    {ErrorClass::TransportTls, "transport.tls", kNext, "The secure connection could not be made."},
    {ErrorClass::TransportReset, "transport.reset", kRetry,
     "The connection was closed before the answer was whole."},
    {ErrorClass::Endpoint, "endpoint", kNext,
     "The address did not answer as a model provider does."},
    {ErrorClass::Local, "local", kStop, "This computer could not make the request."},
    {ErrorClass::TimeoutFirstToken, "timeout.first_token", kNext,
     "No content came within the first-token limit."},
    {ErrorClass::TimeoutAttempt, "timeout.attempt", kNext,
     "The attempt took longer than its limit."},
    {ErrorClass::Deadline, "deadline", kStop, "The chain's deadline passed."},
    {ErrorClass::Auth, "auth", kNext, "The provider did not accept the key."},
    {ErrorClass::QuotaExhausted, "quota.exhausted", kNext,
     "The account's quota or credit is used up."},
    {ErrorClass::RateLimitWait, "rate_limit.wait", kRetry, "The rate limit was reached."},
    {ErrorClass::RateLimitTooLarge, "rate_limit.too_large", kNext,
     "The request is larger than the rate limit allows at once."},
    {ErrorClass::Context, "context", kNext,
     "The request is longer than the model's context window."},
    {ErrorClass::PolicyPrompt, "policy.prompt", kStop,
     "The provider's content policy refused the prompt."},
    {ErrorClass::PolicyOutput, "policy.output", kStop,
     "The provider's content policy stopped the answer."},
    {ErrorClass::Refusal, "refusal", kStop, "The model declined to answer."},
    {ErrorClass::InvalidRequest, "invalid_request", kNext,
     "The provider called the request invalid."},
    {ErrorClass::ModelMissing, "model_missing", kNext, "The provider does not have this model."},
    {ErrorClass::Overload, "overload", kRetry, "The provider is overloaded."},
    {ErrorClass::Server, "server", kRetry, "The provider failed inside."},
    {ErrorClass::ServerDeadline, "server.deadline", kNext, "The provider ran out of its own time."},
    {ErrorClass::StreamCut, "stream.cut", kRetry, "The answer broke off before its end."},
    {ErrorClass::StreamMalformed, "stream.malformed", kRetry,
     "The answer held something that could not be read."},
    {ErrorClass::StreamSpliced, "stream.spliced", kRetry,
     "A second answer began inside the first one."},
    {ErrorClass::StreamStalled, "stream.stalled", kNext, "The answer stopped coming."},
    {ErrorClass::Empty, "empty", kRetry, "The answer was empty."},
    {ErrorClass::EmptyLength, "empty.length", kNext,
     "The token limit was used up before any content."},
    {ErrorClass::Manual, "manual", kRetry, "Failed by hand."},
    {ErrorClass::AllOpen, "all_open", kStop, "Every candidate was skipped."},
}};

static_assert(isInEnumeratorOrder(kClasses, &ClassRow::errorClass));

const ClassRow& row(ErrorClass errorClass) { return rowAt(kClasses, errorClass); }

} // namespace

std::string_view name(ErrorClass errorClass) { return row(errorClass).name; }

std::optional<ErrorClass> errorClassFromName(std::string_view name)
{
    const auto found = std::ranges::find(kClasses, name, &ClassRow::name);
    return found == kClasses.end() ? std::nullopt : std::optional(found->errorClass);
}

Reaction defaultReaction(ErrorClass errorClass) { return row(errorClass).reaction; }

std::string_view plainMessage(ErrorClass errorClass) { return row(errorClass).message; }

bool obeysShouldRetry(ErrorClass errorClass)
{
    return errorClass == ErrorClass::Server || errorClass == ErrorClass::Overload ||
           errorClass == ErrorClass::InvalidRequest;
}

} // namespace understudy
