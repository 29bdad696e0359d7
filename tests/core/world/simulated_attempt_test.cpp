#include "core/world/simulated_attempt.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// First token at 100 ms, then one each 10 ms, 5 in all: done at 140 ms.
ModelTwin steadyTwin()
{
    ModelTwin twin;
    twin.firstToken = ConstantLaw{100};
    twin.tokenInterval = ConstantLaw{10};
    twin.outputTokens = ConstantLaw{5};
    twin.inputTokens = ConstantLaw{7};
    return twin;
}

AttemptDice diceFor(std::uint64_t run)
{
    return AttemptDice(
        DrawKey{.seed = 9, .world = 2, .run = run, .model = modelHash("a", "b"), .ordinal = 1});
}

SimulatedAttempt struckBy(const Fault& fault, ErrorClass errorClass = ErrorClass::None,
                          std::uint16_t status = 0)
{
    const StruckBy struck{&fault, 3, errorClass, status};
    return simulateAttempt(steadyTwin(), diceFor(0), &struck, std::nullopt);
}

Fault faultOf(FaultKind kind, std::uint32_t afterTokens = 0)
{
    Fault fault;
    fault.kind = kind;
    fault.afterTokens = afterTokens;
    return fault;
}

TwinFailure failureOf(ErrorClass errorClass, std::uint16_t status, double share)
{
    TwinFailure failure;
    failure.errorClass = errorClass;
    failure.status = status;
    failure.share = share;
    return failure;
}

SimulatedAttempt failing(TwinFailure failure)
{
    ModelTwin twin = steadyTwin();
    twin.failures = {std::move(failure)};
    return simulateAttempt(twin, diceFor(0), nullptr, std::nullopt);
}

TEST(SimulatedAttempt, SucceedsAtTheTimeOfItsLastToken)
{
    const SimulatedAttempt attempt =
        simulateAttempt(steadyTwin(), diceFor(0), nullptr, std::nullopt);

    EXPECT_EQ(attempt.end, PlanEnd::Succeeds);
    EXPECT_EQ(attempt.status, 200);
    EXPECT_EQ(attempt.headers, 100_ms);
    EXPECT_EQ(attempt.firstToken, 100_ms);
    EXPECT_EQ(attempt.tokenInterval, 10_ms);
    EXPECT_EQ(attempt.tokens, 5u);
    EXPECT_EQ(attempt.last, 140_ms);
    EXPECT_EQ(attempt.finish, Finish::Stop);
    EXPECT_EQ(attempt.usage, (TokenCounts{7, 0, 5}));
    EXPECT_TRUE(attempt.connects && attempt.usesServer);
}

TEST(SimulatedAttempt, DrawsAsTheEmbeddedProvidersDo)
{
    ModelTwin twin;
    twin.tokenInterval = GammaLaw{8, 0.5};
    twin.inputTokens = GeometricLaw{300};
    for (std::uint64_t run = 0; run < 200; ++run) {
        const DrawKey key{
            .seed = 9, .world = 2, .run = run, .model = modelHash("a", "b"), .ordinal = 1};
        const AttemptDraws draws = drawAttempt(twin, key, std::nullopt);
        const SimulatedAttempt attempt = simulateAttempt(twin, diceFor(run), nullptr, std::nullopt);

        EXPECT_EQ(draws.firstToken, drawTime(twin.firstToken, key.unit(DrawPurpose::FirstToken)));
        EXPECT_EQ(attempt.firstToken, draws.firstToken);
        EXPECT_EQ(attempt.tokenInterval, draws.tokenInterval);
        EXPECT_EQ(attempt.tokens, draws.outputTokens);
        EXPECT_EQ(attempt.usage.input, draws.inputTokens);
    }
}

TEST(SimulatedAttempt, IsCappedByTheRequest)
{
    const SimulatedAttempt attempt = simulateAttempt(steadyTwin(), diceFor(0), nullptr, 3);

    EXPECT_EQ(attempt.tokens, 3u);
    EXPECT_EQ(attempt.last, 120_ms);
    EXPECT_EQ(attempt.finish, Finish::Length);
}

TEST(SimulatedAttempt, FailsAtOnceWhereAFaultStandsInPlaceOfAnAnswer)
{
    Fault slowDown = faultOf(FaultKind::Status);
    slowDown.retryAfter = 2_s;
    const SimulatedAttempt status = struckBy(slowDown, ErrorClass::RateLimitWait, 429);
    const SimulatedAttempt refuse =
        struckBy(faultOf(FaultKind::Refuse), ErrorClass::TransportConnect);
    const SimulatedAttempt reset = struckBy(faultOf(FaultKind::Reset), ErrorClass::TransportReset);
    const SimulatedAttempt page = struckBy(faultOf(FaultKind::Html), ErrorClass::Endpoint, 200);

    EXPECT_EQ(status.end, PlanEnd::Fails);
    EXPECT_EQ(status.errorClass, ErrorClass::RateLimitWait);
    EXPECT_EQ(status.status, 429);
    EXPECT_EQ(status.hint, 2_s);
    EXPECT_EQ(status.last, 0_us);
    EXPECT_EQ(status.outage, 3);
    EXPECT_EQ(status.usage, TokenCounts{});
    EXPECT_FALSE(status.usesServer);
    EXPECT_FALSE(refuse.connects);
    EXPECT_EQ(refuse.errorClass, ErrorClass::TransportConnect);
    EXPECT_TRUE(reset.connects);
    EXPECT_EQ(reset.status, 0);
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.errorClass, ErrorClass::Endpoint);
}

TEST(SimulatedAttempt, HangsWithoutHeaders)
{
    const SimulatedAttempt attempt = struckBy(faultOf(FaultKind::Hang));

    EXPECT_EQ(attempt.end, PlanEnd::FallsSilent);
    EXPECT_TRUE(attempt.connects);
    EXPECT_EQ(attempt.status, 0);
    EXPECT_EQ(attempt.tokens, 0u);
    EXPECT_EQ(attempt.last, 0_us);
}

TEST(SimulatedAttempt, BreaksRightWithTheTokenOfTheFault)
{
    const SimulatedAttempt third = struckBy(faultOf(FaultKind::Cut, 3), ErrorClass::StreamCut, 200);
    const SimulatedAttempt none = struckBy(faultOf(FaultKind::Cut, 0), ErrorClass::StreamCut, 200);
    const SimulatedAttempt whole = struckBy(faultOf(FaultKind::Cut, 5), ErrorClass::StreamCut, 200);
    const SimulatedAttempt beyond =
        struckBy(faultOf(FaultKind::Cut, 6), ErrorClass::StreamCut, 200);

    EXPECT_EQ(third.end, PlanEnd::Fails);
    EXPECT_EQ(third.tokens, 3u);
    EXPECT_EQ(third.last, 120_ms);
    EXPECT_EQ(third.usage, (TokenCounts{7, 0, 3}));
    EXPECT_EQ(third.status, 200);
    EXPECT_EQ(none.tokens, 0u);
    EXPECT_EQ(none.headers, 100_ms);
    EXPECT_EQ(none.last, 100_ms);
    EXPECT_EQ(whole.end, PlanEnd::Fails);
    EXPECT_EQ(whole.last, 140_ms);
    EXPECT_EQ(beyond.end, PlanEnd::Succeeds);
    EXPECT_EQ(beyond.errorClass, ErrorClass::None);
}

TEST(SimulatedAttempt, StallsInSilenceOrBeating)
{
    const SimulatedAttempt silent =
        struckBy(faultOf(FaultKind::Stall, 2), ErrorClass::StreamStalled, 200);
    const SimulatedAttempt beating =
        struckBy(faultOf(FaultKind::HeartbeatStall, 2), ErrorClass::StreamStalled, 200);

    EXPECT_EQ(silent.end, PlanEnd::FallsSilent);
    EXPECT_EQ(silent.tokens, 2u);
    EXPECT_EQ(silent.last, 110_ms);
    EXPECT_EQ(beating.end, PlanEnd::Beats);
    EXPECT_EQ(beating.last, 110_ms);
}

TEST(SimulatedAttempt, AnswersOtherwiseWhenAFaultChangesTheAnswer)
{
    const SimulatedAttempt empty = struckBy(faultOf(FaultKind::Empty), ErrorClass::Empty, 200);
    const SimulatedAttempt refusal = struckBy(faultOf(FaultKind::Refusal), ErrorClass::None, 200);
    const SimulatedAttempt wrong = struckBy(faultOf(FaultKind::WrongModel), ErrorClass::None, 200);

    EXPECT_EQ(empty.end, PlanEnd::Fails);
    EXPECT_EQ(empty.errorClass, ErrorClass::Empty);
    EXPECT_EQ(empty.tokens, 0u);
    EXPECT_EQ(empty.last, 100_ms);
    EXPECT_EQ(refusal.end, PlanEnd::Succeeds);
    EXPECT_EQ(refusal.finish, Finish::Refusal);
    EXPECT_EQ(refusal.last, 100_ms);
    EXPECT_EQ(wrong.end, PlanEnd::Succeeds);
    EXPECT_EQ(wrong.last, 140_ms);
}

TEST(SimulatedAttempt, IsLateUnderAFaultOfPace)
{
    Fault late = faultOf(FaultKind::SlowFirstToken);
    late.delay = 50_ms;
    Fault slow = faultOf(FaultKind::SlowTokens);
    slow.factor = 3;

    EXPECT_EQ(struckBy(late).firstToken, 150_ms);
    EXPECT_EQ(struckBy(late).last, 190_ms);
    EXPECT_EQ(struckBy(slow).last, 220_ms);
    EXPECT_EQ(struckBy(slow).end, PlanEnd::Succeeds);
}

TEST(SimulatedAttempt, FailsAsItsTwinDoes)
{
    TwinFailure server = failureOf(ErrorClass::Server, 503, 1);
    server.after = ConstantLaw{80};
    server.retryAfter = 1_s;
    const SimulatedAttempt failed = failing(server);
    const SimulatedAttempt limited = failing(failureOf(ErrorClass::RateLimitWait, 429, 1));
    const SimulatedAttempt refused = failing(failureOf(ErrorClass::TransportConnect, 0, 1));

    EXPECT_EQ(failed.end, PlanEnd::Fails);
    EXPECT_EQ(failed.errorClass, ErrorClass::Server);
    EXPECT_EQ(failed.status, 503);
    EXPECT_EQ(failed.headers, 80_ms);
    EXPECT_EQ(failed.last, 80_ms);
    EXPECT_EQ(failed.hint, 1_s);
    EXPECT_EQ(failed.outage, 0);
    EXPECT_TRUE(failed.usesServer);
    EXPECT_FALSE(limited.usesServer); // at the door
    EXPECT_EQ(limited.last, 0_us);
    EXPECT_FALSE(refused.connects);
    EXPECT_FALSE(refused.usesServer);
}

TEST(SimulatedAttempt, BreaksItsStreamOnlyIfTheAnswerIsThatLong)
{
    TwinFailure cut = failureOf(ErrorClass::StreamCut, 0, 1);
    cut.afterTokens = ConstantLaw{5};
    const SimulatedAttempt last = failing(cut);
    cut.afterTokens = ConstantLaw{6};
    const SimulatedAttempt beyond = failing(cut);
    cut.afterTokens = ConstantLaw{0};
    cut.errorClass = ErrorClass::StreamStalled;
    const SimulatedAttempt stalled = failing(cut);

    EXPECT_EQ(last.end, PlanEnd::Fails);
    EXPECT_EQ(last.errorClass, ErrorClass::StreamCut);
    EXPECT_EQ(last.status, 200);
    EXPECT_EQ(last.last, 140_ms);
    EXPECT_EQ(beyond.end, PlanEnd::Succeeds);
    EXPECT_EQ(stalled.end, PlanEnd::FallsSilent);
    EXPECT_EQ(stalled.last, 100_ms);
}

TEST(SimulatedAttempt, DrawsOneOutcomeByTheShares)
{
    ModelTwin twin = steadyTwin();
    twin.failures = {failureOf(ErrorClass::Server, 503, 0.2),
                     failureOf(ErrorClass::Overload, 529, 0.3)};
    int server = 0;
    int overload = 0;
    constexpr int kRuns = 20'000;
    for (std::uint64_t run = 0; run < kRuns; ++run) {
        const ErrorClass errorClass =
            simulateAttempt(twin, diceFor(run), nullptr, std::nullopt).errorClass;
        server += errorClass == ErrorClass::Server ? 1 : 0;
        overload += errorClass == ErrorClass::Overload ? 1 : 0;
    }
    EXPECT_NEAR(server / double{kRuns}, 0.2, 0.015);
    EXPECT_NEAR(overload / double{kRuns}, 0.3, 0.017);
}

TEST(SimulatedAttempt, AsksTheOutageBeforeTheTwin)
{
    ModelTwin twin = steadyTwin();
    twin.failures = {failureOf(ErrorClass::Server, 503, 1)};
    const Fault cut = faultOf(FaultKind::Cut, 1);
    Fault slow = faultOf(FaultKind::SlowTokens);
    slow.factor = 2;
    const StruckBy byCut{&cut, 1, ErrorClass::StreamCut, 200};
    const StruckBy bySlowness{&slow, 1, ErrorClass::None, 200};

    EXPECT_EQ(simulateAttempt(twin, diceFor(0), &byCut, std::nullopt).errorClass,
              ErrorClass::StreamCut);
    // What is only slow still fails by itself.
    EXPECT_EQ(simulateAttempt(twin, diceFor(0), &bySlowness, std::nullopt).errorClass,
              ErrorClass::Server);
}

TEST(ModelTwin, TakesFailuresAndCapacityFromTheMostSpecificTwin)
{
    Scenario scenario;
    scenario.twins.resize(2);
    scenario.twins[0].target = "a/b";
    scenario.twins[0].failures.emplace();
    scenario.twins[1].target = "*";
    scenario.twins[1].failures = {failureOf(ErrorClass::Server, 503, 1)};
    scenario.twins[1].capacity.emplace().concurrent = 4;

    EXPECT_TRUE(resolveTwin(scenario, "a", "b").failures.empty());
    EXPECT_EQ(resolveTwin(scenario, "a", "b").capacity->concurrent, 4u);
    EXPECT_EQ(resolveTwin(scenario, "a", "c").failures.size(), 1u);
}

} // namespace
} // namespace understudy
