// The law of fidelity: a live run against the embedded providers tells the same story as the
// virtual run of the same chain, scenario, seed and run.
#include "tests/core/fidelity/random_case.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>

namespace understudy::fidelity {
namespace {

constexpr const char* kProgram = "core_fidelity_tests";

void expectTheSameStory(const Case& told, bool withTimes = true)
{
    std::vector<RunEvent> inTime = inVirtualTime(told);
    const std::vector<RunEvent> live = overBytes(told);
    for (RunEvent& event : inTime) { // who is served by others does not know what an outage is
        event.injected = told.isServedAlone ? std::uint16_t{0} : event.injected;
    }
    const bool isRace = hasRaces(*told.chain);

    ASSERT_FALSE(inTime.empty());
    ASSERT_EQ(inTime.back().kind, EventKind::RunFinished);
    ASSERT_EQ(textOf(live, isRace), textOf(inTime, isRace))
        << "live:" << timesOf(live) << "\nin virtual time:" << timesOf(inTime);
    if (withTimes) {
        ASSERT_EQ(timesOf(live), timesOf(inTime));
    }
}

TEST(Fidelity, HoldsForHealthyModels)
{
    forEachSeed(kProgram, 200, [](std::uint64_t seed) {
        expectTheSameStory(randomCase(seed, {.hasOutages = false, .hasFailures = false}));
    });
}

TEST(Fidelity, HoldsForTwinsThatFail)
{
    forEachSeed(kProgram, 400, [](std::uint64_t seed) {
        expectTheSameStory(randomCase(seed, {.hasOutages = false}));
    });
}

TEST(Fidelity, HoldsUnderOutagesOfEveryKind)
{
    forEachSeed(kProgram, 400, [](std::uint64_t seed) {
        expectTheSameStory(randomCase(seed, {.hasFailures = false}));
    });
}

TEST(Fidelity, HoldsForEverythingAtOnce)
{
    forEachSeed(kProgram, 600, [](std::uint64_t seed) {
        // The true wait of a limit travels in whole milliseconds.
        expectTheSameStory(randomCase(seed, {.hasCapacity = true}), false);
    });
}

TEST(Fidelity, HoldsForProvidersThatDrawTheirOutagesThemselves)
{
    forEachSeed(kProgram, 300, [](std::uint64_t seed) {
        expectTheSameStory(randomCase(seed, {.isServedAlone = true}));
    });
}

// Runs that wait for each other's servers and use up each other's limits.
void expectTheSameStories(const Case& told)
{
    const std::vector<RunEvent> live = overBytes(told);
    for (std::uint32_t run = 0; run < told.worldRuns; ++run) {
        const auto without = [run](std::vector<RunEvent> events) {
            std::erase_if(events, [run](const RunEvent& event) {
                return event.run != run || event.kind == EventKind::Breaker;
            });
            for (RunEvent& event : events) {
                event.injected = 0;
            }
            return events;
        };
        const bool isRace = hasRaces(*told.chain);
        const std::vector<RunEvent> one = without(live);
        const std::vector<RunEvent> other = without(inVirtualTime(told, run));
        ASSERT_EQ(textOf(one, isRace), textOf(other, isRace))
            << "run " << run << ", live:" << timesOf(one) << "\nin virtual time:" << timesOf(other);
    }
}

TEST(Fidelity, HoldsForRunsThatShareAWorld)
{
    forEachSeed(kProgram, 200, [](std::uint64_t seed) {
        expectTheSameStories(
            randomCase(seed, {.hasCapacity = true, .isServedAlone = true, .isCrowded = true}));
    });
}

} // namespace
} // namespace understudy::fidelity
