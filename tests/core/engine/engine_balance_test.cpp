// One candidate a run, chosen by strategy; its siblings when it fails.
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

#include <array>

namespace understudy {
namespace {

ChainSpec pool(Selection selection, std::size_t candidates = 3)
{
    selection.kind = SelectionKind::Balance;
    ChainSpec spec;
    for (std::size_t i = 0; i < candidates; ++i) {
        spec.candidates.push_back({.id = std::string(1, static_cast<char>('a' + i)),
                                   .tries = 1,
                                   .joinsStep = i > 0,
                                   .selection = selection});
    }
    return spec;
}

// Which candidate each of so many runs asked first, one run after another.
std::vector<std::uint16_t> firstsOf(EngineBench& bench, std::uint64_t runs)
{
    std::vector<std::uint16_t> firsts;
    for (std::uint64_t i = 0; i < runs; ++i) {
        const std::size_t before = bench.driver.starts().size();
        bench.start(i);
        firsts.push_back(bench.driver.starts().at(before).candidate);
        bench.finishRuns();
    }
    return firsts;
}

using Firsts = std::vector<std::uint16_t>;

TEST(Balance, TakesTurns)
{
    EngineBench bench(pool({.strategy = BalanceStrategy::RoundRobin}));
    EXPECT_EQ(firstsOf(bench, 7), (Firsts{0, 1, 2, 0, 1, 2, 0}));
}

TEST(Balance, GivesTheTurnOfADisabledCandidateToTheNext)
{
    ChainSpec spec = pool({.strategy = BalanceStrategy::RoundRobin});
    spec.candidates[1].enabled = false;
    EngineBench bench(spec);
    EXPECT_EQ(firstsOf(bench, 4), (Firsts{0, 2, 2, 0}));
}

TEST(Balance, AsksASiblingWhenTheChosenOneFails)
{
    EngineBench bench(pool({.strategy = BalanceStrategy::RoundRobin}));
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | "
              "50ms failed auth 401 before_commit next | 50ms switch a>b | 50ms try b#1 switch | "
              "150ms first token | 170ms succeeded 3 stop | 170ms answered");
}

TEST(Balance, GoesToTheNextStepWhenSiblingsAreNotWanted)
{
    ChainSpec spec = pool({.strategy = BalanceStrategy::RoundRobin, .siblings = false});
    spec.candidates.push_back({.id = "z"});
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});
    bench.run();
    EXPECT_EQ(bench.log.story().serving()->candidate, 3);
}

TEST(Balance, DrawsByWeight)
{
    ChainSpec spec = pool({.strategy = BalanceStrategy::Weighted}, 2);
    spec.candidates[0].weight = 3;
    EngineBench bench(spec);
    const Firsts firsts = firstsOf(bench, 4000);
    // 3000 expected; 4.5 standard errors of 27.4 each.
    EXPECT_NEAR(static_cast<double>(std::ranges::count(firsts, 0)), 3000.0, 124.0);
}

TEST(Balance, PrefersTheQuickerOnceItKnowsBoth)
{
    EngineBench bench(pool({.strategy = BalanceStrategy::Latency}, 2));
    ScriptedAttempt slow = answers();
    slow.firstToken = 400_ms;
    bench.driver.script(0, {slow});
    EXPECT_EQ(firstsOf(bench, 4), (Firsts{0, 1, 1, 1})) << "without a history it counts as 0";
}

TEST(Balance, PrefersTheCheapest)
{
    ChainSpec spec = pool({.strategy = BalanceStrategy::Cheapest});
    spec.candidates[0].price = std::nullopt;
    spec.candidates[2].price = Price{1, 1, 1};
    EngineBench bench(spec);
    EXPECT_EQ(firstsOf(bench, 2), (Firsts{2, 2}));
}

TEST(Balance, SpreadsOverTheLeastBusyWithTiesByChance)
{
    EngineBench bench(pool({.strategy = BalanceStrategy::LeastOutstanding}));
    std::array<int, 3> calls{};
    for (std::uint64_t i = 0; i < 300; ++i) {
        bench.start(i);
        ++calls[bench.driver.starts().back().candidate];
    }
    EXPECT_EQ(calls, (std::array<int, 3>{100, 100, 100}));
}

TEST(Balance, DrawsTwoDifferentOnesAndTakesTheLessBusy)
{
    EngineBench bench(
        pool({.strategy = BalanceStrategy::TwoChoices, .metric = BalanceMetric::Outstanding}, 2));
    for (std::uint64_t i = 0; i < 100; ++i) {
        bench.start(i);
    }
    int first = 0;
    for (const AttemptStart& start : bench.driver.starts()) {
        first += start.candidate == 0 ? 1 : 0;
    }
    EXPECT_EQ(first, 50) << "of two, both are drawn each time";
}

} // namespace
} // namespace understudy
