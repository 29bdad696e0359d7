#include "core/report/result_tables.h"

#include "core/report/number_text.h"

#include <algorithm>
#include <cmath>

namespace understudy {

namespace {

// Decimals of a percentage that leave two digits of what is missing to 100 %.
int decimalsOf(double missing)
{
    constexpr int kMostDecimals = 8;
    int decimals = 2;
    for (double size = missing * 100; size > 0 && size < 0.1 && decimals < kMostDecimals;
         ++decimals) {
        size *= 10;
    }
    return decimals;
}

std::string timeText(double milliseconds)
{
    constexpr double kWholeFrom = 100;
    return milliseconds < kWholeFrom ? significantNumber(milliseconds, 3)
                                     : grouped(static_cast<std::uint64_t>(milliseconds + 0.5));
}

std::string boundText(const Metric& metric, double bound)
{
    return std::isfinite(bound) ? valueText(metric, bound) : "no bound";
}

void addRow(Table& table, const std::string& label, const Metric& metric,
            const std::optional<Estimate>& value, const char* absent)
{
    if (!value) {
        table.rows.push_back({label, absent, "", ""});
        return;
    }
    table.rows.push_back({label, valueText(metric, value->estimate), boundText(metric, value->low),
                          boundText(metric, value->high)});
}

void addAvailability(Table& table, const ChainResult& chain)
{
    if (chain.availability && chain.answered == chain.runs) {
        table.rows.push_back({"availability", availabilityAtLeast(chain.runs), "", ""});
    } else {
        addRow(table, "availability", {MetricSubject::Availability}, chain.availability, "");
    }
    if (chain.independentAvailability) {
        table.rows.push_back({"  if attempts failed independently",
                              nearlyAllText(*chain.independentAvailability), "", ""});
    }
}

void addTimes(Table& table, const std::string& label, MetricSubject subject,
              const TimeFigures& times)
{
    if (!times.mean) {
        return; // no such run
    }
    const Metric mean{subject};
    addRow(table, label + ", mean", mean, times.mean, "");
    addRow(table, "  standard deviation", mean, times.deviation, "");
    for (const TimeFigures::Quantile& quantile : times.quantiles) {
        addRow(table, "  p" + shortNumber(quantile.percent), mean, quantile.value, "");
    }
}

std::string signedText(const Metric& metric, double value)
{
    if (!std::isfinite(value)) {
        return "no bound";
    }
    if (metric.subject == MetricSubject::Availability) {
        return significantNumber(value * 100, 3) + " %";
    }
    return isTime(metric) ? fixedNumber(value, 1) : significantNumber(value, 3);
}

} // namespace

std::string nearlyAllText(double share)
{
    constexpr double kMost = 1 - 1e-9;
    return share > kMost ? "> 99.9999999 %" : percentText(share);
}

std::string percentText(double share)
{
    constexpr double kRare = 0.001; // below, two decimals of a percentage would not tell it from 0
    if (share == 1 || share < kRare) {
        return share == 1 ? "100 %" : significantNumber(share * 100, 2) + " %";
    }
    return fixedNumber(share * 100, decimalsOf(1 - share)) + " %";
}

std::string availabilityAtLeast(std::uint64_t runs)
{
    const double missing = mostWithoutFailure(runs);
    const int decimals = decimalsOf(missing);
    // Never more than the runs say: what is missing is rounded up.
    double unit = 1;
    for (int i = 0; i < decimals; ++i) {
        unit *= 10;
    }
    const double least = 100 - std::ceil(missing * 100 * unit) / unit;
    return ">= " + fixedNumber(std::max(0.0, least), decimals) + " %";
}

std::string shareInterval(const Estimate& share)
{
    return percentText(share.low) + " to " + percentText(share.high);
}

std::string valueText(const Metric& metric, double value)
{
    if (metric.subject == MetricSubject::Availability) {
        return percentText(value);
    }
    return isTime(metric) ? timeText(value) : significantNumber(value, 4);
}

Table figuresTable(const ChainResult& chain)
{
    using enum MetricSubject;
    Table table{.header = {"figure", "estimate", "95 % low", "95 % high"}, .rows = {}};
    addAvailability(table, chain);
    addTimes(table, "first token in ms", FirstToken, chain.firstToken);
    addTimes(table, "total in ms", Total, chain.total);
    addTimes(table, "unanswered after ms", FailedTime, chain.failed);
    addRow(table, "attempts a run", {Attempts}, chain.attempts, "");
    addRow(table, "switches a run", {Switches}, chain.switches, "");
    addRow(table, "discarded tokens a run", {DiscardedTokens}, chain.discardedTokens, "");
    const char* unknown = "unknown price";
    addRow(table, "USD for 1,000 runs", {Cost}, chain.cost, unknown);
    addRow(table, "  of that wasted", {Wasted}, chain.wasted, unknown);
    return table;
}

Table candidatesTable(const ChainResult& chain)
{
    Table table{.header = {"who answered", "share of runs", "attempts", "succeeded", "skipped",
                           "breaker opened", "rejected by limit"},
                .rows = {}};
    for (const CandidateFigures& candidate : chain.candidates) {
        const CandidateTotals& totals = candidate.totals;
        table.rows.push_back(
            {candidate.label.step + " / " + candidate.label.candidate,
             candidate.servedShare >= 1 ? "all" : percentText(candidate.servedShare),
             grouped(totals.attempts), grouped(totals.succeeded), grouped(totals.skipped),
             grouped(totals.breakerOpens), grouped(totals.rejectedByLimit)});
    }
    return table;
}

Table goalsTable(const ChainResult& chain)
{
    Table table{.header = {"goal", "state", "measured", "95 % low", "95 % high"}, .rows = {}};
    for (const GoalVerdict& verdict : chain.goals) {
        std::vector<std::string> row{textOf(verdict.goal), std::string(name(verdict.state))};
        const Metric& metric = verdict.goal.metric;
        if (metric.subject == MetricSubject::Availability && chain.answered == chain.runs) {
            row.insert(row.end(), {availabilityAtLeast(chain.runs), "", ""});
        } else if (verdict.measured) {
            row.insert(row.end(), {valueText(metric, verdict.measured->estimate),
                                   boundText(metric, verdict.measured->low),
                                   boundText(metric, verdict.measured->high)});
        } else {
            row.insert(row.end(), {"unknown", "", ""});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table comparisonTable(std::span<const Comparison> comparisons)
{
    Table table{.header = {"a - b", "difference", "95 % low", "95 % high", "a is"}, .rows = {}};
    for (const Comparison& comparison : comparisons) {
        const Estimate& difference = comparison.difference;
        const std::string verdict(comparison.verdict == ComparisonVerdict::WithinNoise
                                      ? "within noise"
                                      : name(comparison.verdict));
        table.rows.push_back({name(comparison.metric),
                              signedText(comparison.metric, difference.estimate),
                              signedText(comparison.metric, difference.low),
                              signedText(comparison.metric, difference.high), verdict});
    }
    return table;
}

std::vector<std::span<const Comparison>> comparedPairs(const SimulateResult& result)
{
    std::vector<std::span<const Comparison>> pairs;
    const std::span<const Comparison> all(result.comparisons);
    std::size_t start = 0;
    for (std::size_t i = 1; i <= all.size(); ++i) {
        if (i == all.size() || all[i].a != all[start].a || all[i].b != all[start].b) {
            pairs.push_back(all.subspan(start, i - start));
            start = i;
        }
    }
    return pairs;
}

} // namespace understudy
