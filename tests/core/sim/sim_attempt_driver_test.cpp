#include "core/sim/sim_attempt_driver.h"

#include "tests/core/sim/signal_log.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// What the first attempt signals in such a world.
std::string toldIn(Scenario scenario)
{
    SignalLog log(std::move(scenario));
    log.begin(0);
    return log.runUntilIdle();
}

Scenario failingBy(const TwinFailure& failure)
{
    Scenario scenario = plainScenario();
    scenario.twins[0].failures = {failure};
    return scenario;
}

TEST(SimAttemptDriver, TellsAnAnswerInTwoWakes)
{
    EXPECT_EQ(toldIn(plainScenario()), "0 0ms begin connected -> 100ms\n"
                                       "0 100ms headers 200 -> 100ms\n"
                                       "0 100ms first token flow 10ms -> 140ms\n"
                                       "0 140ms succeeded 5 stop used 50+5");
}

TEST(SimAttemptDriver, TellsAnAnswerOfOneTokenInOneWake)
{
    Scenario scenario = plainScenario();
    scenario.twins[0].outputTokens = ConstantLaw{1};

    EXPECT_EQ(toldIn(scenario), "0 0ms begin connected -> 100ms\n"
                                "0 100ms headers 200 -> 100ms\n"
                                "0 100ms first token -> 100ms\n"
                                "0 100ms succeeded 1 stop used 50+1");
}

TEST(SimAttemptDriver, TellsAnErrorStatusWithItsHeadersBefore)
{
    EXPECT_EQ(toldIn(failingBy({.errorClass = ErrorClass::RateLimitWait,
                                .status = 429,
                                .share = 1,
                                .after = ConstantLaw{80},
                                .retryAfter = 2000_ms})),
              "0 0ms begin connected -> 80ms\n"
              "0 80ms headers 429 -> 80ms\n"
              "0 80ms failed rate_limit.wait 429 after 0 hint 2000ms");
}

TEST(SimAttemptDriver, TellsAResetBeforeTheHeadersWithoutThem)
{
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::Reset))),
              "0 0ms begin connected -> 0ms\n"
              "0 0ms failed transport.reset 0 after 0 !1");
}

TEST(SimAttemptDriver, TellsARefusedConnectionAsNeverConnected)
{
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::Refuse))),
              "0 0ms begin -> 0ms\n"
              "0 0ms failed transport.connect 0 after 0 !1");
}

TEST(SimAttemptDriver, NamesTheOutageToBlameForASilenceFromTheStart)
{
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::Hang))), "0 0ms begin connected -> 0ms\n"
                                                           "0 0ms connected !1");
}

TEST(SimAttemptDriver, FallsSilentAfterTheTokensThatCame)
{
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::Stall, 3))),
              "0 0ms begin connected -> 100ms\n"
              "0 100ms headers 200 -> 100ms\n"
              "0 100ms first token flow 10ms -> 120ms\n"
              "0 120ms tokens 3 !1");
}

TEST(SimAttemptDriver, FallsSilentAfterTheHeadersOrTheFirstToken)
{
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::Stall, 0))), "0 0ms begin connected -> 100ms\n"
                                                               "0 100ms headers 200 !1");
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::Stall, 1))), "0 0ms begin connected -> 100ms\n"
                                                               "0 100ms headers 200 -> 100ms\n"
                                                               "0 100ms first token !1");
}

TEST(SimAttemptDriver, BeatsForEverAfterTheTokensThatCame)
{
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::HeartbeatStall, 2))),
              "0 0ms begin connected -> 100ms\n"
              "0 100ms headers 200 -> 100ms\n"
              "0 100ms first token flow 10ms -> 110ms\n"
              "0 110ms tokens 2 beats !1");
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::HeartbeatStall, 0))),
              "0 0ms begin connected -> 100ms\n"
              "0 100ms headers 200 beats !1");
}

TEST(SimAttemptDriver, BreaksAStreamAfterItsTokens)
{
    EXPECT_EQ(toldIn(struckBy(outageOf(FaultKind::Cut, 3))),
              "0 0ms begin connected -> 100ms\n"
              "0 100ms headers 200 -> 100ms\n"
              "0 100ms first token flow 10ms -> 120ms\n"
              "0 120ms failed stream.cut 200 after 3 !1");
}

TEST(SimAttemptDriver, BlamesSlowTokensOnlyOnceTheyFlow)
{
    Outage slow = outageOf(FaultKind::SlowTokens);
    slow.fault.factor = 4;

    EXPECT_EQ(toldIn(struckBy(slow)), "0 0ms begin connected -> 100ms\n"
                                      "0 100ms headers 200 -> 100ms\n"
                                      "0 100ms first token flow 40ms !1 -> 260ms\n"
                                      "0 260ms succeeded 5 stop used 50+5 !1");
}

TEST(SimAttemptDriver, AnswersForTheProviderTextAtOnceWhateverStrikes)
{
    SignalLog log(struckBy(outageOf(FaultKind::Hang)), 1,
                  {.candidates = {{.id = "last resort", .provider = "text"}}});
    log.begin(0);

    EXPECT_EQ(log.runUntilIdle(), "0 0ms begin connected -> 0ms\n"
                                  "0 0ms headers 200 -> 0ms\n"
                                  "0 0ms first token -> 0ms\n"
                                  "0 0ms succeeded 1 stop used 0+0");
}

TEST(SimAttemptDriver, SaysNothingMoreOfAnAbandonedAttempt)
{
    SignalLog log(plainScenario());
    log.onEach = [&](const AttemptSignal& signal) {
        if (signal.kind == SignalKind::Headers) {
            log.abandon(signal.id);
        }
    };
    log.begin(0);

    EXPECT_EQ(log.runUntilIdle(), "0 0ms begin connected -> 100ms\n"
                                  "0 100ms headers 200 -> 100ms\n"
                                  "0 100ms abandoned");
}

TEST(SimAttemptDriver, TakesAReusedSlotForAnotherAttempt)
{
    SignalLog log(plainScenario());
    const AttemptId id = log.begin(0);
    log.abandon(id);
    log.text.clear();
    log.driver.begin({.id = {0, 2}, .attempt = 1, .candidate = 0, .chain = log.chain.get()});

    EXPECT_EQ(log.runUntilIdle(), "0 100ms headers 200 -> 100ms\n"
                                  "0 100ms first token flow 10ms -> 140ms\n"
                                  "0 140ms succeeded 5 stop used 50+5");
}

Scenario withCapacity(const Capacity& capacity)
{
    Scenario scenario = plainScenario();
    scenario.twins[0].capacity = capacity;
    return scenario;
}

TEST(SimAttemptDriver, LetsAttemptsWaitForAServerAsPartOfTheirTime)
{
    SignalLog log(withCapacity({.concurrent = 1}));
    log.begin(0);
    log.begin(1);

    EXPECT_EQ(log.runUntilIdle(), "0 0ms begin connected -> 100ms\n"
                                  "1 0ms begin connected\n"
                                  "0 100ms headers 200 -> 100ms\n"
                                  "0 100ms first token flow 10ms -> 140ms\n"
                                  "0 140ms succeeded 5 stop used 50+5\n"
                                  "1 240ms headers 200 -> 240ms\n"
                                  "1 240ms first token flow 10ms -> 280ms\n"
                                  "1 280ms succeeded 5 stop used 50+5");
}

TEST(SimAttemptDriver, CountsServersModelByModel)
{
    SignalLog log(withCapacity({.concurrent = 1}));
    log.begin(0, 0);
    log.begin(1, 1);

    EXPECT_EQ(log.text, "0 0ms begin connected -> 100ms\n"
                        "1 0ms begin connected -> 100ms");
}

TEST(SimAttemptDriver, FreesTheServerOfAnAbandonedAttempt)
{
    SignalLog log(withCapacity({.concurrent = 1}));
    const AttemptId first = log.begin(0);
    log.begin(1);
    log.runUntil(kWorldStart + 30_ms);
    log.abandon(first);
    log.text.clear();

    EXPECT_EQ(log.runUntilIdle(), "1 130ms headers 200 -> 130ms\n"
                                  "1 130ms first token flow 10ms -> 170ms\n"
                                  "1 170ms succeeded 5 stop used 50+5");
}

TEST(SimAttemptDriver, LetsTheServerOfAnAbandonedAttemptWorkOn)
{
    SignalLog log(withCapacity({.concurrent = 1, .onAbandon = OnAbandon::Finish}));
    const AttemptId first = log.begin(0);
    log.begin(1);
    log.runUntil(kWorldStart + 30_ms);
    log.abandon(first);
    log.text.clear();

    EXPECT_EQ(log.runUntilIdle(), "1 240ms headers 200 -> 240ms\n"
                                  "1 240ms first token flow 10ms -> 280ms\n"
                                  "1 280ms succeeded 5 stop used 50+5");
}

TEST(SimAttemptDriver, TakesAnAbandonedAttemptOutOfTheQueue)
{
    SignalLog log(withCapacity({.concurrent = 1}));
    log.begin(0);
    const AttemptId second = log.begin(1);
    log.begin(2);
    log.abandon(second);
    log.text.clear();

    EXPECT_EQ(log.runUntilIdle(), "0 100ms headers 200 -> 100ms\n"
                                  "0 100ms first token flow 10ms -> 140ms\n"
                                  "0 140ms succeeded 5 stop used 50+5\n"
                                  "2 240ms headers 200 -> 240ms\n"
                                  "2 240ms first token flow 10ms -> 280ms\n"
                                  "2 280ms succeeded 5 stop used 50+5");
}

TEST(SimAttemptDriver, KeepsTheServerOfASilentAttemptUntilItIsAbandoned)
{
    Scenario scenario = withCapacity({.concurrent = 1});
    scenario.outages = {outageOf(FaultKind::Stall, 1)};
    scenario.outages[0].count = 1;
    SignalLog log(scenario);
    const AttemptId silent = log.begin(0);
    log.begin(1);
    log.runUntil(kWorldStart + 1000_ms);
    log.abandon(silent);
    log.text.clear();

    EXPECT_EQ(log.runUntilIdle(), "1 1100ms headers 200 -> 1100ms\n"
                                  "1 1100ms first token flow 10ms -> 1140ms\n"
                                  "1 1140ms succeeded 5 stop used 50+5");
}

TEST(SimAttemptDriver, FailsWhatIsRejectedAndCountsIt)
{
    SignalLog log(withCapacity({.concurrent = 1, .whenFull = WhenFull::Reject}));
    log.begin(0);
    log.begin(1);
    log.runUntil(kWorldStart);

    EXPECT_EQ(log.text, "0 0ms begin connected -> 100ms\n"
                        "1 0ms begin connected -> 0ms\n"
                        "1 0ms headers 429 -> 0ms\n"
                        "1 0ms failed rate_limit.wait 429 after 0");
    EXPECT_EQ(log.driver.rejected(), (std::vector<std::uint64_t>{1, 0}));
}

TEST(SimAttemptDriver, SaysHowLongALimitWillRejectStill)
{
    SignalLog log(withCapacity({.requestsPerMinute = 60}));
    for (std::uint32_t i = 0; i < 61; ++i) {
        log.begin(i);
    }
    log.text.clear();
    log.runUntil(kWorldStart);

    EXPECT_EQ(log.text, "60 0ms headers 429 -> 0ms\n"
                        "60 0ms failed rate_limit.wait 429 after 0 hint 1000ms");
}

TEST(SimAttemptDriver, UsesNoServerForWhatNeverReachesTheModel)
{
    Scenario scenario = withCapacity({.concurrent = 1});
    scenario.outages = {outageOf(FaultKind::Hang)};
    scenario.outages[0].count = 1;
    SignalLog log(scenario);
    log.begin(0);
    log.begin(1);

    EXPECT_EQ(log.text, "0 0ms begin connected -> 0ms\n"
                        "1 0ms begin connected -> 100ms");
}

TEST(SimAttemptDriver, BeginsAWorldWithIdleServersAndNoAttempts)
{
    SignalLog log(withCapacity({.concurrent = 1}));
    log.begin(0);
    log.begin(1);
    log.scheduler.reset();
    log.driver.beginWorld();
    log.text.clear();
    log.begin(2);

    EXPECT_EQ(log.runUntilIdle(), "2 0ms begin connected -> 100ms\n"
                                  "2 100ms headers 200 -> 100ms\n"
                                  "2 100ms first token flow 10ms -> 140ms\n"
                                  "2 140ms succeeded 5 stop used 50+5");
}

} // namespace
} // namespace understudy
