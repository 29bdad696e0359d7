// What both programs carry inside themselves, read and checked. A text of ours that cannot be read
// is a bug, not a problem of the user's.
#pragma once

#include "core/plan/catalogue.h"
#include "core/plan/chain.h"
#include "core/plan/scenario.h"

namespace understudy {

Catalogue builtInCatalogue();
Scenario healthyScenario();
Chain sampleChain(); // "Three-deep safety net"

} // namespace understudy
