// The JSON result before it is text, so that a shard can add what merging needs. Include it from
// .cpp files only.
#pragma once

#include "core/json/strict_json.h"
#include "core/report/simulate_result.h"

namespace understudy {

Json resultTree(const SimulateResult& result);

} // namespace understudy
