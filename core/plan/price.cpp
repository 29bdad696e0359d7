#include "core/plan/price.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr std::int64_t kMillion = 1'000'000;

// Tokens times price in two parts, whole nano-USD and millionths of one: the plain product of large
// prices and counts would not fit.
struct Parts
{
    std::int64_t whole = 0;
    std::int64_t millionths = 0;

    void add(std::int64_t tokens, NanoUsd perMtok)
    {
        whole += tokens * (perMtok / kMillion);
        millionths += tokens * (perMtok % kMillion);
    }
};

} // namespace

NanoUsd costOf(const Price& price, const TokenCounts& tokens)
{
    const std::uint32_t cached = std::min(tokens.cached, tokens.input);
    Parts parts;
    parts.add(tokens.input - cached, price.inputPerMtok);
    parts.add(cached, price.cachedPerMtok);
    parts.add(tokens.output, price.outputPerMtok);
    return parts.whole + (parts.millionths + kMillion / 2) / kMillion;
}

} // namespace understudy
