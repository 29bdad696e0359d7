// Caps the share of extra traffic: retries and hedges together may be at most `ratio` of the other
// attempts of a window, plus a floor. Counted in ten slices of the window, the oldest dropped
// whole.
#pragma once

#include "core/base/time.h"
#include "core/plan/chain.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace understudy {

class RetryBudgetMeter
{
public:
    // An attempt that is neither retry nor hedge.
    void countRequest(const RetryBudget& budget, Instant now) { ++present(budget, now).requests; }

    // Whether one more retry or hedge stays within the budget.
    bool allows(const RetryBudget& budget, Instant now)
    {
        present(budget, now);
        std::uint64_t requests = 0;
        std::uint64_t extra = 0;
        for (const Slice& each : m_slices) {
            requests += each.requests;
            extra += each.extra;
        }
        const double seconds = static_cast<double>(budget.window.count()) / 1e6;
        const double allowed =
            budget.ratio * static_cast<double>(requests) + budget.floorPerSecond * seconds;
        return static_cast<double>(extra + 1) <= allowed;
    }
    void countExtra(const RetryBudget& budget, Instant now) { ++present(budget, now).extra; }

    void reset() { m_slices.fill({}); }

private:
    static constexpr std::int64_t kSlices = 10;
    struct Slice
    {
        std::int64_t number = -1;
        std::uint64_t requests = 0;
        std::uint64_t extra = 0;
    };

    Slice& present(const RetryBudget& budget, Instant now)
    {
        const Duration width = std::max(budget.window / kSlices, Duration{1});
        const std::int64_t number = now.time_since_epoch() / width;
        for (Slice& slice : m_slices) {
            if (slice.number <= number - kSlices) {
                slice = {};
            }
        }
        Slice& slice = m_slices[static_cast<std::size_t>(number % kSlices)];
        slice.number = number;
        return slice;
    }

    std::array<Slice, static_cast<std::size_t>(kSlices)> m_slices{};
};

} // namespace understudy
