#include "core/engine/breaker.h"

#include <algorithm>

namespace understudy {

bool Breaker::admits(const BreakerPolicy& policy, Instant now) const
{
    switch (m_state) {
    case BreakerState::Closed: return true;
    case BreakerState::Open: return now >= m_until;
    case BreakerState::HalfOpen: return m_probesOut < policy.probes;
    }
    return true;
}

ProbeTicket Breaker::begin(const BreakerPolicy& policy, Instant now)
{
    if (m_state == BreakerState::Open && now >= m_until) {
        m_state = BreakerState::HalfOpen;
        ++m_episode;
        m_probesOut = 0;
    }
    if (m_state != BreakerState::HalfOpen || m_probesOut >= policy.probes) {
        return 0;
    }
    ++m_probesOut;
    return m_episode;
}

void Breaker::end(const BreakerPolicy& policy, CallVerdict verdict, ProbeTicket probe, Instant now)
{
    if (m_state == BreakerState::HalfOpen && probe == m_episode) {
        --m_probesOut;
        if (verdict == CallVerdict::Success) {
            close();
        } else if (verdict == CallVerdict::Failure) {
            open(policy, now);
        }
        return;
    }
    // What was begun before it opened says nothing of how things are now.
    if (m_state != BreakerState::Closed || verdict == CallVerdict::Nothing) {
        return;
    }
    record(policy, verdict == CallVerdict::Failure, now);
    if (isTripped(policy)) {
        open(policy, now);
    }
}

void Breaker::reset()
{
    close();
    m_until = {};
    m_episode = 0;
    m_probesOut = 0;
}

void Breaker::record(const BreakerPolicy& policy, bool isFailure, Instant now)
{
    m_inARow = isFailure ? m_inARow + 1 : 0;
    if (policy.kind != BreakerKind::Ratio) {
        return;
    }
    if (policy.windowCalls) {
        recordInRing(*policy.windowCalls, isFailure);
    } else {
        recordInSlices(policy.window.value_or(milliseconds(60'000)), isFailure, now);
    }
}

void Breaker::recordInRing(std::size_t size, bool isFailure)
{
    if (m_ring.size() != size) { // the first call, or the policy was edited
        m_ring.assign(size, 0);
        m_calls = m_failures = 0;
        m_ringNext = 0;
    }
    if (m_calls == size) {
        m_failures -= m_ring[m_ringNext];
    } else {
        ++m_calls;
    }
    m_ring[m_ringNext] = isFailure ? 1 : 0;
    m_failures += m_ring[m_ringNext];
    m_ringNext = m_ringNext + 1 == size ? 0 : m_ringNext + 1;
}

void Breaker::recordInSlices(Duration window, bool isFailure, Instant now)
{
    if (now >= m_sliceEnds) {
        beginSlice(window, now);
    }
    ++m_slices[m_slice].calls;
    ++m_calls;
    if (isFailure) {
        ++m_slices[m_slice].failures;
        ++m_failures;
    }
}

void Breaker::beginSlice(Duration window, Instant now)
{
    const Duration width = std::max(window / static_cast<std::int64_t>(kSlices), Duration{1});
    const std::int64_t number = now.time_since_epoch() / width;
    m_calls = 0;
    m_failures = 0;
    for (Slice& slice : m_slices) {
        if (slice.number <= number - static_cast<std::int64_t>(kSlices)) {
            slice.calls = slice.failures = 0;
        }
        m_calls += slice.calls;
        m_failures += slice.failures;
    }
    m_slice = static_cast<std::size_t>(number) % kSlices;
    m_slices[m_slice].number = number;
    m_sliceEnds = Instant{width * (number + 1)};
}

bool Breaker::isTripped(const BreakerPolicy& policy) const
{
    if (policy.kind == BreakerKind::Consecutive) {
        return m_inARow >= policy.consecutive.value_or(policy.minCalls);
    }
    const bool hasEnough = m_calls >= policy.minCalls && m_failures > 0;
    return hasEnough &&
           static_cast<double>(m_failures) >= policy.failureRatio * static_cast<double>(m_calls);
}

void Breaker::open(const BreakerPolicy& policy, Instant now)
{
    // Multiplied step by step and capped on the way: no overflow, however often it re-opens.
    m_open = m_opens == 0 ? policy.open
                          : Duration{static_cast<std::int64_t>(
                                std::min(static_cast<double>(m_open.count()) * policy.growth,
                                         static_cast<double>(policy.maxOpen.count())))};
    m_open = std::min(m_open, policy.maxOpen);
    m_opens = std::min(m_opens + 1, 1'000'000U);
    m_until = now + m_open;
    m_state = BreakerState::Open;
    m_probesOut = 0;
}

void Breaker::close()
{
    m_state = BreakerState::Closed;
    m_opens = 0;
    m_inARow = 0;
    m_calls = 0;
    m_failures = 0;
    m_ringNext = 0;
    m_sliceEnds = {};
    std::fill(m_slices.begin(), m_slices.end(), Slice{});
}

} // namespace understudy
