// One unit of a simulation to its end, in virtual time, through the engine: a block of isolated
// runs or a whole world. Deterministic: the same job tells the same events on any machine.
#pragma once

#include "core/base/time.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/scenario.h"
#include "core/record/run_observer.h"
#include "core/report/unit_statistics.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace understudy {

// Isolated runs are worked on in blocks of that many; the unit of digests, threads and shards.
inline constexpr std::uint64_t kBlockRuns = 65'536;

struct UnitJob
{
    std::uint64_t unit = 0;     // isolated: the block; else the world
    std::uint64_t firstRun = 0; // isolated: index of the block's first run; else 0
    std::uint64_t runs = 0;     // of this unit
};

struct UnitOutcome
{
    std::uint64_t runs = 0; // that ended: fewer than asked for when it was cancelled
    Duration virtualTime{}; // isolated: the sum over runs; else from 0 to the last end
};

// Keeps what one thread needs for unit after unit of the same chain and scenario, warm.
class UnitRunner
{
public:
    // Both must be valid; `scenario` must outlive the runner. Isolated if it has no workload.
    UnitRunner(std::shared_ptr<const CompiledChain> chain, const Scenario& scenario,
               std::uint64_t seed);
    ~UnitRunner();
    UnitRunner(const UnitRunner&) = delete;
    UnitRunner& operator=(const UnitRunner&) = delete;

    // Stops between runs (isolated) or events (worlds) when `cancel` is set.
    UnitOutcome run(const UnitJob& job, UnitStatistics& statistics,
                    const std::atomic<bool>& cancel);
    // One run's own events, breaker and outage events of others in between included; the whole unit
    // up to its end is run again. `run` is counted within the job.
    void replay(const UnitJob& job, std::uint64_t run, RunObserver& observer);

    // Never takes the specialised path for isolated runs in order, for tests that prove it equal.
    void useGeneralPathOnly();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace understudy
