// Unsigned integers of two 64-bit words, for exact sums of squares. Sums and products wrap around,
// so that differences come out right whatever the order.
#pragma once

#include <bit>
#include <cstdint>

namespace understudy {

struct WideInteger
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    constexpr void add(std::uint64_t value)
    {
        low += value;
        high += low < value ? 1 : 0;
    }
    constexpr void add(const WideInteger& other)
    {
        add(other.low);
        high += other.high;
    }
    constexpr void subtract(const WideInteger& other)
    {
        high -= other.high + (low < other.low ? 1 : 0);
        low -= other.low;
    }

    constexpr bool operator==(const WideInteger&) const = default;

    // As a signed number in two's complement.
    constexpr double signedValue() const
    {
        if ((high >> 63U) == 0) {
            return static_cast<double>(high) * 0x1p64 + static_cast<double>(low);
        }
        WideInteger negated;
        negated.subtract(*this);
        return -(static_cast<double>(negated.high) * 0x1p64 + static_cast<double>(negated.low));
    }
};

constexpr WideInteger product(std::uint64_t a, std::uint64_t b)
{
    constexpr std::uint64_t kHalf = 0xFFFFFFFFULL;
    const std::uint64_t lowLow = (a & kHalf) * (b & kHalf);
    const std::uint64_t highLow = (a >> 32U) * (b & kHalf);
    const std::uint64_t lowHigh = (a & kHalf) * (b >> 32U);
    const std::uint64_t middle = (lowLow >> 32U) + (highLow & kHalf) + (lowHigh & kHalf);
    return {(middle << 32U) | (lowLow & kHalf),
            (a >> 32U) * (b >> 32U) + (highLow >> 32U) + (lowHigh >> 32U) + (middle >> 32U)};
}

constexpr WideInteger product(const WideInteger& a, std::uint64_t b)
{
    WideInteger result = product(a.low, b);
    result.high += a.high * b;
    return result;
}

} // namespace understudy
