#include "core/sim/what_if.h"

#include "core/sim/simulate_unit.h"
#include "tests/core/sim/random_simulation.h"
#include "tests/support/chain_file.h"
#include "tests/support/engine_bench.h"
#include "tests/support/journal_of.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace understudy {
namespace {

constexpr auto kRecorded = AttemptSource::Recorded;
constexpr auto kAssumed = AttemptSource::Assumed;

// The journal of a run on a scripted world.
Journal recordOf(const ChainSpec& spec, std::vector<std::vector<ScriptedAttempt>> scripts,
                 const std::string& mode = "live")
{
    ManualScheduler scheduler;
    BatchLog log;
    ScriptedDriver driver(scheduler);
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        driver.script(static_cast<std::uint16_t>(i), scripts[i]);
    }
    driver.speakTo(log);
    const std::shared_ptr<const CompiledChain> chain = buildChain(spec);
    Engine engine(scheduler, driver, log, 7);
    driver.connect(engine);
    engine.start({.chain = chain, .promptTokens = 100});
    scheduler.runUntilIdle();
    Journal journal;
    journal.header.mode = mode;
    journal.header.seed = 7;
    journal.compiled = chain;
    journal.records = log.records();
    return journal;
}

using Sources = std::vector<AttemptSource>;

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 2}, {.id = "b"}}};

TEST(WhatIf, TellsTheSameStoryWithTheSameChain)
{
    const Journal journal =
        recordOf(kPair, {{fails(ErrorClass::RateLimitWait, 429, 2_s), breaksAfter(4)}});
    const WhatIf again = playAgain(journal, journal.compiled, {});

    EXPECT_EQ(again.story, storyOf(journal));
    EXPECT_EQ(again.sources, (Sources{kRecorded, kRecorded, kRecorded}));
}

TEST(WhatIf, SaysWhichAttemptsTheRecordDoesNotHave)
{
    const Journal journal = recordOf({.candidates = {{.id = "a", .tries = 1}, {.id = "b"}}},
                                     {{fails(ErrorClass::Server, 503)}});
    const WhatIf again =
        playAgain(journal, buildChain({.candidates = {{.id = "a", .tries = 3}, {.id = "c"}}}), {});

    EXPECT_EQ(again.sources, (Sources{kRecorded, kAssumed}));
    ASSERT_EQ(again.story.attempts().size(), 2u);
    EXPECT_EQ(again.story.attempts()[0].errorClass, ErrorClass::Server);
    EXPECT_EQ(again.story.attempts()[1].state, AttemptState::Succeeded) << "as a healthy twin";
    EXPECT_EQ(again.story.serving()->candidate, 0);
}

TEST(WhatIf, KnowsOfTheLoserOfARaceOnlyWhatWasSeen)
{
    const Journal journal =
        recordOf({.candidates = {{.id = "a", .selection = {.kind = SelectionKind::Race}},
                                 {.id = "b", .joinsStep = true}}},
                 {{{.firstToken = 900_ms}}, {{.firstToken = 300_ms}}});
    const WhatIf again = playAgain(journal, buildChain({.candidates = {{.id = "a"}}}), {});

    EXPECT_EQ(again.sources, Sources{kAssumed});
    EXPECT_GE(*again.story.attempts()[0].firstToken, 300_ms) << "it had said nothing until then";
}

TEST(WhatIf, AnswersPastTheRecordDependOnTheSeedAlone)
{
    Journal journal = recordOf(kPair, {{answers(3)}});
    const auto other = buildChain({.candidates = {{.id = "x"}}});
    const WhatIf first = playAgain(journal, other, {});
    EXPECT_EQ(playAgain(journal, other, {}).story, first.story);
    journal.header.seed = 8;
    EXPECT_NE(playAgain(journal, other, {}).story, first.story);
}

TEST(WhatIf, ReadsTheWordsOfARecordedAnswer)
{
    const Journal journal = recordOf(kPair, {{answers(2)}});
    const WhatIf again = playAgain(journal, buildChain({.candidates = {{.id = "a"}}}), {});
    EXPECT_EQ(again.story.serving()->text, "c0t1 c0t2 ");
}

// Every virtual run, drawn again with its own chain, is the same run.
void expectTheSameDraws(std::uint64_t seed, const SimulationRange& range)
{
    const RandomSimulation made = randomSimulation(seed, range);
    UnitRunner runner(made.chain, made.scenario, seed);
    BatchLog log;
    runner.replay({.runs = 9}, seed % 9, log);
    Journal journal;
    journal.header.mode = "virtual";
    journal.header.seed = seed;
    journal.header.run = seed % 9;
    journal.header.runsOfWorld = 9;
    journal.compiled = made.chain;
    journal.scenario = made.scenario;
    journal.records = log.records();

    const WhatIf again = playAgain(journal, made.chain, {});

    EXPECT_EQ(again.story, log.story(*made.chain));
    EXPECT_TRUE(std::ranges::all_of(again.sources, [](auto s) { return s == kRecorded; }));
}

TEST(WhatIf, DrawsAVirtualRunAgain)
{
    forEachSeed("core_sim_tests", 100, [](std::uint64_t seed) {
        expectTheSameDraws(seed, {});
        expectTheSameDraws(seed, {.isIsolated = false, .hasCapacity = true});
    });
}

bool sameButMoney(const RunStory& a, const RunStory& b)
{
    const auto free = [](const RunStory& story) {
        std::vector<AttemptStory> attempts = story.attempts();
        for (AttemptStory& attempt : attempts) {
            attempt.cost = 0;
        }
        return attempts;
    };
    return free(a) == free(b) && a.waits() == b.waits() && a.switches() == b.switches() &&
           a.skips() == b.skips() && a.outcome() == b.outcome() && a.lastTime() == b.lastTime();
}

// A run that is played again from its record alone, with its own chain, tells the same story, but
// for what a record does not say: hints that led to no wait, and prompts that nobody counted.
TEST(WhatIf, PlaysARecordedRunAgainFromItsRecordAlone)
{
    std::size_t same = 0;
    std::size_t all = 0;
    forEachSeed("core_sim_tests", 400, [&](std::uint64_t seed) {
        const RandomSimulation made = randomSimulation(seed, {});
        UnitRunner runner(made.chain, made.scenario, seed);
        BatchLog log;
        runner.replay({.runs = 1}, 0, log);
        Journal journal;
        journal.header.mode = "live";
        journal.header.seed = seed;
        journal.compiled = made.chain;
        for (const RunRecord& record : log.records()) {
            const auto* event = std::get_if<RunEvent>(&record);
            if (event == nullptr || event->kind != EventKind::Outage) {
                journal.records.push_back(record);
            }
        }

        const WhatIf again = playAgain(journal, made.chain, {});
        const RunStory recorded = storyOf(journal);
        ++all;
        same += sameButMoney(again.story, recorded) ? 1u : 0u;
    });
    EXPECT_GE(same * 100, all * 95) << same << " of " << all;
}

} // namespace
} // namespace understudy
