// A shard's result as a document that can be merged: the ordinary result, and everything that it
// was made from under "shard".
#pragma once

#include "core/base/result.h"
#include "core/report/simulation_record.h"

#include <string>
#include <string_view>

namespace understudy {

// `record` has a shard.
std::string shardToJson(const SimulationRecord& record);
// Exactly what was written; every problem is listed with its pointer.
Result<SimulationRecord, Problems> shardFromJson(std::string_view text);

} // namespace understudy
