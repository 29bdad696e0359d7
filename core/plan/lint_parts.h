// The parts of the linter, one subject a file. Internal to core/plan.
#pragma once

#include "core/plan/catalogue.h"
#include "core/plan/chain.h"
#include "core/plan/rule_checks.h"

#include <cstddef>
#include <string>
#include <vector>

namespace understudy {

struct Placed
{
    const Candidate* candidate = nullptr;
    const Step* step = nullptr;
    std::size_t stepIndex = 0;
    std::string pointer;
};

// What a part looks at: a chain whose ids are all there.
struct Linted
{
    const Chain& chain;
    const Catalogue& catalogue;
    std::vector<Placed> candidates; // all
    std::vector<Placed> enabled;
};

// "12.5 s"
std::string inSeconds(Duration span);

void lintTime(const Linted& linted, RuleChecks& warn);          // lint_limits.cpp
void lintTries(const Linted& linted, RuleChecks& warn);         // lint_limits.cpp
void lintWaits(const Linted& linted, RuleChecks& warn);         // lint_limits.cpp
void lintReachable(const Linted& linted, RuleChecks& warn);     // lint_reach.cpp
void lintContext(const Linted& linted, RuleChecks& warn);       // lint_reach.cpp
void lintFailureDomain(const Linted& linted, RuleChecks& warn); // lint_providers.cpp
void lintProviders(const Linted& linted, RuleChecks& warn);     // lint_providers.cpp
void lintRaces(const Linted& linted, RuleChecks& warn);         // lint_races.cpp
void lintHold(const Linted& linted, RuleChecks& warn);          // lint_races.cpp
void lintBreakers(const Linted& linted, RuleChecks& warn);      // lint_health.cpp
void lintBudget(const Linted& linted, RuleChecks& warn);        // lint_health.cpp
void lintMoney(const Linted& linted, RuleChecks& warn);         // lint_money.cpp

} // namespace understudy
