// The health switch of one candidate: closed lets calls through, open lets none, half-open lets a
// few probes through. Values and pure transitions; whoever owns it tells it the time.
#pragma once

#include "core/base/time.h"
#include "core/plan/breaker_policy.h"

#include <array>
#include <cstdint>
#include <vector>

namespace understudy {

enum class BreakerState : std::uint8_t
{
    Closed,
    Open,
    HalfOpen
};

// What a call means to a breaker. The caller's own faults and abandoned calls mean nothing.
enum class CallVerdict : std::uint8_t
{
    Success,
    Failure,
    Nothing
};

// Names a probe, so that a late one of an earlier half-open time is not taken for one of this; 0 is
// an ordinary call.
using ProbeTicket = std::uint32_t;

class Breaker
{
public:
    BreakerState state() const { return m_state; }
    // Open: when it may be probed.
    Instant until() const { return m_until; }

    // Whether a call may begin now: always when closed, while fewer than `probes` are out when
    // half-open; an open breaker whose time is up is about to be half-open.
    bool admits(const BreakerPolicy& policy, Instant now) const;
    // A call begins. One that was not admitted (the last resort of a chain) says nothing here.
    ProbeTicket begin(const BreakerPolicy& policy, Instant now);
    void end(const BreakerPolicy& policy, CallVerdict verdict, ProbeTicket probe, Instant now);

    // Closed, and without a memory.
    void reset();

private:
    // The recent calls. By time: ten slices of the window, the oldest dropped whole. By calls: a
    // ring of the last ones.
    static constexpr std::size_t kSlices = 10;
    struct Slice
    {
        std::int64_t number = -1;
        std::uint32_t calls = 0;
        std::uint32_t failures = 0;
    };

    void record(const BreakerPolicy& policy, bool isFailure, Instant now);
    void recordInRing(std::size_t size, bool isFailure);
    void recordInSlices(Duration window, bool isFailure, Instant now);
    void beginSlice(Duration window, Instant now);
    bool isTripped(const BreakerPolicy& policy) const;
    void open(const BreakerPolicy& policy, Instant now);
    void close();

    BreakerState m_state = BreakerState::Closed;
    Instant m_until{};
    Duration m_open{};             // the length of the present or last open time
    std::uint32_t m_opens = 0;     // in a row, without closing between
    ProbeTicket m_episode = 0;     // of half-open, from 1
    std::uint32_t m_probesOut = 0; // of this episode
    std::uint32_t m_inARow = 0;    // failures
    std::uint32_t m_calls = 0;     // within the window
    std::uint32_t m_failures = 0;  // of those
    std::array<Slice, kSlices> m_slices{};
    std::size_t m_slice = 0; // the present one
    Instant m_sliceEnds{};
    std::vector<std::uint8_t> m_ring; // of the last calls: 1 is a failure
    std::size_t m_ringNext = 0;
};

} // namespace understudy
