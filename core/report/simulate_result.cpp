#include "core/report/simulate_result.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

constexpr std::array<double, 5> kPercents{50, 90, 95, 99, 99.9};

TimeFigures timesOf(const Sample& sample, MetricSubject subject)
{
    TimeFigures figures{.mean = estimateOf(sample, {subject}),
                        .deviation = estimateOf(sample, {subject, MetricFigure::Deviation}),
                        .quantiles = {}};
    for (const double percent : kPercents) {
        if (const auto value = estimateOf(sample, {subject, MetricFigure::Quantile, percent})) {
            figures.quantiles.push_back({percent, *value});
        }
    }
    return figures;
}

std::vector<CandidateFigures> candidatesOf(const ChainRecord& chain, std::uint64_t runs)
{
    std::vector<CandidateFigures> figures;
    for (std::size_t i = 0; i < chain.labels.size(); ++i) {
        const CandidateTotals totals =
            i < chain.candidates.size() ? chain.candidates[i] : CandidateTotals{};
        const double share =
            runs == 0 ? 0 : static_cast<double>(totals.served) / static_cast<double>(runs);
        figures.push_back({chain.labels[i], totals, share});
    }
    return figures;
}

ChainResult chainResult(const ChainRecord& chain, const RunTotals& whole, const Sample& sample)
{
    using enum MetricSubject;
    return {.name = chain.name,
            .runs = whole.runs,
            .answered = whole.answered,
            .availability = estimateOf(sample, {Availability}),
            .independentAvailability = chain.independentAvailability,
            .total = timesOf(sample, Total),
            .firstToken = timesOf(sample, FirstToken),
            .failed = timesOf(sample, FailedTime),
            .attempts = estimateOf(sample, {Attempts}),
            .switches = estimateOf(sample, {Switches}),
            .discardedTokens = estimateOf(sample, {DiscardedTokens}),
            .cost = estimateOf(sample, {Cost}),
            .wasted = estimateOf(sample, {Wasted}),
            .candidates = candidatesOf(chain, whole.runs),
            .goals = {},
            .digest = chain.digest()};
}

ComparisonVerdict verdictOf(const Estimate& difference, bool isBetterHigh)
{
    if (difference.low <= 0 && difference.high >= 0) {
        return ComparisonVerdict::WithinNoise;
    }
    return (difference.low > 0) == isBetterHigh ? ComparisonVerdict::Better
                                                : ComparisonVerdict::Worse;
}

std::vector<Comparison> compare(const std::string& a, const Sample& left, const std::string& b,
                                const Sample& right)
{
    std::vector<Comparison> comparisons;
    for (const Metric& metric : comparedMetrics()) {
        if (const std::optional<Estimate> difference = differenceOf(left, right, metric)) {
            comparisons.push_back(
                {a, b, metric, *difference, verdictOf(*difference, isBetterWhenHigher(metric))});
        }
    }
    return comparisons;
}

} // namespace

std::string_view name(ComparisonVerdict verdict)
{
    switch (verdict) {
    case ComparisonVerdict::Better: return "better";
    case ComparisonVerdict::Worse: return "worse";
    case ComparisonVerdict::WithinNoise: return "within_noise";
    }
    return "within_noise";
}

bool ChainResult::meetsGoals() const
{
    return std::all_of(goals.begin(), goals.end(),
                       [](const GoalVerdict& verdict) { return verdict.state == GoalState::Met; });
}

bool SimulateResult::meetsGoals() const
{
    return std::all_of(chains.begin(), chains.end(),
                       [](const ChainResult& chain) { return chain.meetsGoals(); });
}

std::uint64_t SimulateResult::endedRuns() const
{
    std::uint64_t ended = 0;
    for (const ChainResult& chain : chains) {
        ended += chain.runs;
    }
    return ended;
}

double SimulateResult::runsPerSecond() const
{
    return wallSeconds > 0 ? static_cast<double>(endedRuns()) / wallSeconds : 0;
}

SimulateResult resultOf(const SimulationRecord& record)
{
    SimulateResult result{.version = record.version,
                          .scenario = record.scenario,
                          .seed = record.seed,
                          .runs = record.runs,
                          .worlds = record.worlds,
                          .isIsolated = record.isIsolated,
                          .method = methodFor(record.isIsolated, record.worlds),
                          .isComplete = record.isComplete,
                          .shard = record.shard,
                          .chains = {},
                          .comparisons = {},
                          .wallSeconds = record.wallSeconds};
    std::vector<RunTotals> wholes;
    Duration virtualTime{};
    for (const ChainRecord& chain : record.chains) {
        wholes.push_back(chain.whole());
        for (const UnitRecord& unit : chain.units) {
            virtualTime = saturatedSum(virtualTime, unit.virtualTime);
        }
    }
    result.virtualSeconds = static_cast<double>(virtualTime.count()) / 1e6;
    const auto sampleOf = [&](std::size_t i) {
        return Sample{wholes[i], record.chains[i].groups, result.method};
    };
    const bool isWhole = record.isComplete && !record.shard;
    for (std::size_t i = 0; i < record.chains.size(); ++i) {
        result.chains.push_back(chainResult(record.chains[i], wholes[i], sampleOf(i)));
        for (std::size_t earlier = 0; isWhole && earlier < i; ++earlier) {
            const auto found = compare(record.chains[earlier].name, sampleOf(earlier),
                                       record.chains[i].name, sampleOf(i));
            result.comparisons.insert(result.comparisons.end(), found.begin(), found.end());
        }
        if (!record.shard) { // goals are judged of the whole
            for (const GoalLine& goal : record.chains[i].goals) {
                result.chains[i].goals.push_back(judge(goal, estimateOf(sampleOf(i), goal.metric)));
            }
        }
    }
    return result;
}

} // namespace understudy
