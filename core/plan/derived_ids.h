// The ids that a chain file leaves out. They are part of what a chain says: events, journals and
// exports name candidates and steps by them.
#pragma once

#include "core/plan/chain.h"

namespace understudy {

// Fills empty ids: a candidate's is its model, made unique by "#2", "#3", ...; a step's is
// "step-N". Ids that are there are never changed and never taken by a derived one.
Chain withDerivedIds(Chain chain);

} // namespace understudy
