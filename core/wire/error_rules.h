// The table that tells what an error means, from its status, codes and words. Evaluated top to
// bottom, the first match wins: a status alone cannot tell "too fast" from "out of money".
#pragma once

#include "core/plan/error_class.h"
#include "core/wire/error_body.h"

#include <cstdint>
#include <string_view>

namespace understudy {

struct ErrorFacts
{
    std::uint16_t status = 0; // HTTP, or the one that an error inside a stream names; 0: none
    bool hasHint = false;     // the server named a wait
    std::string_view provider;
    const ErrorBody& body;
};

struct ErrorRule
{
    std::string_view row; // of the design's table, for tests and for those who ask why
    bool (*matches)(const ErrorFacts& facts);
    ErrorClass errorClass;
};

// Always finds one; what is unknown counts as a server's fault.
const ErrorRule& findErrorRule(const ErrorFacts& facts);

} // namespace understudy
