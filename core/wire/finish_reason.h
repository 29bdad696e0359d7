// The vendors' words for why an answer ended, as one closed list.
#pragma once

#include "core/record/run_event.h"

#include <string_view>

namespace understudy {

// Unknown reasons are Finish::Other: vendors add new ones, and an ended answer is no error.
Finish finishFromReason(std::string_view reason);

} // namespace understudy
