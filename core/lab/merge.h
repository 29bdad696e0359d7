// Joins the shards of one simulation, exactly: the record of the whole.
#pragma once

#include "core/base/result.h"
#include "core/report/simulation_record.h"

#include <string>
#include <vector>

namespace understudy {

struct NamedShard
{
    std::string file; // for problems
    SimulationRecord record;
};

// In any order. Refuses shards of another chain, scenario, seed, size or version, and a missing,
// doubled or interrupted one, naming it. `version` is this program's.
Result<SimulationRecord, Problems> mergeShards(std::vector<NamedShard> shards,
                                               const std::string& version);

} // namespace understudy
