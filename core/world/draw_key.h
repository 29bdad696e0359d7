// What a draw of the simulated world is for. Every draw has its own key, so changing one model or
// one outage leaves the draws of all others alone.
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <string_view>

namespace understudy {

// Stable: their values are part of every draw.
enum class DrawPurpose : std::uint8_t
{
    FirstToken = 1,
    TokenInterval = 2,
    OutputTokens = 3,
    InputTokens = 4,
    OutageShare = 5,
    Failure = 6,            // which of a twin's failures, if any
    FailureAfter = 7,       // detail: its place in the list
    FailureAfterTokens = 8, // likewise
    ProcessState = 9,       // whether an outage process begins up
    ProcessSpell = 10,      // detail: number of the spell
    ProcessPosition = 11,   // where in its first spell it begins
    Arrival = 12,           // gaps of a world's arrivals; detail: the run
    Think = 13,             // of a client; detail: the run
};

// "provider/model", hashed without building the text.
constexpr std::uint64_t modelHash(std::string_view provider, std::string_view model)
{
    return mixKey({hashText(provider), hashText(model)});
}

struct DrawKey
{
    std::uint64_t seed = 0;
    std::uint64_t world = 0;
    std::uint64_t run = 0;
    std::uint64_t model = 0;   // modelHash()
    std::uint64_t ordinal = 0; // earlier attempts of the run on the same provider and model

    // `detail` tells draws of one purpose apart, such as those of several outages.
    constexpr double unit(DrawPurpose purpose, std::uint64_t detail = 0) const
    {
        return unitFrom(mixKey(
            {seed, world, run, model, ordinal, static_cast<std::uint64_t>(purpose), detail}));
    }
};

} // namespace understudy
