#include "core/lab/simulation.h"

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/lab/independent_figure.h"
#include "core/plan/chain_json.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

class EngineWork final : public UnitWork
{
public:
    EngineWork(std::shared_ptr<const CompiledChain> chain, std::shared_ptr<const Scenario> scenario,
               std::uint64_t seed)
        : m_scenario(std::move(scenario))
        , m_runner(std::move(chain), *m_scenario, seed)
    {}

    UnitOutcome run(const UnitJob& job, UnitStatistics& statistics,
                    const std::atomic<bool>& cancel) override
    {
        return m_runner.run(job, statistics, cancel);
    }

private:
    std::shared_ptr<const Scenario> m_scenario; // outlives the runner
    UnitRunner m_runner;
};

std::vector<GoalLine> goalsOf(const CompiledChain& chain, const std::vector<GoalLine>& more)
{
    std::vector<GoalLine> goals = linesOf(chain.source.goals);
    for (const GoalLine& goal : more) {
        if (std::find(goals.begin(), goals.end(), goal) == goals.end()) {
            goals.push_back(goal);
        }
    }
    return goals;
}

} // namespace

bool runsIsolated(const Scenario& scenario)
{
    return !scenario.workload || scenario.workload->arrivals.kind == ArrivalKind::Isolated;
}

std::vector<std::string>
uniqueNames(const std::vector<std::shared_ptr<const CompiledChain>>& chains)
{
    std::vector<std::string> names;
    for (const auto& chain : chains) {
        std::string name = chain->source.name;
        for (int number = 2; std::find(names.begin(), names.end(), name) != names.end(); ++number) {
            name = chain->source.name + "#" + std::to_string(number);
        }
        names.push_back(std::move(name));
    }
    return names;
}

SimulationRecord recordOf(const SimulationOrder& order)
{
    const std::vector<std::string> names = uniqueNames(order.chains);
    SimulationRecord record{.version = order.version,
                            .scenario = order.scenario->name,
                            .scenarioIdentity = hashText(scenarioToJson(*order.scenario)),
                            .seed = order.seed,
                            .isIsolated = runsIsolated(*order.scenario),
                            .runs = order.runs,
                            .worlds = order.worlds,
                            .units = unitCount(planOf(order)),
                            .shard = order.shard,
                            .chains = {}};
    for (std::size_t i = 0; i < order.chains.size(); ++i) {
        const CompiledChain& chain = *order.chains[i];
        record.chains.push_back(
            {.name = names[i],
             .identity = hashText(chainToJson(chain.source)),
             .labels = chain.labels,
             .goals = goalsOf(chain, order.goals),
             .independentAvailability = independentAvailability(chain, *order.scenario),
             .units = {},
             .groups = {},
             .candidates = {}});
    }
    return record;
}

void fill(SimulationRecord& record, Measurement measurement, double wallSeconds)
{
    US_CHECK(record.chains.size() == measurement.chains.size());
    for (std::size_t i = 0; i < record.chains.size(); ++i) {
        record.chains[i].units = std::move(measurement.chains[i].units);
        record.chains[i].groups = std::move(measurement.chains[i].groups);
        record.chains[i].candidates = std::move(measurement.chains[i].candidates);
    }
    record.isComplete = measurement.isComplete;
    record.wallSeconds = wallSeconds;
}

ExperimentPlan planOf(const SimulationOrder& order)
{
    ExperimentPlan plan{.candidates = {},
                        .isIsolated = runsIsolated(*order.scenario),
                        .runs = order.runs,
                        .worlds = order.worlds,
                        .threads = order.threads,
                        .shard = order.shard};
    for (const auto& chain : order.chains) {
        plan.candidates.push_back(chain->candidates.size());
    }
    return plan;
}

UnitWorkFactory engineWork(const SimulationOrder& order)
{
    return [chains = order.chains, scenario = order.scenario, seed = order.seed](std::size_t i) {
        return std::make_unique<EngineWork>(chains[i], scenario, seed);
    };
}

void replayRun(const SimulationOrder& order, std::size_t chain, std::uint64_t run,
               RunObserver& observer)
{
    const ExperimentPlan plan = planOf(order);
    const std::uint64_t unitRuns = plan.isIsolated ? kBlockRuns : plan.runs;
    UnitRunner runner(order.chains[chain], *order.scenario, order.seed);
    runner.replay(jobOf(plan, run / unitRuns), run % unitRuns, observer);
}

} // namespace understudy
