// A request that a model refuses for one parameter that it does not take: which one, and the same
// endpoint without it. Reasoning models refuse max_tokens and temperature, some compatible servers
// stream_options; nobody can know that before asking.
#pragma once

#include "core/wire/endpoint.h"
#include "core/wire/error_body.h"

#include <optional>
#include <string>
#include <string_view>

namespace understudy {

// The parameter to mend, when the error names one that is sent there and need not be.
std::optional<std::string> mendableParam(const ErrorBody& error, const Endpoint& endpoint);

// max_tokens goes under its new name, the others are left out.
Endpoint mended(Endpoint endpoint, std::string_view param);

// True when mending takes away what the chain asked for, which has to be said.
bool dropsParam(std::string_view param);

} // namespace understudy
