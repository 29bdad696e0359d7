// Outages as JSON. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/outage.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace understudy {

// Reads and checks an array of outages at `pointer`. Ids that are absent are made: "outage-N".
std::vector<Outage> readOutages(const Json& array, const std::string& pointer, Problems& problems);

// The id that is made for the outage at that place.
std::string madeOutageId(std::size_t index);

// A file holds what was written in it and what differs from the defaults; whole outages also say
// who they are and whom they strike.
enum class OutageForm : std::uint8_t
{
    File,
    Whole
};
Json outagesToJson(const std::vector<Outage>& outages, OutageForm form);

} // namespace understudy
