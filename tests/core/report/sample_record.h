// Small records for tests: groups of runs whose figures one can work out by hand.
#pragma once

#include "core/report/simulation_record.h"

#include <string>
#include <vector>

namespace understudy {

// `runs` runs of which the first `answered` are; each answer took `time` longer than the one
// before.
inline RunTotals someRuns(std::uint64_t runs, std::uint64_t answered,
                          Duration time = milliseconds(100))
{
    RunTotals totals;
    totals.runs = runs;
    totals.answered = answered;
    totals.attempts = 2 * runs;
    totals.switches = runs - answered;
    totals.cost = static_cast<NanoUsd>(runs) * 1'000'000;
    totals.wasted = static_cast<NanoUsd>(runs) * 250'000;
    for (std::uint64_t i = 1; i <= answered; ++i) {
        totals.total.record(i * static_cast<std::uint64_t>(time.count()));
        totals.firstToken.record(static_cast<std::uint64_t>(time.count()));
    }
    for (std::uint64_t i = answered; i < runs; ++i) {
        totals.failed.record(2'000'000);
    }
    return totals;
}

inline ChainRecord someChain(const std::string& name, std::vector<RunTotals> groups)
{
    ChainRecord chain{.name = name,
                      .labels = {{"lead", "a", "openai", "gpt-5"}, {"next", "b", "text", "none"}},
                      .goals = {},
                      .independentAvailability = 0.9999,
                      .units = {{.unit = 0, .digest = 7, .virtualTime = milliseconds(90'000)}},
                      .groups = std::move(groups),
                      .candidates = std::vector<CandidateTotals>(2)};
    chain.candidates[0] = {.attempts = 90, .succeeded = 80, .served = 80, .breakerOpens = 3};
    return chain;
}

inline SimulationRecord someRecord(std::vector<ChainRecord> chains, std::uint64_t runs)
{
    return {.version = "0.1.0",
            .scenario = "Friday",
            .seed = 11,
            .runs = runs,
            .units = 1,
            .chains = std::move(chains),
            .wallSeconds = 0.5};
}

} // namespace understudy
