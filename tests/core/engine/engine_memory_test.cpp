// What the engine asks of memory: nothing once it is warm, and when there is none it stops cleanly.
#include "core/record/attribution.h"
#include "tests/support/engine_bench.h"
#include "tests/support/event_digest.h"
#include "tests/support/lean_driver.h"
#include "tests/support/memory_watch.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 3}, {.id = "b", .tries = 2}}};

TEST(EngineMemory, AllocatesNothingForAnAttemptOnceItIsWarm)
{
    ManualScheduler scheduler;
    LeanDriver driver(scheduler, 4);
    EventDigest observer;
    Engine engine(scheduler, driver, observer, 1);
    driver.connect(engine);
    const std::shared_ptr<const CompiledChain> chain = buildChain(kPair);
    const auto playRuns = [&](std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t index = first; index < last; ++index) {
            engine.start({.chain = chain, .index = index, .promptTokens = 100});
            engine.start({.chain = chain, .index = index, .promptTokens = 100});
            scheduler.runUntilIdle();
        }
    };
    playRuns(0, 10);
    const std::uint64_t warm = driver.begun();

    startMemoryWatch();
    playRuns(10, 200);
    const MemoryCount count = stopMemoryWatch();

    EXPECT_EQ(driver.begun() - warm, 190u * 2 * 5);
    EXPECT_EQ(count.taken, 0u);
    EXPECT_EQ(engine.liveRuns(), 0u);
}

// A whole life: made, run through retries, a broken stream and a switch, and read. Not told as
// JSON: that library allocates in its destructors, where running out of memory can only end the
// program.
std::string liveOnce()
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Server, 503), breaksAfter(2)});
    bench.driver.script(1, {fails(ErrorClass::Overload, 529), answers()});
    bench.run();
    const Attribution attribution = attribute(bench.log.story());
    return bench.log.text() + std::to_string(attribution.failures.size());
}

// Does `work` with its first allocation failing, then its second, until it gets through. Returns
// how many failed, and how many of those left something behind.
template<class Work>
std::pair<std::size_t, std::size_t> starve(Work work)
{
    work(); // makes what is made once a program
    std::size_t leaks = 0;
    for (std::size_t failing = 1;; ++failing) {
        bool hasFailed = false;
        startMemoryWatch(failing);
        try {
            work();
        } catch (const std::bad_alloc&) {
            hasFailed = true;
        }
        const MemoryCount count = stopMemoryWatch();
        leaks += count.kept != 0;
        if (!hasFailed) {
            return {failing - 1, leaks};
        }
    }
}

TEST(EngineMemory, StopsCleanlyAtWhicheverAllocationFails)
{
    const std::string expected = liveOnce();
    const auto [failures, leaks] = starve([&] { EXPECT_EQ(liveOnce(), expected); });
    EXPECT_GT(failures, 50u);
    EXPECT_EQ(leaks, 0u);
}

// A driver that runs out of memory while it begins its first attempt.
class PoorDriver final : public AttemptDriver
{
public:
    Begun begin(const AttemptStart& start) override
    {
        last = start.id;
        if (++m_begun == 1) {
            throw std::bad_alloc();
        }
        return {};
    }
    void abandon(AttemptId) override {}
    AttemptId last{};

private:
    int m_begun = 0;
};

TEST(EngineMemory, ServesOtherRunsAfterADriverRanOutOfMemory)
{
    ManualScheduler scheduler;
    PoorDriver driver;
    EventLog log;
    Engine engine(scheduler, driver, log, 1);
    const std::shared_ptr<const CompiledChain> chain = buildChain(kPair);
    EXPECT_THROW(engine.start({.chain = chain, .index = 1}), std::bad_alloc);

    engine.start({.chain = chain, .index = 2});
    engine.onSignal({.id = driver.last, .kind = SignalKind::Succeeded, .status = 200});

    EXPECT_EQ(log.events().back().run, 2u);
    EXPECT_EQ(log.events().back().outcome(), RunOutcome::Answered);
}

} // namespace
} // namespace understudy
