#include "core/lab/experiment.h"

#include "core/base/check.h"

#include <algorithm>
#include <utility>

namespace understudy {

// One chain's place on one thread.
struct Experiment::Bench
{
    Bench(std::unique_ptr<UnitWork> unitWork, std::size_t candidates, const Grouping& grouping)
        : work(std::move(unitWork))
        , statistics(candidates, grouping)
    {}

    std::unique_ptr<UnitWork> work;
    UnitStatistics statistics;
    std::vector<UnitRecord> units;
};

namespace {

// Shard I of N takes the units I-1, I-1+N, ...
std::uint64_t unitsOfShard(const ExperimentPlan& plan)
{
    const std::uint64_t units = unitCount(plan);
    if (!plan.shard) {
        return units;
    }
    const std::uint64_t first = plan.shard->index - 1;
    return first >= units ? 0 : (units - first - 1) / plan.shard->count + 1;
}

std::uint64_t unitAt(const ExperimentPlan& plan, std::uint64_t place)
{
    return plan.shard ? plan.shard->index - 1 + place * plan.shard->count : place;
}

} // namespace

std::uint64_t unitCount(const ExperimentPlan& plan)
{
    return plan.isIsolated ? (plan.runs - 1) / kBlockRuns + 1 : plan.worlds;
}

UnitJob jobOf(const ExperimentPlan& plan, std::uint64_t unit)
{
    if (!plan.isIsolated) {
        return {.unit = unit, .firstRun = 0, .runs = plan.runs};
    }
    const std::uint64_t first = unit * kBlockRuns;
    return {.unit = unit, .firstRun = first, .runs = std::min(kBlockRuns, plan.runs - first)};
}

Experiment::Experiment(ExperimentPlan plan, UnitWorkFactory factory)
    : m_plan(std::move(plan))
    , m_factory(std::move(factory))
    , m_grouping(groupingOf(m_plan.isIsolated, m_plan.runs, m_plan.worlds))
    , m_items(unitsOfShard(m_plan) * m_plan.candidates.size())
{
    US_CHECK(!m_plan.candidates.empty() && m_plan.threads >= 1);
    for (const std::size_t candidates : m_plan.candidates) {
        m_measurement.chains.push_back({.units = {},
                                        .groups = std::vector<RunTotals>(m_grouping.groups),
                                        .candidates = std::vector<CandidateTotals>(candidates)});
    }
    const auto threads =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(m_plan.threads, m_items));
    m_working.store(threads);
    for (std::uint32_t i = 0; i < threads; ++i) {
        m_threads.emplace_back([this] { work(); });
    }
}

Experiment::~Experiment()
{
    cancel();
    for (std::thread& thread : m_threads) {
        thread.join();
    }
}

std::uint64_t Experiment::runsTotal() const
{
    std::uint64_t runs = 0;
    const std::uint64_t units = unitsOfShard(m_plan);
    if (units > 0) {
        // Only the last unit of all may be shorter than the others.
        const std::uint64_t last = unitAt(m_plan, units - 1);
        runs = (units - 1) * jobOf(m_plan, 0).runs + jobOf(m_plan, last).runs;
    }
    return runs * m_plan.candidates.size();
}

std::uint64_t Experiment::runsDone() const
{
    return isFinished() && !m_cancel.load(std::memory_order_relaxed)
               ? runsTotal()
               : std::min(m_done.load(std::memory_order_relaxed), runsTotal());
}

void Experiment::work()
{
    std::vector<Bench> benches;
    while (!m_cancel.load(std::memory_order_relaxed)) {
        const std::uint64_t item = m_next.fetch_add(1, std::memory_order_relaxed);
        if (item >= m_items) {
            break;
        }
        // All chains through one unit before the next: stopped early, they have come equally far.
        const std::size_t chain = item % m_plan.candidates.size();
        if (benches.empty()) {
            for (std::size_t i = 0; i < m_plan.candidates.size(); ++i) {
                benches.emplace_back(m_factory(i), m_plan.candidates[i], m_grouping);
                benches.back().statistics.tellProgressTo(&m_done);
            }
        }
        workOn(benches[chain], unitAt(m_plan, item / m_plan.candidates.size()));
    }
    handIn(benches);
    m_working.fetch_sub(1, std::memory_order_release);
}

void Experiment::workOn(Bench& bench, std::uint64_t unit)
{
    const UnitJob job = jobOf(m_plan, unit);
    const RunCounters before = bench.statistics.counters();
    bench.statistics.beginUnit(m_plan.isIsolated ? job.firstRun : unit * m_plan.runs);
    const UnitOutcome outcome = bench.work->run(job, bench.statistics, m_cancel);
    if (outcome.runs == job.runs) {
        bench.units.push_back({.unit = unit,
                               .digest = bench.statistics.unitDigest(),
                               .virtualTime = outcome.virtualTime,
                               .counters = bench.statistics.counters().since(before)});
    }
}

// Sums are the same in any order, and units are sorted by their numbers in the end.
void Experiment::handIn(std::vector<Bench>& benches)
{
    const std::lock_guard lock(m_handingIn);
    for (std::size_t i = 0; i < benches.size(); ++i) {
        ChainMeasurement& chain = m_measurement.chains[i];
        const UnitStatistics& statistics = benches[i].statistics;
        for (std::size_t group = 0; group < chain.groups.size(); ++group) {
            chain.groups[group].add(statistics.groups()[group]);
        }
        addCandidates(chain.candidates, statistics.candidates());
        chain.units.insert(chain.units.end(), benches[i].units.begin(), benches[i].units.end());
    }
}

Measurement Experiment::take()
{
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    m_threads.clear();
    const std::uint64_t units = unitsOfShard(m_plan);
    for (ChainMeasurement& chain : m_measurement.chains) {
        std::sort(chain.units.begin(), chain.units.end(),
                  [](const UnitRecord& a, const UnitRecord& b) { return a.unit < b.unit; });
        m_measurement.isComplete = m_measurement.isComplete && chain.units.size() == units;
    }
    return std::move(m_measurement);
}

} // namespace understudy
