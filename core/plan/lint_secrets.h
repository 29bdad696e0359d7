// What looks like a key in a chain, wherever it stands: files are shared, keys are not. A warning,
// since nobody can prove it. Internal to this folder.
#pragma once

#include "core/plan/chain.h"
#include "core/plan/rule_checks.h"

#include <string_view>

namespace understudy {

// True when some word of the text begins as the vendors' keys do and is as long as one.
bool holdsWhatLooksLikeAKey(std::string_view text);

void lintSecrets(const Chain& chain, RuleChecks& warn);

} // namespace understudy
