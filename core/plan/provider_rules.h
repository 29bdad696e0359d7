// What makes the providers of a chain impossible to use. Internal to core/plan.
#pragma once

#include "core/plan/chain.h"
#include "core/plan/rule_checks.h"

#include <string_view>

namespace understudy {

// The built-in provider that answers a fixed text: known to files, not run by this version.
inline constexpr std::string_view kTextProvider = "text";

void checkProviders(const std::vector<Provider>& providers, RuleChecks checks);

// True when a candidate can name it: built in, or an entry of the chain.
bool isProviderOf(const Chain& chain, std::string_view name);

} // namespace understudy
