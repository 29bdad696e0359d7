#include "core/report/number_text.h"
#include "core/report/result_tables.h"

#include <cmath>

namespace understudy {

namespace {

// Collects the lines of one chain.
class PlainRows
{
public:
    PlainRows(const SimulateResult& result, const ChainResult& chain, Table& table)
        : m_result(result)
        , m_chain(chain)
        , m_table(table)
    {}

    void add(const std::string& metric, const std::optional<Estimate>& value)
    {
        const auto text = [](double number) {
            return std::isfinite(number) ? shortNumber(number) : std::string();
        };
        m_table.rows.push_back({m_chain.name, metric, value ? text(value->estimate) : "",
                                value ? text(value->low) : "", value ? text(value->high) : "",
                                std::to_string(m_chain.runs), std::to_string(m_result.seed),
                                std::string(name(m_result.method))});
    }

    void add(MetricSubject subject, const std::optional<Estimate>& value)
    {
        add(name(Metric{subject}), value);
    }

    void add(MetricSubject subject, const TimeFigures& times)
    {
        add(subject, times.mean);
        add(name(Metric{subject, MetricFigure::Deviation}), times.deviation);
        for (const TimeFigures::Quantile& quantile : times.quantiles) {
            add(name(Metric{subject, MetricFigure::Quantile, quantile.percent}), quantile.value);
        }
    }

private:
    const SimulateResult& m_result;
    const ChainResult& m_chain;
    Table& m_table;
};

} // namespace

Table plainTable(const SimulateResult& result)
{
    using enum MetricSubject;
    Table table{.header = {"chain", "metric", "estimate", "low", "high", "runs", "seed", "method"},
                .rows = {}};
    for (const ChainResult& chain : result.chains) {
        PlainRows rows(result, chain, table);
        rows.add(Availability, chain.availability);
        rows.add(FirstToken, chain.firstToken);
        rows.add(Total, chain.total);
        rows.add(FailedTime, chain.failed);
        rows.add(Attempts, chain.attempts);
        rows.add(Switches, chain.switches);
        rows.add(DiscardedTokens, chain.discardedTokens);
        rows.add(Cost, chain.cost);
        rows.add(Wasted, chain.wasted);
    }
    for (const Comparison& comparison : result.comparisons) {
        const ChainResult pair{.name = comparison.a + " - " + comparison.b,
                               .runs = result.runs * result.worlds};
        PlainRows(result, pair, table).add(name(comparison.metric), comparison.difference);
    }
    return table;
}

} // namespace understudy
