// A result as one HTML file that needs nothing else: no script, no picture, no network.
#pragma once

#include "core/report/simulate_result.h"

#include <string>
#include <string_view>

namespace understudy {

std::string htmlReport(const SimulateResult& result);

// Safe between tags and in attributes of HTML and XML; control characters become blanks.
std::string escapedMarkup(std::string_view text);

} // namespace understudy
