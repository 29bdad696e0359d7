#include "core/report/metric.h"

#include "core/base/check.h"
#include "core/base/enum_table.h"
#include "core/base/text.h"
#include "core/report/intervals.h"
#include "core/report/number_text.h"

#include <cmath>

namespace understudy {

namespace {

struct SubjectRow
{
    MetricSubject subject;
    std::string_view name;
    bool isTime;  // times have a mean and quantiles, behind a dot
    bool hasMean; // the mean stands behind a dot
};
constexpr std::array<SubjectRow, 9> kSubjects{{
    {MetricSubject::Availability, "availability", false, false},
    {MetricSubject::Total, "total_ms", true, true},
    {MetricSubject::FirstToken, "first_token_ms", true, true},
    {MetricSubject::FailedTime, "latency_of_failed_ms", true, true},
    {MetricSubject::Attempts, "attempts", false, true},
    {MetricSubject::Switches, "switches", false, true},
    {MetricSubject::DiscardedTokens, "discarded_tokens", false, true},
    {MetricSubject::Cost, "cost_usd_per_1k_runs", false, false},
    {MetricSubject::Wasted, "wasted_usd_per_1k_runs", false, false},
}};
static_assert(isInEnumeratorOrder(kSubjects, &SubjectRow::subject));

std::optional<Metric> figureFromName(const SubjectRow& row, std::string_view figure)
{
    if (figure.empty()) {
        return row.hasMean ? std::nullopt : std::optional(Metric{row.subject});
    }
    if (figure == ".mean") {
        return row.hasMean ? std::optional(Metric{row.subject}) : std::nullopt;
    }
    if (!row.isTime || !figure.starts_with(".p")) {
        return std::nullopt;
    }
    const std::optional<double> percent = parseDecimal(figure.substr(2));
    if (!percent || !(*percent > 0) || !(*percent < 100)) {
        return std::nullopt;
    }
    return Metric{row.subject, MetricFigure::Quantile, *percent};
}

std::optional<double> timeOf(const Histogram& times, const Metric& metric)
{
    constexpr double kMicrosecondsInOne = 1000; // millisecond
    if (times.count() == 0) {
        return std::nullopt;
    }
    switch (metric.figure) {
    case MetricFigure::Mean: return times.mean() / kMicrosecondsInOne;
    case MetricFigure::Deviation: return std::sqrt(times.variance()) / kMicrosecondsInOne;
    case MetricFigure::Quantile:
        return times.valueAt(quantileRank(times.count(), metric.percent / 100)) /
               kMicrosecondsInOne;
    }
    return std::nullopt;
}

} // namespace

std::optional<Metric> metricFromName(std::string_view name)
{
    for (const SubjectRow& row : kSubjects) {
        if (name.starts_with(row.name)) {
            return figureFromName(row, name.substr(row.name.size()));
        }
    }
    return std::nullopt;
}

std::string name(const Metric& metric)
{
    const SubjectRow& row = rowAt(kSubjects, metric.subject);
    std::string text(row.name);
    switch (metric.figure) {
    case MetricFigure::Mean: return row.hasMean ? text + ".mean" : text;
    case MetricFigure::Deviation: return text + ".sd";
    case MetricFigure::Quantile: return text + ".p" + shortNumber(metric.percent);
    }
    return text;
}

bool isBetterWhenHigher(const Metric& metric)
{
    return metric.subject == MetricSubject::Availability;
}

bool isTime(const Metric& metric) { return rowAt(kSubjects, metric.subject).isTime; }

std::optional<double> valueOf(const RunTotals& totals, const Metric& metric)
{
    if (totals.runs == 0) {
        return std::nullopt;
    }
    constexpr double kNanoUsdPerThousandRuns = 1e6; // in one USD per 1,000 runs
    const auto runs = static_cast<double>(totals.runs);
    const bool isPriced = totals.unknownCost == 0;
    const auto money = [&](std::int64_t sum) {
        const double value = static_cast<double>(sum) / runs / kNanoUsdPerThousandRuns;
        return isPriced ? std::optional(value) : std::nullopt;
    };
    switch (metric.subject) {
    case MetricSubject::Availability: return static_cast<double>(totals.answered) / runs;
    case MetricSubject::Attempts: return static_cast<double>(totals.attempts) / runs;
    case MetricSubject::Switches: return static_cast<double>(totals.switches) / runs;
    case MetricSubject::DiscardedTokens: return static_cast<double>(totals.discardedTokens) / runs;
    case MetricSubject::Cost: return money(totals.cost);
    case MetricSubject::Wasted: return money(totals.wasted);
    case MetricSubject::Total:
    case MetricSubject::FirstToken:
    case MetricSubject::FailedTime: return timeOf(timesOf(totals, metric.subject), metric);
    }
    return std::nullopt;
}

const Histogram& timesOf(const RunTotals& totals, MetricSubject subject)
{
    US_CHECK(rowAt(kSubjects, subject).isTime);
    if (subject == MetricSubject::FirstToken) {
        return totals.firstToken;
    }
    return subject == MetricSubject::Total ? totals.total : totals.failed;
}

const std::vector<Metric>& comparedMetrics()
{
    using enum MetricSubject;
    constexpr MetricFigure kQuantile = MetricFigure::Quantile;
    static const std::vector<Metric> metrics{{Availability},
                                             {Total},
                                             {Total, kQuantile, 50},
                                             {Total, kQuantile, 95},
                                             {Total, kQuantile, 99},
                                             {FirstToken},
                                             {FirstToken, kQuantile, 50},
                                             {FirstToken, kQuantile, 95},
                                             {FirstToken, kQuantile, 99},
                                             {Attempts},
                                             {Switches},
                                             {Cost},
                                             {Wasted},
                                             {DiscardedTokens}};
    return metrics;
}

} // namespace understudy
