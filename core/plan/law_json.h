// Laws of chance from JSON and back. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/file_members.h"
#include "core/plan/law.h"

#include <optional>
#include <string>
#include <string_view>

namespace understudy {

// Reads the member `name`; nothing when it is absent, nothing but Problems when it is wrong. What
// the law's object holds is noted in `kept`, where the owner's pointer is `prefix`.
std::optional<TimeLaw> readTimeLaw(ObjectReader& owner, std::string_view name, FileMembers& kept,
                                   const std::string& prefix = {});
std::optional<CountLaw> readCountLaw(ObjectReader& owner, std::string_view name, FileMembers& kept,
                                     const std::string& prefix = {});

// `pointer` is the law's own in `kept`.
Json lawToJson(const TimeLaw& law, const FileMembers& kept, const std::string& pointer);
Json lawToJson(const CountLaw& law, const FileMembers& kept, const std::string& pointer);

// The width of a lognormal law by its 95th percentile.
double sigmaFromPercentile(double median, double percentile);

// As people write it: 450, not 450.0.
Json plainNumber(double value);

} // namespace understudy
