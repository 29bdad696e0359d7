// A fast, order-sensitive 64-bit fold of events: two runs with the same fold told the same events.
// Not cryptographic. Every member of an event counts; the values are stored in tests/data, so the
// fold never changes.
#pragma once

#include "core/base/random.h"
#include "core/record/run_event.h"

#include <cstdint>

namespace understudy {

class EventFold
{
public:
    constexpr void add(std::uint64_t word)
    {
        m_state = (m_state ^ word) * 0x9FB21C651E98DF25ULL;
        m_state ^= m_state >> 29;
    }

    constexpr void add(const RunEvent& event)
    {
        add(static_cast<std::uint64_t>(event.at.count()));
        add(static_cast<std::uint64_t>(event.kind) |
            static_cast<std::uint64_t>(event.because) << 8U |
            static_cast<std::uint64_t>(event.errorClass) << 16U |
            static_cast<std::uint64_t>(event.reaction) << 24U |
            static_cast<std::uint64_t>(event.phase) << 32U |
            static_cast<std::uint64_t>(event.flags) << 40U |
            static_cast<std::uint64_t>(event.status) << 48U);
        add(static_cast<std::uint64_t>(event.step) |
            static_cast<std::uint64_t>(event.candidate) << 16U |
            static_cast<std::uint64_t>(event.from) << 32U |
            static_cast<std::uint64_t>(event.injected) << 48U);
        add(static_cast<std::uint64_t>(event.attempt) |
            static_cast<std::uint64_t>(event.count) << 32U);
        add(static_cast<std::uint64_t>(event.amount) ^
            static_cast<std::uint64_t>(event.run) << 32U);
    }

    constexpr std::uint64_t value() const { return scramble(m_state); }

private:
    std::uint64_t m_state = 0x756E6465727374ULL; // any fixed start
};

} // namespace understudy
