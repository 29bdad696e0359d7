// Legal but unwise about a scenario, and about a chain that meets it.
#pragma once

#include "core/base/problem.h"
#include "core/plan/chain.h"
#include "core/plan/scenario.h"

#include <span>

namespace understudy {

// Twins and outages that concern no candidate of any of the chains: `lint.target`, with pointers
// into the scenario.
Problems lintTargets(const Scenario& scenario, std::span<const Chain> chains);

// Parts of the chain that remember from run to run, although every run has a world of its own:
// `lint.isolated`, with pointers into the chain. Nothing when the scenario has a workload.
Problems lintIsolation(const Scenario& scenario, const Chain& chain);

bool isIsolated(const Scenario& scenario);

} // namespace understudy
