// The providers of a chain as JSON, both ways. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/provider.h"

#include <vector>

namespace understudy {

// Reads the member `providers` of the chain.
std::vector<Provider> readProviders(ObjectReader& chain);

Json providersToJson(const std::vector<Provider>& providers);

} // namespace understudy
