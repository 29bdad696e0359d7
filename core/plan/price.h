// Token prices and what an attempt costs. Integers only: money is never a floating-point sum.
#pragma once

#include <cstdint>
#include <optional>

namespace understudy {

using NanoUsd = std::int64_t; // 10^-9 US dollars

struct Price
{
    // nano-USD per million tokens: 1.25 USD per million tokens is 1'250'000'000
    NanoUsd inputPerMtok = 0;
    NanoUsd cachedPerMtok = 0;
    NanoUsd outputPerMtok = 0;

    bool operator==(const Price&) const = default;
};

struct TokenCounts
{
    std::uint32_t input = 0;  // cached ones included
    std::uint32_t cached = 0; // of the input
    std::uint32_t output = 0; // reasoning included

    bool operator==(const TokenCounts&) const = default;
};

// Rounded to the nearest nano-USD once, at the end; no overflow below 10^9 tokens at 1,000
// USD/Mtok.
NanoUsd costOf(const Price& price, const TokenCounts& tokens);

} // namespace understudy
