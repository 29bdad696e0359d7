// An order-sensitive 64-bit fold, for "same seed, same events" checks. Not cryptographic.
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

class Digest
{
public:
    constexpr void add(std::uint64_t value) { m_state = scramble(m_state ^ scramble(value)); }
    constexpr void add(std::string_view text) { add(hashText(text)); }
    constexpr std::uint64_t value() const { return m_state; }

    std::string hex() const // 16 lower-case digits
    {
        std::string text(16, '0');
        for (std::size_t i = 0; i < 16; ++i) {
            text[i] = "0123456789abcdef"[(m_state >> (60 - 4 * i)) & 0xF];
        }
        return text;
    }

private:
    std::uint64_t m_state = 0x756E6465727374ULL; // any fixed start
};

} // namespace understudy
