#include "core/sim/simulate_unit.h"

#include "core/base/check.h"
#include "core/base/random.h"
#include "core/sim/run_replay.h"
#include "core/sim/unit_parts.h"

#include <utility>

namespace understudy {

namespace {

// How many steps of a world lie between two looks at the cancel flag.
constexpr std::uint64_t kStepsPerLook = 1024;

// So late in a world that the runs' own times must do.
constexpr Instant kNoTimeToThink{Duration{std::int64_t{1} << 62}};

bool runsIsolated(const Scenario& scenario)
{
    return !scenario.workload || scenario.workload->arrivals.kind == ArrivalKind::Isolated;
}

} // namespace

UnitRunner::Parts::Parts(std::shared_ptr<const CompiledChain> chainToRun,
                         const Scenario& scenarioToRun, std::uint64_t seedToUse)
    : chain(std::move(chainToRun))
    , scenario(scenarioToRun)
    , seed(seedToUse)
    , isIsolated(runsIsolated(scenario))
    , world(*chain, scenario, seed)
    , driver(scheduler, world)
{
    clients.parts = this;
    arrival.parts = this;
    renewEngine();
    if (isIsolated && IsolatedPath::canPlay(*chain, world)) {
        path = std::make_unique<IsolatedPath>(*chain, world, seed);
    }
}

// Also forgets the live runs of a world that was cancelled.
void UnitRunner::Parts::renewEngine()
{
    start.chain = chain;
    engine.reset();
    engine = std::make_unique<Engine>(scheduler, driver, observer, seed,
                                      EngineOptions{.learnsLatency = choosesByLatency(*chain)});
    driver.connect(*engine);
}

void UnitRunner::Parts::startRun(std::uint64_t index)
{
    start.request = start.index = index;
    start.promptTokens = world.promptTokens(world.runPrefix(index));
    engine->start(start);
}

void UnitRunner::Parts::playIsolated(std::uint64_t run)
{
    if (path == nullptr || !path->play(run, observer)) {
        playThroughEngine(run);
    }
}

void UnitRunner::Parts::playThroughEngine(std::uint64_t run)
{
    scheduler.reset();
    world.beginIsolated(run);
    driver.beginWorld();
    engine->newWorld(seed);
    startRun(run);
    while (engine->liveRuns() > 0) {
        US_CHECK(scheduler.step()); // a run that lives waits for something
    }
}

void UnitRunner::Parts::beginWorld(const UnitJob& job)
{
    scheduler.reset();
    world.beginShared(job.unit);
    driver.beginWorld();
    engine->newWorld(mixKey({seed, job.unit}));
    const Arrivals& law = scenario.workload->arrivals;
    arrivals.emplace(law, seed, job.unit, job.runs);
    observer.setClients(law.kind == ArrivalKind::Closed ? &clients : nullptr);
    runs = job.runs;
    promised = law.kind == ArrivalKind::Closed ? std::min<std::uint64_t>(law.clients, runs) : runs;
    started = 0;
    lastEnd = Duration::zero();
    awaitNextArrival();
}

void UnitRunner::Parts::stepWorld()
{
    const std::uint64_t ended = observer.ended();
    US_CHECK(scheduler.step()); // a world with runs to come waits for something
    if (observer.ended() != ended) {
        lastEnd = scheduler.now() - kWorldStart;
    }
}

void UnitRunner::Parts::awaitNextArrival()
{
    if (arrivals->next() != Duration::max()) {
        scheduler.wakeAt(kWorldStart + arrivals->next(), arrival, Arrival::kByItself);
        arrivals->pass();
    }
}

void UnitRunner::Parts::Arrival::onWake(std::uint64_t token)
{
    std::uint64_t beginning = 1;
    if (token == kByItself) {
        // All runs of one instant begin before anything happens to the first of them.
        ArrivalTimes& arrivals = *parts->arrivals;
        for (; arrivals.next() == parts->scheduler.now() - kWorldStart; arrivals.pass()) {
            ++beginning;
        }
        parts->awaitNextArrival();
    }
    for (; beginning > 0; --beginning) {
        parts->startRun(parts->started++);
    }
}

void UnitRunner::Parts::Clients::onWake(std::uint64_t endedRun)
{
    if (parts->promised < parts->runs) {
        ++parts->promised;
        const Instant now = parts->scheduler.now();
        const Duration think = parts->arrivals->thinkAfter(endedRun);
        parts->scheduler.wakeAt(now < kNoTimeToThink ? now + think : now, parts->arrival, 0);
    }
}

void UnitRunner::Parts::tellRejected(UnitStatistics& statistics)
{
    for (std::uint16_t i = 0; i < world.candidateCount(); ++i) {
        if (driver.rejected()[i] > 0) {
            statistics.addRejected(i, driver.rejected()[i]);
        }
    }
    driver.clearRejected();
}

UnitRunner::UnitRunner(std::shared_ptr<const CompiledChain> chain, const Scenario& scenario,
                       std::uint64_t seed)
    : m_parts(std::make_unique<Parts>(std::move(chain), scenario, seed))
{}

UnitRunner::~UnitRunner() = default;

void UnitRunner::useGeneralPathOnly() { m_parts->path.reset(); }

UnitOutcome UnitRunner::run(const UnitJob& job, UnitStatistics& statistics,
                            const std::atomic<bool>& cancel)
{
    Parts& parts = *m_parts;
    parts.observer.tellTo(statistics);
    if (parts.isIsolated) {
        for (std::uint64_t i = 0; i < job.runs && !cancel.load(std::memory_order_relaxed); ++i) {
            parts.playIsolated(job.firstRun + i);
        }
    } else {
        parts.beginWorld(job);
        for (std::uint64_t steps = 0; parts.observer.ended() < job.runs; ++steps) {
            if (steps % kStepsPerLook == 0 && cancel.load(std::memory_order_relaxed)) {
                break;
            }
            parts.stepWorld();
        }
    }
    const UnitOutcome outcome{.runs = parts.observer.ended(),
                              .virtualTime =
                                  parts.isIsolated ? parts.observer.timeOfRuns() : parts.lastEnd};
    parts.tellRejected(statistics);
    if (outcome.runs < job.runs) {
        parts.renewEngine();
    }
    return outcome;
}

void UnitRunner::replay(const UnitJob& job, std::uint64_t run, RunObserver& observer)
{
    US_CHECK(run < job.runs);
    Parts& parts = *m_parts;
    const std::uint64_t index = job.firstRun + run;
    OutageWatch watch(parts.scenario.outages, parts.world.outages());
    const ReplayedWorld world{
        .seed = parts.seed, .world = parts.isIsolated ? index : job.unit, .start = kWorldStart};
    RunReplay replay(parts.scheduler, watch, world, index, observer);
    parts.observer.tellTo(replay);
    if (parts.isIsolated) {
        parts.playIsolated(index);
    } else {
        parts.beginWorld(job);
        while (!replay.hasEnded()) {
            parts.stepWorld();
        }
    }
    parts.driver.clearRejected();
    parts.renewEngine();
}

} // namespace understudy
