// What runs learn from each other: breakers, cooling, budgets; and limits of cost.
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

BreakerPolicy consecutive(std::uint32_t failures, Duration open = 30_s, std::uint32_t probes = 1)
{
    return {
        .kind = BreakerKind::Consecutive, .consecutive = failures, .open = open, .probes = probes};
}

ChainSpec guarded(BreakerPolicy policy)
{
    return {.candidates = {{.id = "a", .tries = 1, .breaker = policy}, {.id = "b"}}};
}

std::string runAgain(EngineBench& bench, std::uint64_t index)
{
    EventLog log(bench.chain->labels);
    const std::size_t before = bench.log.events().size();
    bench.start(index);
    bench.finishRuns();
    for (std::size_t i = before; i < bench.log.events().size(); ++i) {
        log.onEvent(bench.log.events()[i]);
    }
    return log.text();
}

TEST(EngineHealth, SkipsACandidateWhoseBreakerIsOpenAtTheCostOfNoTry)
{
    EngineBench bench(guarded(consecutive(1)));
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms step 0 | 0ms try a#1 first | 50ms failed server 503 before_commit "
              "retry | 50ms breaker a open | 50ms switch a>b | 50ms step 1 | 50ms try b#1 switch | "
              "150ms first token | 170ms succeeded 3 stop | 170ms answered");
    EXPECT_EQ(runAgain(bench, 1),
              "0ms start | 0ms switch a>b | 0ms step 0 | 0ms skip a breaker_open | 0ms step 1 | "
              "0ms try b#1 switch | 100ms first token | 120ms succeeded 3 stop | 120ms answered");
}

TEST(EngineHealth, ProbesWhenTheTimeIsUpAndClosesOnSuccess)
{
    EngineBench bench(guarded(consecutive(1, 5_s)));
    bench.driver.script(0, {fails(ErrorClass::Server, 503), answers()});
    bench.start();
    bench.finishRuns();
    bench.scheduler.advanceBy(6_s);

    EXPECT_EQ(runAgain(bench, 1),
              "0ms start | 0ms step 0 | 0ms breaker a half_open | 0ms try a#1 probe | "
              "100ms first token | 120ms succeeded 3 stop | 120ms breaker a closed | "
              "120ms answered");
}

TEST(EngineHealth, LetsExactlyThePermittedProbesThroughWhenManyAskAtOnce)
{
    EngineBench bench(guarded(consecutive(1, 5_s, 3)));
    bench.driver.script(0, {fails(ErrorClass::Server, 503), staysSilent()});
    bench.start();
    bench.finishRuns();
    bench.scheduler.advanceBy(6_s);
    const std::size_t before = bench.driver.starts().size();
    for (std::uint64_t i = 1; i <= 100; ++i) {
        bench.start(i);
    }

    std::size_t probes = 0;
    for (std::size_t i = before; i < bench.driver.starts().size(); ++i) {
        probes += bench.driver.starts()[i].candidate == 0 ? 1U : 0U;
    }
    EXPECT_EQ(bench.driver.starts().size() - before, 100u);
    EXPECT_EQ(probes, 3u);
}

TEST(EngineHealth, DoesNotRetryIntoABreakerThatItsOwnFailureOpened)
{
    ChainSpec spec = guarded(consecutive(1));
    spec.candidates[0].tries = 5;
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.start();
    bench.finishRuns();

    EXPECT_EQ(bench.log.story().attempts().size(), 2u);
    EXPECT_EQ(bench.log.story().switches().at(0).because, SwitchCause::BreakerOpen);
}

TEST(EngineHealth, FailsAtOnceWhenEveryBreakerIsOpenAndSaysWhenEachMayBeAsked)
{
    EngineBench bench({.candidates = {{.id = "a", .tries = 1, .breaker = consecutive(1, 20_s)}}});
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.start();
    bench.finishRuns();

    EXPECT_EQ(runAgain(bench, 1), "0ms start | 0ms skip a breaker_open | 0ms failed all_open");
    const RunEvent& skip = *(bench.log.events().end() - 2);
    EXPECT_EQ(skip.amount, (20_s).count()) << "it failed a moment ago";
}

TEST(EngineHealth, TriesTheLastCandidateAnywayWhenTheChainWantsThat)
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 1, .breaker = consecutive(1)}},
                   .whenAllOpen = WhenAllOpen::TryLast};
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Server, 503), answers()});
    bench.start();
    bench.finishRuns();

    EXPECT_NE(runAgain(bench, 1).find("answered"), std::string::npos);
}

TEST(EngineHealth, CoolsACandidateForAsLongAsItsProviderAsked)
{
    EngineBench bench({.candidates = {{.id = "a"}, {.id = "b"}}});
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 30_s)});
    bench.start();
    bench.finishRuns();

    EXPECT_EQ(runAgain(bench, 1),
              "0ms start | 0ms switch a>b | 0ms step 0 | 0ms skip a cooling | 0ms step 1 | "
              "0ms try b#1 switch | 100ms first token | 120ms succeeded 3 stop | 120ms answered");
    bench.scheduler.advanceBy(31_s);
    EXPECT_NE(runAgain(bench, 2).find("try a#1 first"), std::string::npos);
}

TEST(EngineHealth, WaitsForTheFirstToCoolWhenAllCoolAndItIsWorthIt)
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 1}, {.id = "b", .tries = 1}}};
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 9_s), answers()});
    bench.driver.script(1, {fails(ErrorClass::RateLimitWait, 429, 5_s), answers()});
    bench.start();
    bench.finishRuns();

    EXPECT_EQ(runAgain(bench, 1),
              "0ms start | 0ms wait 5000ms hint | 5000ms switch a>b | 5000ms step 0 | "
              "5000ms skip a cooling | 5000ms step 1 | 5000ms try b#1 switch | "
              "5100ms first token | 5120ms succeeded 3 stop | 5120ms answered");
}

TEST(EngineHealth, FailsWhenAllCoolForLongerThanPatience)
{
    EngineBench bench({.candidates = {{.id = "a", .tries = 1}}});
    bench.driver.script(0, {fails(ErrorClass::RateLimitWait, 429, 60_s)});
    bench.start();
    bench.finishRuns();
    EXPECT_EQ(runAgain(bench, 1), "0ms start | 0ms skip a cooling | 0ms failed all_open");
}

TEST(EngineHealth, CoolsEveryCandidateWithTheKeyOfAnExhaustedQuota)
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 1, .key = "account"},
                                  {.id = "b", .tries = 1, .key = "account"},
                                  {.id = "c", .tries = 1}}};
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::QuotaExhausted, 429, 60_s)});
    bench.start();
    bench.finishRuns();
    EXPECT_EQ(bench.log.story().serving()->candidate, 2) << bench.log.text();
}

TEST(EngineHealth, CoolsWithoutAHintOnlyLiveAndUntilTheKeyIsEdited)
{
    const ChainSpec spec{.candidates = {{.id = "a", .tries = 1}, {.id = "b", .tries = 1}}};
    EngineBench virtualTime(spec);
    virtualTime.driver.script(0, {fails(ErrorClass::Auth, 401)});
    virtualTime.start();
    virtualTime.finishRuns();
    EXPECT_NE(runAgain(virtualTime, 1).find("try a#1"), std::string::npos);

    ManualScheduler scheduler;
    const auto chain = buildChain(spec);
    EventLog log(chain->labels);
    ScriptedDriver driver(scheduler);
    Engine live(scheduler, driver, log, 1, {.coolsUntilMended = true});
    driver.connect(live);
    driver.script(0, {fails(ErrorClass::Auth, 401)});
    const auto once = [&] {
        live.start({.chain = chain});
        scheduler.runUntilIdle();
        return driver.starts().size();
    };
    EXPECT_EQ(once(), 2u);
    EXPECT_EQ(once(), 3u) << "a is left out";
    live.forgetCooling();
    EXPECT_EQ(once(), 5u);
}

TEST(EngineHealth, ASimulatedRefusalOfTheKeyIsNobodysToMend)
{
    const ChainSpec spec{.candidates = {{.id = "a", .tries = 1}, {.id = "b", .tries = 1}}};
    ManualScheduler scheduler;
    const auto chain = buildChain(spec);
    EventLog log(chain->labels);
    ScriptedDriver driver(scheduler);
    Engine live(scheduler, driver, log, 1, {.coolsUntilMended = true});
    driver.connect(live);
    driver.script(0, {fails(ErrorClass::Auth, 401)});
    for (int i = 0; i < 2; ++i) {
        live.start({.chain = chain, .isSimulated = true});
        scheduler.runUntilIdle();
    }
    EXPECT_EQ(driver.starts().size(), 4u) << "a is asked each time";
}

TEST(EngineHealth, TurnsARetryIntoASwitchWhenTheBudgetIsUsedUp)
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 9, .backoff = {.base = 0_ms}}, {.id = "b"}}};
    spec.retryBudget = RetryBudget{.ratio = 0.0, .window = 10_s, .floorPerSecond = 0.2};
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.start();
    bench.finishRuns();

    EXPECT_EQ(bench.log.story().attempts().size(), 4u) << "a, two retries of a, b";
    EXPECT_EQ(bench.log.story().serving()->candidate, 1);
}

TEST(EngineHealth, KeepsRetriesWithinATenthOfTheRequests)
{
    ChainSpec spec{.candidates = {{.id = "a", .tries = 1000, .backoff = {.base = 0_ms}}}};
    spec.maxAttempts = 1000;
    spec.retryBudget = RetryBudget{};
    EngineBench bench(spec);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    for (std::uint64_t i = 0; i < 1000; ++i) {
        bench.start(i);
        bench.finishRuns();
    }
    EXPECT_NEAR(static_cast<double>(bench.driver.starts().size()), 1100, 11);
}

TEST(EngineHealth, PassesOverACandidateThatCouldExceedTheCostCap)
{
    ChainSpec spec{
        .candidates = {{.id = "dear", .price = Price{0, 0, 1'000'000'000'000}, .maxTokens = 1000},
                       {.id = "cheap", .price = Price{}, .maxTokens = 1000}}};
    spec.maxCost = 500'000'000; // 0.5 USD; the dear one may cost 1 USD
    EngineBench bench(spec);

    EXPECT_EQ(bench.run(),
              "0ms start | 0ms switch dear>cheap | 0ms step 0 | 0ms skip dear cost_cap | "
              "0ms step 1 | 0ms try cheap#1 switch | 100ms first token | 120ms succeeded 3 stop | "
              "120ms answered");
}

TEST(EngineHealth, ForgetsEverythingInANewWorld)
{
    EngineBench bench(guarded(consecutive(1)));
    bench.driver.script(0, {fails(ErrorClass::Server, 503), answers()});
    bench.start();
    bench.finishRuns();
    bench.engine.newWorld(2);
    EXPECT_NE(runAgain(bench, 1).find("try a#1 first"), std::string::npos);
}

} // namespace
} // namespace understudy
