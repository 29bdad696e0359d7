// What makes a chain impossible to run. Legal but unwise is lint.h's business.
#pragma once

#include "core/base/problem.h"
#include "core/plan/chain.h"

namespace understudy {

// All problems, in file order, each with the JSON pointer it would have in a chain file.
// Empty means the chain can be compiled.
Problems validate(const Chain& chain);

} // namespace understudy
