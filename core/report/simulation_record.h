// A simulation as it was counted: what figures, verdicts and shard files are made from. Adding up
// records of shards gives the record of the whole.
#pragma once

#include "core/base/time.h"
#include "core/record/run_story.h"
#include "core/report/estimates.h"
#include "core/report/goal_verdict.h"
#include "core/report/run_totals.h"
#include "core/report/unit_statistics.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy {

// A block of isolated runs, or a world.
struct UnitRecord
{
    std::uint64_t unit = 0;
    std::uint64_t digest = 0; // of its events
    Duration virtualTime{};
    RunCounters counters;

    bool operator==(const UnitRecord&) const = default;
};

struct ChainRecord
{
    std::string name;           // unique in the simulation
    std::uint64_t identity = 0; // of everything that the chain file says
    std::vector<CandidateLabel> labels;
    std::vector<GoalLine> goals;
    std::optional<double> independentAvailability; // if attempts failed independently

    std::vector<UnitRecord> units; // complete ones, by number
    std::vector<RunTotals> groups;
    std::vector<CandidateTotals> candidates;

    RunTotals whole() const;      // of all groups
    std::uint64_t digest() const; // of the units', in their order
    bool operator==(const ChainRecord&) const = default;
};

// Shard `index` of `count`, from 1: the units u with u mod count = index - 1.
struct Shard
{
    std::uint64_t index = 1;
    std::uint64_t count = 1;

    bool holds(std::uint64_t unit) const { return unit % count == index - 1; }
    bool operator==(const Shard&) const = default;
};

struct SimulationRecord
{
    std::string version; // of the program
    std::string scenario;
    std::uint64_t scenarioIdentity = 0; // of everything that the scenario and its outages say
    std::uint64_t seed = 1;
    bool isIsolated = true;
    std::uint64_t runs = 0; // asked for, of each world
    std::uint64_t worlds = 1;
    std::uint64_t units = 0; // of the whole, over all shards
    std::optional<Shard> shard;
    bool isComplete = true; // false when it was interrupted
    std::vector<ChainRecord> chains;
    double wallSeconds = 0;

    bool operator==(const SimulationRecord&) const = default;
};

} // namespace understudy
