// Money and counts as people read them.
#pragma once

#include "core/plan/price.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace understudy {

// "$0.0031", "$1.25", "$0"; "cost unknown" without a value.
QString formatCost(std::optional<NanoUsd> cost);
// Per million tokens, input and output: "$1.25 / $10"
QString formatPrice(const Price& price);
// "400k", "1M", "128"
QString formatTokens(std::uint64_t tokens);

} // namespace understudy
