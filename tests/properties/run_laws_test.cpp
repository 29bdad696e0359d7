// Laws of a run, over every sequence of outcomes of small chains.
#include "tests/support/engine_bench.h"
#include "tests/support/exhaustive.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>

namespace understudy {
namespace {

const std::vector<ScriptedAttempt> kOutcomes{
    answers(2),
    fails(ErrorClass::Server, 503),
    fails(ErrorClass::RateLimitWait, 429, 1_s),
    fails(ErrorClass::RateLimitWait, 429, 30_s),
    fails(ErrorClass::Auth, 401),
    fails(ErrorClass::InvalidRequest, 400),
    fails(ErrorClass::PolicyPrompt, 400),
    breaksAfter(2),
    staysSilent(),
};

ChainSpec twoByTwo() { return {.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}}}; }

// One bench per combination of outcomes for up to two attempts on each of two candidates.
void forEverySequence(const ChainSpec& spec, const std::function<void(EngineBench&)>& visit)
{
    Exhaustive choices;
    while (choices.next()) {
        EngineBench bench(spec);
        for (std::uint16_t candidate = 0; candidate < spec.candidates.size(); ++candidate) {
            std::vector<ScriptedAttempt> script;
            for (std::uint32_t i = 0; i < spec.candidates[candidate].tries; ++i) {
                script.push_back(kOutcomes[choices.pick(kOutcomes.size())]);
            }
            bench.driver.script(candidate, script);
        }
        visit(bench);
    }
}

void expectLaws(EngineBench& bench, const ChainSpec& spec)
{
    const std::vector<RunEvent>& events = bench.log.events();
    const std::string story = bench.log.text();
    std::map<std::uint16_t, std::uint32_t> triesOf;
    std::map<std::uint32_t, int> open; // attempts begun and not ended
    std::size_t finished = 0;
    Duration last{};
    for (const RunEvent& event : events) {
        EXPECT_EQ(finished, 0u) << "an event after the end: " << story;
        EXPECT_GE(event.at, last) << story;
        last = event.at;
        if (event.kind == EventKind::AttemptStarted) {
            ++triesOf[event.candidate];
            ++open[event.attempt];
            EXPECT_LT(event.at, spec.deadline) << story;
        }
        if (event.kind == EventKind::AttemptSucceeded || event.kind == EventKind::AttemptFailed ||
            event.kind == EventKind::AttemptAbandoned) {
            EXPECT_EQ(open[event.attempt]--, 1) << story;
        }
        finished += event.kind == EventKind::RunFinished ? 1 : 0;
    }
    EXPECT_EQ(finished, 1u) << story;
    for (const auto& [candidate, tries] : triesOf) {
        EXPECT_LE(tries, spec.candidates[candidate].tries) << story;
    }
    for (const auto& [attempt, count] : open) {
        EXPECT_EQ(count, 0) << "attempt " << attempt << " never ended: " << story;
    }
    EXPECT_LE(bench.log.story().attempts().size(), spec.maxAttempts) << story;
    EXPECT_LE(last, spec.deadline) << story;
    EXPECT_EQ(bench.engine.liveRuns(), 0u);
    EXPECT_EQ(bench.engine.liveAttempts(), 0u);
    EXPECT_EQ(bench.driver.liveAttempts(), 0u);
}

TEST(RunLaws, HoldForEveryOutcomeSequenceOfTwoCandidatesWithTwoTries)
{
    const ChainSpec spec = twoByTwo();
    std::size_t cases = 0;
    forEverySequence(spec, [&](EngineBench& bench) {
        bench.run();
        expectLaws(bench, spec);
        ++cases;
    });
    EXPECT_EQ(cases, 6561u); // 9 outcomes to the power of 4 attempts
}

TEST(RunLaws, HoldUnderATightDeadlineAndAFewAttempts)
{
    ChainSpec spec = twoByTwo();
    spec.deadline = 700_ms;
    spec.maxAttempts = 3;
    forEverySequence(spec, [&](EngineBench& bench) {
        bench.run();
        expectLaws(bench, spec);
    });
}

TEST(RunLaws, CancelAtAnyEventLeavesNoAttemptAndEndsTheRunOnce)
{
    const ChainSpec spec = twoByTwo();
    const std::vector<ScriptedAttempt> script{fails(ErrorClass::Server, 503), breaksAfter(2)};
    EngineBench whole(spec);
    whole.driver.script(0, script);
    whole.driver.script(1, script);
    whole.run();

    for (std::size_t stop = 0; stop < 64; ++stop) {
        EngineBench bench(spec);
        bench.driver.script(0, script);
        bench.driver.script(1, script);
        const RunId run = bench.start();
        for (std::size_t i = 0; i < stop && bench.scheduler.deliverNext(); ++i) {
        }
        bench.engine.cancel(run);
        bench.scheduler.runUntilIdle();
        expectLaws(bench, spec);
    }
}

TEST(RunLaws, NeverWaitLessThanAnHonouredHint)
{
    forEverySequence(twoByTwo(), [&](EngineBench& bench) {
        bench.run();
        for (const WaitStory& wait : bench.log.story().waits()) {
            if (wait.because == WaitCause::Hint) {
                EXPECT_GE(wait.length, 1_s);
            }
            EXPECT_LE(wait.length, bench.chain->patience);
        }
    });
}

TEST(RunLaws, TheSameSeedGivesTheSameEvents)
{
    ChainSpec spec = twoByTwo();
    spec.candidates[0].backoff.jitter = Jitter::Full;
    const auto digest = [&] {
        EngineBench bench(spec);
        bench.driver.script(0, {fails(ErrorClass::Server, 503)});
        return bench.run();
    };
    EXPECT_EQ(digest(), digest());
}

} // namespace
} // namespace understudy
