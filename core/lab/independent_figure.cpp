#include "core/lab/independent_figure.h"

#include "core/plan/law.h"
#include "core/world/model_twin.h"
#include "core/world/outage_process.h"

#include <algorithm>

namespace understudy {

namespace {

// How long windows are looked at: a run when each has its own world, else what the arrivals take.
Duration horizonOf(const CompiledChain& chain, const Scenario& scenario)
{
    if (!scenario.workload || !scenario.workload->runs) {
        return chain.deadline;
    }
    const Arrivals& arrivals = scenario.workload->arrivals;
    const auto runs = static_cast<double>(*scenario.workload->runs);
    constexpr double kMicroseconds = 1e6; // in the seconds of rates
    double span = 0;
    switch (arrivals.kind) {
    case ArrivalKind::Poisson:
    case ArrivalKind::Bursty: span = runs / arrivals.ratePerSecond * kMicroseconds; break;
    case ArrivalKind::Uniform: span = runs * static_cast<double>(arrivals.every.count()); break;
    case ArrivalKind::Isolated:
    case ArrivalKind::Closed:
    case ArrivalKind::AllAtOnce: break;
    }
    constexpr double kLongest = 1e18;
    const Duration found{static_cast<std::int64_t>(std::min(span, kLongest))};
    return std::max(found, chain.deadline);
}

// P(count >= least), over the middles of equal shares of the law.
double shareOfAnswersAsLong(const CountLaw& law, std::uint32_t least)
{
    constexpr int kShares = 4096;
    if (least <= 1) {
        return 1;
    }
    int asLong = 0;
    for (int i = 0; i < kShares; ++i) {
        asLong += drawCount(law, (i + 0.5) / kShares) >= least ? 1 : 0;
    }
    return static_cast<double>(asLong) / kShares;
}

// P(delay + factor x first token > limit)
double shareOfLateAnswers(const TimeLaw& law, Duration limit, Duration delay, double factor)
{
    const double left = static_cast<double>((limit - delay).count()) / 1000 / factor; // ms
    return left < 0 ? 1 : 1 - probabilityBelow(law, left);
}

Duration firstTokenLimit(const CompiledChain& chain, const CompiledCandidate& candidate)
{
    return std::min({candidate.timeouts.firstToken, candidate.timeouts.attempt, chain.deadline});
}

double shareFailingUnder(const Fault& fault, const ModelTwin& twin, Duration limit)
{
    switch (placeOf(fault.kind)) {
    case FaultPlace::Instead: return 1;
    case FaultPlace::Answer: return fault.kind == FaultKind::Empty ? 1 : 0;
    case FaultPlace::Inside: return shareOfAnswersAsLong(twin.outputTokens, fault.afterTokens);
    case FaultPlace::Pace: break;
    }
    const bool isLate = fault.kind == FaultKind::SlowFirstToken;
    return shareOfLateAnswers(twin.firstToken, limit, isLate ? fault.delay : kNoDelay,
                              isLate ? fault.factor : 1);
}

double shareFailingByItself(const ModelTwin& twin, Duration limit)
{
    double failing = 0;
    double drawn = 0; // by one of the twin's failures, whether it then comes to it or not
    for (const TwinFailure& failure : twin.failures) {
        drawn += failure.share;
        const double asLong =
            failure.afterTokens
                ? shareOfAnswersAsLong(twin.outputTokens, drawCount(*failure.afterTokens, 0.5))
                : 1;
        failing += failure.share * asLong;
    }
    const double late = shareOfLateAnswers(twin.firstToken, limit, kNoDelay, 1);
    return failing + std::max(0.0, 1 - drawn) * late;
}

} // namespace

double marginalFailureShare(const CompiledChain& chain, std::uint16_t candidate,
                            const Scenario& scenario)
{
    const CandidateLabel& label = chain.labels[candidate];
    if (chain.candidates[candidate].isText) {
        return 0;
    }
    const Duration limit = firstTokenLimit(chain, chain.candidates[candidate]);
    const ModelTwin twin = resolveTwin(scenario, label.provider, label.model);
    const Duration horizon = horizonOf(chain, scenario);
    // The first outage in order that is on and hits acts; the twin's own failures come after.
    double failing = 0;
    double spared = 1;
    for (const Outage& outage : scenario.outages) {
        if (!outage.enabled || !concerns(outage, label.provider, label.model)) {
            continue;
        }
        const double hits = stationaryShareOn(outage, horizon) * outage.share;
        failing += spared * hits * shareFailingUnder(outage.fault, twin, limit);
        spared *= 1 - hits;
    }
    return failing + spared * shareFailingByItself(twin, limit);
}

double independentAvailability(const CompiledChain& chain, const Scenario& scenario)
{
    double allFail = 1;
    std::uint64_t left = chain.maxAttempts;
    for (std::uint16_t i = 0; i < chain.candidates.size(); ++i) {
        const CompiledCandidate& candidate = chain.candidates[i];
        if (!candidate.enabled) {
            continue;
        }
        const double share = marginalFailureShare(chain, i, scenario);
        const std::uint64_t tries = std::min<std::uint64_t>(candidate.tries, left);
        for (std::uint64_t attempt = 0; attempt < tries; ++attempt) {
            allFail *= share;
        }
        left -= tries;
    }
    return 1 - allFail;
}

} // namespace understudy
