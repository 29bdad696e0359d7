// The same laws and the same naive chain over larger chains, drawn from seeds; and what must not
// change a run: who listens, who reads along, and which compiler built it.
#include "tests/properties/every_sequence.h"
#include "tests/properties/random_chain.h"
#include "tests/support/event_digest.h"
#include "tests/support/seeds.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace understudy {
namespace {

constexpr const char* kProgram = "seeded_laws_tests";

ScriptedDriver::Choice drawnFrom(std::uint64_t seed)
{
    return [seed](const AttemptStart& start) { return randomAttempt(seed, start.attempt); };
}

TEST(SeededLaws, HoldForLargerChains)
{
    std::size_t attempts = 0;
    forEachSeed(kProgram, 2000, [&](std::uint64_t seed) {
        const ChainSpec spec = randomChain(seed);
        EngineBench bench(spec, seed);
        bench.driver.choose(drawnFrom(seed));

        bench.run();

        EXPECT_EQ(brokenLaw(bench, spec), "");
        attempts += bench.driver.starts().size();
    });
    RecordProperty("attempts", std::to_string(attempts));
}

TEST(SeededLaws, AgreeWithTheNaiveChain)
{
    forEachSeed(kProgram, 2000, [&](std::uint64_t seed) {
        const ChainSpec spec = randomChain(seed);
        EngineBench bench(spec, seed);
        bench.driver.choose(drawnFrom(seed));

        bench.run();

        NaiveChain naive(spec, sameAs(bench.driver), seed);
        EXPECT_EQ(toldBy(bench.log), naive.play());
    });
}

// Everyone who listens hears everything.
struct Everyone final : RunObserver
{
    std::vector<RunObserver*> observers;
    void onEvent(const RunEvent& event) override
    {
        for (RunObserver* observer : observers) {
            observer->onEvent(event);
        }
    }
};

struct WordCounter final : TextSink
{
    std::size_t words = 0;
    void onText(std::uint32_t, std::uint32_t, std::string_view) override { ++words; }
    void onNote(std::uint32_t, std::uint32_t, NoteKind, std::string_view) override {}
};

// What the driver was asked to do, which shows even when nobody listens.
std::string digestOfStarts(const std::vector<AttemptStart>& starts)
{
    Digest digest;
    for (const AttemptStart& start : starts) {
        digest.add(mixKey({start.attempt, start.candidate, start.tryNumber, start.ordinal}));
        digest.add(static_cast<std::uint64_t>(start.sinceStart.count()));
    }
    return digest.hex();
}

struct Heard
{
    std::string starts;
    std::vector<std::string> events;
};

Heard play(std::uint64_t seed, std::size_t observers, TextSink* reader)
{
    ManualScheduler scheduler;
    ScriptedDriver driver(scheduler);
    driver.choose(drawnFrom(seed));
    if (reader != nullptr) {
        driver.speakTo(*reader);
    }
    std::vector<EventDigest> digests(observers);
    Everyone everyone;
    for (EventDigest& digest : digests) {
        everyone.observers.push_back(&digest);
    }
    Engine engine(scheduler, driver, everyone, seed);
    driver.connect(engine);
    engine.start({.chain = buildChain(randomChain(seed)), .promptTokens = 100});
    scheduler.runUntilIdle();

    Heard heard{digestOfStarts(driver.starts()), {}};
    for (const EventDigest& digest : digests) {
        heard.events.push_back(digest.hex());
    }
    return heard;
}

TEST(SeededLaws, GiveTheSameDigestWhoeverListensAndReadsAlong)
{
    std::size_t words = 0;
    forEachSeed(kProgram, 300, [&](std::uint64_t seed) {
        WordCounter reader;
        const Heard alone = play(seed, 0, nullptr);
        const Heard one = play(seed, 1, nullptr);
        const Heard three = play(seed, 3, &reader);
        words += reader.words;

        EXPECT_EQ(alone.starts, one.starts);
        EXPECT_EQ(alone.starts, three.starts);
        EXPECT_EQ(three.events, std::vector(3, one.events[0]));
        EXPECT_EQ(play(seed, 1, &reader).events, one.events);
    });
    EXPECT_GT(words, 0u);
}

TEST(SeededLaws, GiveTheStoredDigestsWithEveryCompiler)
{
    std::ifstream file(UNDERSTUDY_TEST_DATA "/digests.json");
    const nlohmann::json stored = nlohmann::json::parse(file, nullptr, false);
    ASSERT_TRUE(stored.is_object() && stored["runs"].is_object()) << "tests/data/digests.json";

    nlohmann::json now = nlohmann::json::object();
    for (const auto& [seed, digest] : stored["runs"].items()) {
        now[seed] = play(std::stoull(seed), 1, nullptr).events[0];
    }

    EXPECT_EQ(now, stored["runs"]) << "if events changed on purpose, store these:\n" << now.dump(2);
    EXPECT_GE(now.size(), 16u);
}

} // namespace
} // namespace understudy
