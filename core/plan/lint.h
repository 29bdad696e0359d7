// Legal but unwise: what a careful colleague would say about a valid chain.
#pragma once

#include "core/base/problem.h"
#include "core/plan/catalogue.h"
#include "core/plan/chain.h"

namespace understudy {

// Warnings with pointers; `what` names the remedy. The chain must be valid.
Problems lint(const Chain& chain, const Catalogue& catalogue);

} // namespace understudy
