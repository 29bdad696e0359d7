// What an injected fault looks like to the engine, without any bytes: classes and words of the
// faults that come before the first token. Pure functions.
#pragma once

#include "core/base/time.h"
#include "core/engine/attempt_signal.h"
#include "core/plan/error_class.h"
#include "core/plan/outage.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

// The class of an HTTP error: by the vendor's code where it is known, else by the status.
ErrorClass classOfStatus(std::uint16_t status, std::string_view code);

// "injected: HTTP 503", "injected: connection refused", ...
std::string describeInjected(const Fault& fault);

// The failure that a fault is when it is made without a provider; its class is None for a fault
// that is no failure by itself.
AttemptSignal failureOf(const Fault& fault);

// The status that comes with the fault: 0 when there is none.
std::uint16_t statusOf(const Fault& fault);

// Which fault ended an attempt that also had a life of its own: a key that was refused before the
// injected cut is not the outage's doing. `status` is what the headers said, 0 without headers.
bool explainsFailure(const Fault& fault, const AttemptSignal& failure, std::uint16_t status);

// Whether the fault would be to blame if the engine's own limits ended the attempt after this
// signal. `isStreaming` is true from the headers of an answer on.
bool explainsSilence(const Fault& fault, const AttemptSignal& last, bool isStreaming);

} // namespace understudy
