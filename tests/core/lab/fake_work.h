// Work on units without an engine: every run's tally is drawn from its index, so that units are
// cheap, different and always the same.
#pragma once

#include "core/base/random.h"
#include "core/lab/experiment.h"

#include <memory>

namespace understudy {

class FakeWork final : public UnitWork
{
public:
    explicit FakeWork(std::uint64_t chain)
        : m_chain(chain)
    {}

    UnitOutcome run(const UnitJob& job, UnitStatistics& statistics,
                    const std::atomic<bool>& cancel) override
    {
        UnitOutcome outcome;
        for (std::uint64_t i = 0; i < job.runs && !cancel.load(); ++i) {
            const RunTally tally = tallyOf(job.unit, job.firstRun + i);
            statistics.onEvent({.kind = EventKind::AttemptStarted, .candidate = tally.servedBy});
            statistics.onEvent({.at = tally.total,
                                .kind = EventKind::RunFinished,
                                .run = static_cast<std::uint32_t>(i)});
            statistics.onRunEnd(job.firstRun + i, tally);
            ++outcome.runs;
            outcome.virtualTime += tally.total;
        }
        return outcome;
    }

private:
    RunTally tallyOf(std::uint64_t unit, std::uint64_t run) const
    {
        RandomStream draws(mixKey({unit, run}));
        const bool isAnswered = draws.below(100) != 0;
        const Duration total{static_cast<std::int64_t>(draws.below(5'000'000))};
        return {.outcome = isAnswered ? RunOutcome::Answered : RunOutcome::Failed,
                .servedBy = static_cast<std::uint16_t>(draws.below(2)),
                .attempts = 1 + static_cast<std::uint32_t>(draws.below(3)),
                .firstToken = total / 4,
                .total = total + milliseconds(static_cast<std::int64_t>(m_chain)),
                .cost = static_cast<NanoUsd>(draws.below(1'000'000))};
    }

    std::uint64_t m_chain;
};

inline UnitWorkFactory fakeWork()
{
    return [](std::size_t chain) { return std::make_unique<FakeWork>(chain); };
}

inline SimulationRecord fakeRecord(const ExperimentPlan& plan)
{
    SimulationRecord record{.version = "0.1.0",
                            .scenario = "Fake",
                            .scenarioIdentity = 0xFEDCBA9876543210,
                            .seed = UINT64_MAX,
                            .isIsolated = plan.isIsolated,
                            .runs = plan.runs,
                            .worlds = plan.worlds,
                            .units = unitCount(plan),
                            .shard = plan.shard,
                            .chains = {}};
    Measurement measurement = Experiment(plan, fakeWork()).take();
    record.isComplete = measurement.isComplete;
    for (std::size_t i = 0; i < measurement.chains.size(); ++i) {
        ChainMeasurement& chain = measurement.chains[i];
        record.chains.push_back({.name = "chain " + std::to_string(i),
                                 .identity = i,
                                 .labels = {{"step", "a", "p", "m"}, {"step", "b", "p", "n"}},
                                 .goals = {*goalFromText("availability>=0.95")},
                                 .independentAvailability = 1 / 3.0,
                                 .units = std::move(chain.units),
                                 .groups = std::move(chain.groups),
                                 .candidates = std::move(chain.candidates)});
    }
    return record;
}

} // namespace understudy
