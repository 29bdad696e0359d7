// What makes one candidate impossible to run. Internal to core/plan.
#pragma once

#include "core/plan/chain.h"
#include "core/plan/rule_checks.h"

namespace understudy {

void checkCandidate(const Candidate& candidate, RuleChecks checks);

} // namespace understudy
