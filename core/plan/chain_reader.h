// The members of a chain file, without validation. Internal to core/plan's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/chain.h"

#include <string_view>

namespace understudy {

inline constexpr std::string_view kChainFormat = "understudy-chain";

Chain readChain(ObjectReader& reader);

} // namespace understudy
