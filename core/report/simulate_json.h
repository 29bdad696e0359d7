// The JSON result of `simulate` and `merge`.
#pragma once

#include "core/report/simulate_result.h"

#include <string>

namespace understudy {

// 2-space indented, final newline. A figure that is not known is null, and so is a bound that
// there is not.
std::string simulateJson(const SimulateResult& result);

} // namespace understudy
