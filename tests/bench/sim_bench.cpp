// Simulated runs a second on one core, beside a hand-written loop that makes the same draws and
// counts the same histograms in the same program: what events, digests and policy cost on top.
//   build/bench/bin/sim_bench
#include "core/sim/simulate_unit.h"
#include "core/sim/virtual_scheduler.h"
#include "core/world/model_twin.h"
#include "core/world/simulated_attempt.h"
#include "tests/bench/sim_floor.h"
#include "tests/support/chain_builder.h"
#include "tests/support/memory_watch.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <fstream>
#include <string>

namespace understudy {
namespace {

const std::atomic<bool> kGoOn{false};

double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// "Rss" of this process in bytes; 0 where /proc is not there.
double residentBytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) {
            return std::stod(line.substr(6)) * 1024;
        }
    }
    return 0;
}

ChainSpec threeDeep(bool hasBreakers)
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 3}, {.id = "b"}, {.id = "c"}}};
    for (CandidateSpec& candidate : spec.candidates) {
        candidate.backoff.jitter = Jitter::Sdk;
        if (hasBreakers) {
            // Failures end sooner than answers: with few calls a busy world would open at once.
            candidate.breaker = BreakerPolicy{.failureRatio = 0.5, .minCalls = 10'000};
        }
    }
    return spec;
}

// Healthy laws, and failures as providers have them.
Scenario everyday()
{
    Twin twin;
    twin.target = "*";
    twin.failures = std::vector<TwinFailure>{
        {.errorClass = ErrorClass::Server, .status = 503, .share = 0.02, .after = ConstantLaw{80}},
        {.errorClass = ErrorClass::RateLimitWait,
         .status = 429,
         .share = 0.01,
         .after = ConstantLaw{40},
         .retryAfter = milliseconds(2000)},
        {.errorClass = ErrorClass::StreamCut,
         .share = 0.002,
         .afterTokens = CountLaw{UniformLaw{1, 80}}}};
    return {.twins = {twin}};
}

Scenario busy(double ratePerSecond)
{
    Scenario scenario = everyday();
    (*scenario.twins[0].failures)[1].retryAfter.reset(); // a hint would cool the model for all runs
    scenario.workload =
        Workload{.arrivals = {.kind = ArrivalKind::Poisson, .ratePerSecond = ratePerSecond}};
    Outage outage;
    outage.id = "o1";
    outage.provider = "a";
    outage.process = OutageProcess{};
    scenario.outages = {outage};
    return scenario;
}

// Plays units of `runs` runs and the floor in turn; figures are processor time of this thread.
template<class Floor>
void measure(benchmark::State& state, UnitRunner& runner, const Grouping& grouping,
             std::uint64_t runs, Floor floor)
{
    UnitStatistics statistics(3, grouping);
    std::uint64_t unit = 0;
    const auto playUnit = [&] {
        const std::uint64_t first = grouping.isIsolated ? unit * runs : 0;
        runner.run({.unit = unit++, .firstRun = first, .runs = runs}, statistics, kGoOn);
    };
    playUnit();
    floor(runs);
    double ours = 0;
    double floors = 0;
    std::size_t taken = 0;
    for ([[maybe_unused]] auto round : state) {
        const double start = threadSeconds();
        startMemoryWatch();
        playUnit();
        taken += stopMemoryWatch().taken;
        const double middle = threadSeconds();
        floor(runs);
        const double end = threadSeconds();
        ours += middle - start;
        floors += end - middle;
        state.SetIterationTime(middle - start);
    }
    const double all = static_cast<double>(state.iterations()) * static_cast<double>(runs);
    state.counters["ns_per_run"] = ours / all * 1e9;
    state.counters["floor_ns"] = floors / all * 1e9;
    state.counters["ratio"] = ours / floors;
    state.counters["allocations_per_run"] = static_cast<double>(taken) / all;
    const RunCounters counted = statistics.counters();
    const auto played = static_cast<double>(counted.runs);
    state.counters["answered"] = static_cast<double>(counted.answered) / played;
    state.counters["attempts_per_run"] = static_cast<double>(counted.attempts) / played;
    state.SetItemsProcessed(static_cast<std::int64_t>(all));
}

void isolated(benchmark::State& state)
{
    const auto chain = buildChain(threeDeep(false));
    const Scenario scenario = everyday();
    UnitRunner runner(chain, scenario, 1);
    if (state.range(0) == 0) {
        runner.useGeneralPathOnly();
    }
    IsolatedFloor floor(*chain, scenario);
    measure(state, runner, groupingOf(true, 1'000'000'000, 1), kBlockRuns,
            [&](std::uint64_t runs) { floor.play(runs); });
}
BENCHMARK(isolated)->Arg(1)->Arg(0)->ArgName("fast")->UseManualTime();

// A run takes 0.83 s, so as many are in flight as arrive in that time.
void shared(benchmark::State& state)
{
    const double rate = static_cast<double>(state.range(0)) / 0.83;
    const auto chain = buildChain(threeDeep(true));
    const Scenario scenario = busy(rate);
    UnitRunner runner(chain, scenario, 1);
    SharedFloor floor(*chain, scenario);
    const std::uint64_t runs =
        std::max<std::uint64_t>(100'000, static_cast<std::uint64_t>(state.range(0)) * 20);
    measure(state, runner, groupingOf(false, runs, 1), runs,
            [&](std::uint64_t count) { floor.play(count); });
}
BENCHMARK(shared)->Arg(10)->Arg(1000)->Arg(20'000)->ArgName("in_flight")->UseManualTime();

// What a run in flight keeps: everything begins at once, and the heap grows to hold it.
void bytesInFlight(benchmark::State& state)
{
    constexpr std::uint64_t kRuns = 200'000;
    const auto chain = buildChain(threeDeep(true));
    Scenario scenario = everyday();
    scenario.workload = Workload{.arrivals = {.kind = ArrivalKind::AllAtOnce}};
    UnitStatistics statistics(3, groupingOf(false, kRuns, 1));
    double grown = 0;
    for ([[maybe_unused]] auto round : state) {
        UnitRunner runner(chain, scenario, 1);
        runner.run({.runs = 1}, statistics, kGoOn);
        const double before = residentBytes();
        runner.run({.runs = kRuns}, statistics, kGoOn);
        grown = std::max(grown, residentBytes() - before);
    }
    state.counters["bytes_per_run"] = grown / static_cast<double>(kRuns);
}
BENCHMARK(bytesInFlight)->Iterations(1);

} // namespace
} // namespace understudy

BENCHMARK_MAIN();
