// An engine on a manual clock with a scripted driver: everything a test of a run needs.
#pragma once

#include "core/engine/engine.h"
#include "tests/support/chain_builder.h"
#include "tests/support/event_log.h"
#include "tests/support/manual_scheduler.h"
#include "tests/support/scripted_driver.h"

namespace understudy {

struct EngineBench
{
    explicit EngineBench(const ChainSpec& spec, std::uint64_t seed = 1)
        : chain(buildChain(spec))
        , log(chain->labels)
        , driver(scheduler)
        , engine(scheduler, driver, log, seed)
    {
        driver.connect(engine);
    }

    RunId start(std::uint64_t index = 0)
    {
        return engine.start({.chain = chain, .index = index, .promptTokens = 100});
    }

    std::string run()
    {
        start();
        scheduler.runUntilIdle();
        return log.text();
    }

    // Until no run is live: stale wakes do not carry the time on.
    void finishRuns()
    {
        while (engine.liveRuns() > 0 && scheduler.deliverNext()) {
        }
    }

    ManualScheduler scheduler;
    std::shared_ptr<CompiledChain> chain;
    EventLog log;
    ScriptedDriver driver;
    Engine engine;
};

} // namespace understudy
