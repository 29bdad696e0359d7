// What an outage may say, whoever says it: a flag, a scenario file, the control endpoint, a form.
#pragma once

#include "core/base/problem.h"
#include "core/plan/outage.h"

#include <string>
#include <string_view>

namespace understudy {

// "refuse, reset, hang, ...": all kinds.
std::string allowedFaultKinds();

// A Problem `outage.kind` for what is no kind.
Result<FaultKind> checkedFaultKind(std::string_view name);

// A vendor's code goes into a header and a body: letters, digits and ._-* only, at most 100.
bool isFaultCode(std::string_view code);

// All problems, with pointers below the outage ("/share").
Problems validate(const Outage& outage);

} // namespace understudy
