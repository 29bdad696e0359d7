// The workload of a scenario from JSON and back. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/scenario.h"

namespace understudy {

void readWorkload(ObjectReader& reader, Scenario& scenario);
Json workloadToJson(const Scenario& scenario); // null without a workload

} // namespace understudy
