// How long a candidate lets one wait for its first token, estimated: a peak EWMA. A slower answer
// than expected counts at once, a faster one gradually; without news it fades.
//   Source: Finagle's PeakEwma; on an observation `rtt`: cost = rtt if rtt > cost, else
//   cost * w + rtt * (1 - w), with w = exp(-dt / tau); reading it decays it towards 0 likewise.
#pragma once

#include "core/base/time.h"
#include "core/plan/sampling_math.h"

#include <cstdint>

namespace understudy {

class LatencyEstimate
{
public:
    static constexpr Duration kDecay = milliseconds(10'000);

    // In microseconds; 0 without a history.
    double at(Instant now) const { return m_cost * weightSince(now); }

    void observe(Duration firstToken, Instant now)
    {
        const auto seen = static_cast<double>(firstToken.count());
        const double weight = weightSince(now);
        m_cost = seen > m_cost ? seen : m_cost * weight + seen * (1 - weight);
        m_seen = now;
    }

    void reset() { *this = {}; }

private:
    double weightSince(Instant now) const
    {
        if (m_cost <= 0 || now <= m_seen) {
            return 1;
        }
        return exponential(-static_cast<double>((now - m_seen).count()) /
                           static_cast<double>(kDecay.count()));
    }

    double m_cost = 0;
    Instant m_seen{};
};

} // namespace understudy
