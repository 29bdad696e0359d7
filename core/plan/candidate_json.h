// A candidate as JSON, both ways. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/strict_json.h"
#include "core/plan/chain.h"

#include <string>

namespace understudy {

Candidate candidateFromJson(const Json& value, const std::string& pointer, Problems& problems);

Json candidateToJson(const Candidate& candidate);

} // namespace understudy
