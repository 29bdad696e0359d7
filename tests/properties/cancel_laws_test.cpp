// Cancelled at any moment, a run ends at once, once, and leaves nothing behind.
#include "tests/properties/every_sequence.h"
#include "tests/properties/outcome_menu.h"
#include "tests/properties/random_chain.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// The first law that a run cancelled after `steps` deliveries of the scheduler broke; empty when it
// kept all. `whole` is the story of the same run left alone.
std::string brokenByCancelling(EngineBench& bench, std::size_t steps,
                               const std::vector<RunEvent>& whole)
{
    const Instant start = bench.scheduler.now();
    const RunId run = bench.start();
    for (std::size_t i = 0; i < steps && bench.scheduler.deliverNext(); ++i) {
    }
    const std::vector<RunEvent> before = bench.log.events();
    const Instant now = bench.scheduler.now();
    const bool hadEnded = bench.log.story().isFinished();
    const bool hadAttempt = bench.driver.liveAttempts() != 0;
    bench.engine.cancel(run);
    const std::vector<RunEvent> after = bench.log.events();
    const std::size_t expected = hadEnded ? 0 : hadAttempt ? 2 : 1;
    const bool isLeftOver =
        bench.engine.liveRuns() + bench.engine.liveAttempts() + bench.driver.liveAttempts() != 0;
    const std::size_t starts = bench.driver.starts().size();
    bench.scheduler.runUntilIdle();

    const auto law = [&]() -> const char* {
        if (!std::equal(before.begin(), before.end(), whole.begin())) {
            return "what came before the cancel is as without it";
        }
        if (after.size() != before.size() + expected) {
            return "a cancel tells of the attempt under way and of the end, nothing else";
        }
        if (!hadEnded &&
            (after.back().kind != EventKind::RunFinished ||
             after.back().outcome() != RunOutcome::Cancelled || after.back().at != now - start)) {
            return "the run ends as cancelled, at once";
        }
        if (!hadEnded && hadAttempt &&
            (after[before.size()].kind != EventKind::AttemptAbandoned ||
             after[before.size()].abandonCause() != AbandonCause::Cancelled)) {
            return "the attempt under way is abandoned";
        }
        if (isLeftOver) {
            return "no run, attempt or driver's work is left";
        }
        if (bench.log.events() != after || bench.driver.starts().size() != starts) {
            return "no timer still matters";
        }
        return nullptr;
    }();
    return law == nullptr ? std::string() : std::string(law) + ": " + bench.log.text();
}

// Cancels the run at each of its moments. `make` gives a fresh bench for the same run.
template<class Make>
std::size_t expectCancelAnywhereIsClean(const ChainSpec& spec, Make make)
{
    EngineBench whole(spec);
    make(whole);
    whole.start();
    std::size_t moments = 0;
    while (whole.scheduler.deliverNext()) {
        ++moments;
    }
    for (std::size_t steps = 0; steps <= moments; ++steps) {
        EngineBench bench(spec);
        make(bench);
        EXPECT_EQ(brokenByCancelling(bench, steps, whole.log.events()), "") << "after " << steps;
        if (testing::Test::HasFailure()) {
            break;
        }
    }
    return moments + 1;
}

TEST(CancelLaws, HoldAtEveryMomentOfEverySequenceOfSmallChains)
{
    const ChainSpec spec{.candidates = {{.id = "a", .timeouts = kShortLimits},
                                        {.id = "b", .timeouts = kShortLimits}}};
    std::size_t cancels = 0;
    forEverySequence(spec, representatives(), [&](EngineBench& bench) {
        bench.run();
        const std::vector<ScriptedAttempt> played = bench.driver.played();
        cancels += expectCancelAnywhereIsClean(spec, [&](EngineBench& fresh) {
            fresh.driver.choose(
                [&](const AttemptStart& start) { return played[start.attempt - 1]; });
        });
    });
    EXPECT_GT(cancels, 5'000u);
}

TEST(CancelLaws, HoldAtEveryMomentOfLargerChains)
{
    forEachSeed("cancel_laws_tests", 200, [&](std::uint64_t seed) {
        expectCancelAnywhereIsClean(randomChain(seed), [&](EngineBench& bench) {
            bench.driver.choose(
                [seed](const AttemptStart& start) { return randomAttempt(seed, start.attempt); });
        });
    });
}

} // namespace
} // namespace understudy
