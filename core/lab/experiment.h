// Many units of a simulation over some threads: every chain through the same units, under the same
// draws. What comes out is the same for any number of threads.
#pragma once

#include "core/report/simulation_record.h"
#include "core/sim/simulate_unit.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace understudy {

// Works on units of one chain, one after the other, on one thread.
class UnitWork
{
public:
    virtual ~UnitWork() = default;
    virtual UnitOutcome run(const UnitJob& job, UnitStatistics& statistics,
                            const std::atomic<bool>& cancel) = 0;
};

// Called from the threads, once for each thread and chain.
using UnitWorkFactory = std::function<std::unique_ptr<UnitWork>(std::size_t chain)>;

struct ExperimentPlan
{
    std::vector<std::size_t> candidates; // how many each chain has
    bool isIsolated = true;
    std::uint64_t runs = 1; // of each world, at least 1
    std::uint64_t worlds = 1;
    std::uint32_t threads = 1;
    std::optional<Shard> shard; // only its units
};

// Of the whole, over all shards.
std::uint64_t unitCount(const ExperimentPlan& plan);
UnitJob jobOf(const ExperimentPlan& plan, std::uint64_t unit);

struct ChainMeasurement
{
    std::vector<UnitRecord> units; // those that were finished, by number
    std::vector<RunTotals> groups; // of all runs that ended, in unfinished units too
    std::vector<CandidateTotals> candidates;

    bool operator==(const ChainMeasurement&) const = default;
};

struct Measurement
{
    std::vector<ChainMeasurement> chains;
    bool isComplete = true; // every unit was finished
};

// Starts with the constructor. Progress may be asked for from any thread.
class Experiment
{
public:
    Experiment(ExperimentPlan plan, UnitWorkFactory factory);
    ~Experiment(); // cancels and waits
    Experiment(const Experiment&) = delete;
    Experiment& operator=(const Experiment&) = delete;

    // What is finished stays; units that are under way stop soon.
    void cancel() { m_cancel.store(true, std::memory_order_relaxed); }
    bool isFinished() const { return m_working.load(std::memory_order_acquire) == 0; }
    std::uint64_t runsDone() const; // of all chains, in portions
    std::uint64_t runsTotal() const;

    // Waits for the end; once.
    Measurement take();

private:
    struct Bench;

    void work();
    void workOn(Bench& bench, std::uint64_t unit);
    void handIn(std::vector<Bench>& benches);

    const ExperimentPlan m_plan;
    const UnitWorkFactory m_factory;
    const Grouping m_grouping;
    std::uint64_t m_items = 0; // units of this shard x chains
    std::atomic<bool> m_cancel = false;
    std::atomic<std::uint64_t> m_next = 0;
    std::atomic<std::uint64_t> m_done = 0;
    std::atomic<std::uint32_t> m_working = 0;
    std::mutex m_handingIn;
    Measurement m_measurement; // written while m_handingIn is held
    std::vector<std::thread> m_threads;
};

} // namespace understudy
