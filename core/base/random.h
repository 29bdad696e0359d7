// Seeded random numbers whose streams are keyed, not shared: a draw's key says what it is for
// (seed, run, purpose, ...), so adding a draw in one place never shifts the draws of another.
// No std:: distribution is used anywhere: their algorithms differ between libraries.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace understudy {

// SplitMix64's finaliser (Steele, Lea, Flood 2014): a bijection with good avalanche.
constexpr std::uint64_t scramble(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

// Folds the parts of a key in order; {1, 2} and {2, 1} differ.
constexpr std::uint64_t mixKey(std::initializer_list<std::uint64_t> parts)
{
    std::uint64_t key = 0;
    for (const std::uint64_t part : parts) {
        key = scramble(key ^ scramble(part));
    }
    return key;
}

// FNV-1a, for names in keys. Stable across platforms and versions.
constexpr std::uint64_t hashText(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return hash;
}

// Uniform in [0, 1) from the top 53 bits.
constexpr double unitFrom(std::uint64_t bits)
{
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

// A stream of draws under one key. Copyable: a copy repeats the draws.
class RandomStream
{
public:
    explicit constexpr RandomStream(std::uint64_t key)
        : m_key(key)
    {}

    constexpr std::uint64_t next() { return scramble(m_key + 0x9E3779B97F4A7C15ULL * ++m_count); }
    constexpr double unit() { return unitFrom(next()); }

    // Uniform in [0, bound); bound >= 1. Rejection keeps it unbiased.
    constexpr std::uint64_t below(std::uint64_t bound)
    {
        const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
        std::uint64_t draw = next();
        while (draw >= limit) {
            draw = next();
        }
        return draw % bound;
    }

private:
    std::uint64_t m_key;
    std::uint64_t m_count = 0;
};

} // namespace understudy
