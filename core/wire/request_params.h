// Generation parameters on their way into a request: which are sent, under which name.
#pragma once

#include "core/plan/file_members.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

// The name under which a dialect sends a parameter; empty when it does not know it.
using ParamNameRule = std::function<std::string_view(std::string_view)>;

struct SelectedParams
{
    JsonMembers sent;
    std::vector<std::string> dropped; // names as they stand in the chain
};

// A parameter that is null is not sent and not listed. Where two come to the same name, the one
// that needed no renaming wins.
SelectedParams selectParams(const JsonMembers& params, const ParamNameRule& nameOf);

} // namespace understudy
