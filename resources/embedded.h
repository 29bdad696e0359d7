// Texts from the resources folder, compiled into the program.
#pragma once

#include <string_view>

namespace understudy {

// By path below resources/, e.g. "models.json"; empty when there is no such text.
std::string_view embeddedText(std::string_view path);

} // namespace understudy
