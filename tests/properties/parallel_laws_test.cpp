#include "tests/properties/parallel_laws.h"

#include "tests/properties/random_chain.h"
#include "tests/support/event_digest.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr std::uint32_t kRuns = 6;

struct Played
{
    std::string broken;
    std::string digest;
    std::size_t ended = 0;
    std::size_t races = 0;
    std::size_t probes = 0;
    std::size_t left = 0; // runs and attempts that the engine or its driver still has
};

struct Both final : RunObserver
{
    ParallelLaws* laws = nullptr;
    EventDigest digest;
    void onEvent(const RunEvent& event) override
    {
        laws->onEvent(event);
        digest.onEvent(event);
    }
    void onRunEnd(std::uint64_t run, const RunTally& tally) override { laws->onRunEnd(run, tally); }
};

// Runs that start one after the other on one engine; with `meddles` somebody cancels, fails and
// switches them at random moments.
Played play(std::uint64_t seed, bool meddles)
{
    ManualScheduler scheduler;
    const std::shared_ptr<CompiledChain> chain = buildChain(randomParallelChain(seed));
    ParallelLaws laws(*chain, scheduler);
    Both both;
    both.laws = &laws;
    ScriptedDriver driver(scheduler);
    driver.choose([seed](const AttemptStart& start) {
        return randomAttempt(mixKey({seed, start.run}), start.attempt);
    });
    Engine engine(scheduler, driver, both, seed);
    driver.connect(engine);
    RandomStream dice(mixKey({seed, hashText("meddling")}));
    std::vector<RunId> ids;
    for (std::uint32_t i = 0; i < kRuns; ++i) {
        ids.push_back(engine.start({.chain = chain, .index = i, .promptTokens = 100}));
        for (std::uint64_t steps = dice.below(30); steps > 0; --steps) {
            scheduler.deliverNext();
            const RunId id = ids[dice.below(ids.size())];
            switch (meddles ? dice.below(12) : 12) {
            case 0: engine.cancel(id); break;
            case 1: engine.failAttempt(id); break;
            case 2: engine.switchNow(id); break;
            default: break;
            }
        }
    }
    scheduler.runUntilIdle();
    return {laws.broken(), both.digest.hex(),
            laws.ended(),  laws.races(),
            laws.probes(), engine.liveRuns() + engine.liveAttempts() + driver.liveAttempts()};
}

TEST(ParallelLaws, HoldForRunsThatShareTheirHealth)
{
    std::size_t races = 0;
    std::size_t probes = 0;
    forEachSeed("parallel_laws_tests", 2000, [&](std::uint64_t seed) {
        const Played played = play(seed, false);
        EXPECT_EQ(played.broken, "");
        EXPECT_EQ(played.ended, kRuns);
        EXPECT_EQ(played.left, 0u);
        races += played.races;
        probes += played.probes;
    });
    EXPECT_GT(races, 100u) << "seeds that race";
    EXPECT_GT(probes, 100u) << "seeds that probe";
}

TEST(ParallelLaws, HoldWhateverTheUserDoesMeanwhile)
{
    forEachSeed("parallel_laws_tests", 2000, [&](std::uint64_t seed) {
        const Played played = play(seed, true);
        EXPECT_EQ(played.broken, "");
        EXPECT_EQ(played.ended, kRuns);
        EXPECT_EQ(played.left, 0u);
    });
}

TEST(ParallelLaws, GiveTheSameEventsForTheSameSeed)
{
    forEachSeed("parallel_laws_tests", 200, [&](std::uint64_t seed) {
        EXPECT_EQ(play(seed, true).digest, play(seed, true).digest);
    });
}

} // namespace
} // namespace understudy
