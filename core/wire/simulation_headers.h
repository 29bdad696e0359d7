// Headers that exist only between us and our embedded providers.
#pragma once

#include <string_view>

namespace understudy {

// Keys the draws of an attempt: "RUNINDEX.ORDINAL", in decimal. Without it the provider counts.
inline constexpr std::string_view kRunHeader = "x-understudy-run";

} // namespace understudy
