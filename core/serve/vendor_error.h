// Errors as the vendors name them. A fault of a scenario becomes one here, and so does a request
// that the vendor would refuse.
#pragma once

#include "core/plan/outage.h"
#include "core/plan/provider.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

struct VendorError
{
    std::uint16_t status = 500;
    std::string type;    // `error.type`
    std::string code;    // OpenAI `error.code`, Anthropic `error.details.error_code`; empty: null
    std::string message; // plain English
    std::string param;   // OpenAI's name of the bad member; empty: null

    bool operator==(const VendorError&) const = default;
};

// The error of a fault that is one: Auth and its like have one error per vendor; Status and
// ErrorEvent, whose status is that of its code, else 500, have the one of their code. Without a
// code it is the plainest of its status: a 503 is a server's error, not an overload.
VendorError injectedError(Dialect dialect, const Fault& fault);

// A request that is wrong in itself.
VendorError requestError(Dialect dialect, std::uint16_t status, std::string message,
                         std::string param = {});

} // namespace understudy
