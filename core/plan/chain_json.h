// Chain files (*.understudy): strict in, minimal and stable out. The contract is the design's
// "Files and command line"; its key order is the order written here.
#pragma once

#include "core/base/result.h"
#include "core/plan/chain.h"

#include <string>
#include <string_view>

namespace understudy {

// Reads and validates. Every problem is listed, each with its pointer, line and column; nothing is
// loaded partially. Ids that the file leaves out are made here.
Result<Chain, Problems> chainFromJson(std::string_view text);

// UTF-8, 2-space indented, final newline. Members are written where they were set in the file read
// or differ from their default; unknown members are kept.
std::string chainToJson(const Chain& chain);

} // namespace understudy
