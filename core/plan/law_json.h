// Laws of chance from JSON. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/law.h"

#include <optional>
#include <string_view>

namespace understudy {

// Reads the member `name`; nothing when it is absent, nothing but Problems when it is wrong. A law
// of the contract that this version does not draw from is `unsupported`, by name.
std::optional<TimeLaw> readTimeLaw(ObjectReader& owner, std::string_view name);
std::optional<CountLaw> readCountLaw(ObjectReader& owner, std::string_view name);

} // namespace understudy
