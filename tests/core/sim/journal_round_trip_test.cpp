// Journals of simulated runs of every kind, written and read back: nothing of a run is lost.
#include "core/record/journal_reader.h"
#include "core/sim/simulate_unit.h"
#include "tests/core/sim/random_simulation.h"
#include "tests/support/chain_file.h"
#include "tests/support/journal_of.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr const char* kProgram = "core_sim_tests";

void expectNothingLost(std::uint64_t seed, const SimulationRange& range)
{
    const RandomSimulation made = randomSimulation(seed, range);
    UnitRunner runner(made.chain, made.scenario, seed);
    BatchLog log;
    runner.replay({.runs = 12}, seed % 12, log);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < made.scenario.outages.size(); ++i) {
        ids.push_back("o" + std::to_string(i));
    }

    const auto journal = readJournal(journalOf(made.chain,
                                               {.chainJson = chainToJson(chainFileOf(*made.chain)),
                                                .scenarioJson = {},
                                                .seed = seed,
                                                .started = {},
                                                .mode = "virtual",
                                                .run = seed % 12,
                                                .outageIds = ids},
                                               log.records()));

    ASSERT_TRUE(journal.has_value()) << formatProblem("journal", journal.error()[0]);
    EXPECT_EQ(BatchLog::eventsOf(journal->records), log.events());
    EXPECT_EQ(storyOf(*journal), log.story(*made.chain));
    EXPECT_EQ(journal->header.run, seed % 12);
}

TEST(JournalRoundTrip, KeepsEverythingOfIsolatedRuns)
{
    forEachSeed(kProgram, 400, [](std::uint64_t seed) { expectNothingLost(seed, {}); });
}

TEST(JournalRoundTrip, KeepsEverythingOfRunsThatShareAWorld)
{
    forEachSeed(kProgram, 200, [](std::uint64_t seed) {
        expectNothingLost(seed, {.isIsolated = false, .hasCapacity = true});
    });
}

} // namespace
} // namespace understudy
