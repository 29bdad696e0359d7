// Outages as JSON. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/outage.h"

#include <string>
#include <vector>

namespace understudy {

// Reads and checks an array of outages at `pointer`. Ids that are absent are made: "outage-N".
std::vector<Outage> readOutages(const Json& array, const std::string& pointer, Problems& problems);

// Refuses members of the contract that this version would have to ignore, each by name.
void refuseUnsupported(ObjectReader& reader, std::initializer_list<const char*> names);

} // namespace understudy
