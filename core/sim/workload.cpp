#include "core/sim/workload.h"

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/world/attempt_dice.h"

#include <algorithm>

namespace understudy {

namespace {

// Gaps of dense arrivals are drawn a thousand times as long: rounded to a microsecond that is the
// gap in nanoseconds, and the arrivals do not drift by the rounding of each.
std::int64_t gapScale(const Arrivals& arrivals) { return arrivals.ratePerSecond >= 1 ? 1000 : 1; }

// No run begins later, 146,000 years from the start: there must be time left for it.
constexpr std::int64_t kLastArrival = std::int64_t{1} << 62;

std::int64_t saturatedProduct(std::uint64_t times, Duration span)
{
    const std::int64_t most = span > Duration::zero() ? kLastArrival / span.count() : INT64_MAX;
    return times > static_cast<std::uint64_t>(most)
               ? kLastArrival
               : static_cast<std::int64_t>(times) * span.count();
}

TimeLaw gapLaw(const Arrivals& arrivals)
{
    const double mean = 1000 * static_cast<double>(gapScale(arrivals)) / arrivals.ratePerSecond;
    if (arrivals.kind == ArrivalKind::Bursty) {
        return GammaLaw{mean, arrivals.cv};
    }
    return ExponentialLaw{mean};
}

double unit(std::uint64_t key, std::uint64_t run) { return unitFrom(AttemptDice::fold(key, run)); }

std::uint64_t startingByThemselves(const Arrivals& arrivals, std::uint64_t runs)
{
    return arrivals.kind == ArrivalKind::Closed ? std::min<std::uint64_t>(arrivals.clients, runs)
                                                : runs;
}

} // namespace

ArrivalTimes::ArrivalTimes(const Arrivals& arrivals, std::uint64_t seed, std::uint64_t world,
                           std::uint64_t runs)
    : m_arrivals(arrivals)
    , m_arrivalKey(mixKey({seed, world, static_cast<std::uint64_t>(kArrivalDraw)}))
    , m_thinkKey(mixKey({seed, world, static_cast<std::uint64_t>(kThinkDraw)}))
    , m_count(startingByThemselves(arrivals, runs))
    , m_gap(gapLaw(arrivals))
    , m_gapScale(gapScale(arrivals))
{
    US_CHECK(arrivals.kind != ArrivalKind::Isolated);
    m_next = m_count == 0 ? Duration::max() : timeOf(0);
}

void ArrivalTimes::pass()
{
    ++m_run;
    m_next = m_run == m_count ? Duration::max() : timeOf(m_run);
}

Duration ArrivalTimes::thinkAfter(std::uint64_t run) const
{
    return drawTime(m_arrivals.think, unit(m_thinkKey, run));
}

// Asked in order of runs: gaps add up.
Duration ArrivalTimes::timeOf(std::uint64_t run)
{
    switch (m_arrivals.kind) {
    case ArrivalKind::Isolated:
    case ArrivalKind::Closed:
    case ArrivalKind::AllAtOnce: return Duration::zero();
    case ArrivalKind::Uniform: return Duration{saturatedProduct(run, m_arrivals.every)};
    case ArrivalKind::Poisson:
    case ArrivalKind::Bursty:
        m_gaps = std::min(m_gaps + drawTime(m_gap, unit(m_arrivalKey, run)).count(), kLastArrival);
        return Duration{m_gaps / m_gapScale};
    }
    US_UNREACHABLE();
}

} // namespace understudy
