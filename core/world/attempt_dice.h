// The draws of one attempt, with the common part of their keys folded once: the same values as
// DrawKey::unit(), several times as fast.
#pragma once

#include "core/base/random.h"
#include "core/world/draw_key.h"

#include <cstdint>

namespace understudy {

class AttemptDice
{
public:
    explicit constexpr AttemptDice(const DrawKey& key)
        : m_prefix(mixKey({key.seed, key.world, key.run, key.model, key.ordinal}))
    {}
    // `runPrefix` is mixKey({seed, world, run}).
    constexpr AttemptDice(std::uint64_t runPrefix, std::uint64_t model, std::uint64_t ordinal)
        : m_prefix(fold(fold(runPrefix, model), ordinal))
    {}

    constexpr double unit(DrawPurpose purpose, std::uint64_t detail = 0) const
    {
        return unitFrom(fold(fold(m_prefix, static_cast<std::uint64_t>(purpose)), detail));
    }

    // One step of mixKey().
    static constexpr std::uint64_t fold(std::uint64_t key, std::uint64_t part)
    {
        return scramble(key ^ scramble(part));
    }

private:
    std::uint64_t m_prefix;
};

} // namespace understudy
