// The engine's own cost an attempt, in virtual time: deciding, limits, events; no driver's work.
#include "core/engine/engine.h"
#include "tests/support/chain_builder.h"
#include "tests/support/event_digest.h"
#include "tests/support/lean_driver.h"
#include "tests/support/manual_scheduler.h"
#include "tests/support/memory_watch.h"

#include <benchmark/benchmark.h>

namespace understudy {
namespace {

// Events are only counted: folding them is the observer's cost, not the engine's.
struct EventCounter final : RunObserver
{
    std::uint64_t count = 0;
    void onEvent(const RunEvent&) override { ++count; }
};

ChainSpec threeDeep()
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 3}, {.id = "b"}, {.id = "c"}}};
    spec.candidates[0].backoff.jitter = Jitter::Sdk;
    return spec;
}

// `inFlight` runs at a time; each makes three failing attempts, a switch and an answer.
void attempts(benchmark::State& state)
{
    const auto inFlight = static_cast<std::uint64_t>(state.range(0));
    ManualScheduler scheduler;
    LeanDriver driver(scheduler, 3);
    EventCounter observer;
    Engine engine(scheduler, driver, observer, 1);
    driver.connect(engine);
    const std::shared_ptr<const CompiledChain> chain = buildChain(threeDeep());
    std::uint64_t index = 0;
    const auto playRound = [&] {
        for (std::uint64_t i = 0; i < inFlight; ++i) {
            engine.start({.chain = chain, .index = index++, .promptTokens = 100});
        }
        scheduler.runUntilIdle();
    };
    playRound();
    playRound();
    const std::uint64_t warm = driver.begun();

    startMemoryWatch();
    for ([[maybe_unused]] auto round : state) {
        playRound();
    }
    const MemoryCount memory = stopMemoryWatch();

    const auto made = static_cast<double>(driver.begun() - warm);
    state.counters["cpu_us_per_attempt"] =
        benchmark::Counter(made / 1e6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["allocations_per_attempt"] = static_cast<double>(memory.taken) / made;
    state.SetItemsProcessed(static_cast<std::int64_t>(driver.begun() - warm));
}

BENCHMARK(attempts)->Arg(1)->Arg(256);

} // namespace
} // namespace understudy

BENCHMARK_MAIN();
