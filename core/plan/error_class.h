// The closed list of failure classes. A class is what a failure *means*; how it was recognised is
// the business of core/wire/classify. Names are stable: they stand in chain files and journals.
#pragma once

#include "core/plan/reaction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy {

enum class ErrorClass : std::uint8_t
{
    None, // no failure
    Cancelled,
    TransportDns,
    TransportConnect,
    TransportTls,
    TransportReset,
    Endpoint,
    Local,
    TimeoutFirstToken,
    TimeoutAttempt,
    Deadline,
    Auth,
    QuotaExhausted,
    RateLimitWait,
    RateLimitTooLarge,
    Context,
    PolicyPrompt,
    PolicyOutput,
    Refusal,
    InvalidRequest,
    ModelMissing,
    Overload,
    Server,
    ServerDeadline,
    StreamCut,
    StreamMalformed,
    StreamSpliced,
    StreamStalled,
    Empty,
    EmptyLength,
    Manual,
    AllOpen, // every candidate was skipped
};

inline constexpr std::size_t kErrorClassCount = 32;

// "rate_limit.wait" and so on; "none" for None.
std::string_view name(ErrorClass errorClass);
std::optional<ErrorClass> errorClassFromName(std::string_view name);

// What the class leads to when the chain says nothing (wire.md 7.6). Classes that end a run by
// themselves (cancelled, deadline) answer Stop.
Reaction defaultReaction(ErrorClass errorClass);

// One plain sentence, used where the provider sent no message of its own.
std::string_view plainMessage(ErrorClass errorClass);

// True for the classes whose default reaction a provider may replace with `x-should-retry`.
bool obeysShouldRetry(ErrorClass errorClass);

} // namespace understudy
