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

    // The words of an event are mixed side by side, so that only one step waits for the event
    // before.
    constexpr void add(const RunEvent& event)
    {
        const std::uint64_t what = static_cast<std::uint64_t>(event.kind) |
                                   static_cast<std::uint64_t>(event.because) << 8U |
                                   static_cast<std::uint64_t>(event.errorClass) << 16U |
                                   static_cast<std::uint64_t>(event.reaction) << 24U |
                                   static_cast<std::uint64_t>(event.phase) << 32U |
                                   static_cast<std::uint64_t>(event.flags) << 40U |
                                   static_cast<std::uint64_t>(event.status) << 48U;
        const std::uint64_t who = static_cast<std::uint64_t>(event.step) |
                                  static_cast<std::uint64_t>(event.candidate) << 16U |
                                  static_cast<std::uint64_t>(event.from) << 32U |
                                  static_cast<std::uint64_t>(event.injected) << 48U;
        const std::uint64_t which = static_cast<std::uint64_t>(event.attempt) |
                                    static_cast<std::uint64_t>(event.count) << 32U;
        // Odd factors with mixed bits, and a shift for each: what cancels in one place does not in
        // the other.
        add((mixed(static_cast<std::uint64_t>(event.at.count()), 0xBF58476D1CE4E5B9ULL, 32U) +
             mixed(what, 0x94D049BB133111EBULL, 29U)) ^
            (mixed(who, 0xD6E8FEB86659FD93ULL, 31U) + mixed(which, 0xA0761D6478BD642FULL, 27U)) ^
            (mixed(static_cast<std::uint64_t>(event.amount), 0xE7037ED1A0B428DBULL, 33U) +
             mixed(event.run, 0x8EBC6AF09C88C6E3ULL, 30U)));
    }

    constexpr std::uint64_t value() const { return scramble(m_state); }

private:
    static constexpr std::uint64_t mixed(std::uint64_t word, std::uint64_t factor, unsigned shift)
    {
        const std::uint64_t product = word * factor;
        return product ^ (product >> shift);
    }

    std::uint64_t m_state = 0x756E6465727374ULL; // any fixed start
};

} // namespace understudy
