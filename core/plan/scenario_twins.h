// The twins of a scenario from JSON and back. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/scenario.h"

#include <vector>

namespace understudy {

std::vector<Twin> readTwins(ObjectReader& scenario);
Json twinsToJson(const std::vector<Twin>& twins);

} // namespace understudy
