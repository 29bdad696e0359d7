// What an outage may say, whoever says it: a flag, a scenario file, the control endpoint, a form.
#pragma once

#include "core/base/problem.h"
#include "core/plan/outage.h"

#include <string>
#include <string_view>

namespace understudy {

// "refuse, reset, hang, ...": the kinds that this version can make.
std::string supportedFaultKinds();

// Null for a kind that can be made, else a Problem: `unsupported` for a kind of the file contract
// that this version does not make yet, `outage.kind` for anything else.
Result<FaultKind> checkedFaultKind(std::string_view name);

// A vendor's code goes into a header and a body: letters, digits and ._-* only, at most 100.
bool isFaultCode(std::string_view code);

// All problems, with pointers below the outage ("/share").
Problems validate(const Outage& outage);

} // namespace understudy
