#include "core/engine/breaker.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const Instant kStart{std::chrono::seconds(100)};

void call(Breaker& breaker, const BreakerPolicy& policy, bool succeeds, Instant now)
{
    const ProbeTicket probe = breaker.begin(policy, now);
    breaker.end(policy, succeeds ? CallVerdict::Success : CallVerdict::Failure, probe, now);
}

TEST(Breaker, OpensAfterFailuresInARowOnly)
{
    const BreakerPolicy policy{.kind = BreakerKind::Consecutive, .consecutive = 3};
    Breaker breaker;
    for (const bool succeeds : {false, false, true, false, false}) {
        call(breaker, policy, succeeds, kStart);
    }
    EXPECT_EQ(breaker.state(), BreakerState::Closed);

    call(breaker, policy, false, kStart);
    EXPECT_EQ(breaker.state(), BreakerState::Open);
    EXPECT_EQ(breaker.until(), kStart + 30_s);
}

TEST(Breaker, OpensByTheShareOfTheLastCallsFromALeastNumberOn)
{
    const BreakerPolicy policy{.failureRatio = 0.1, .windowCalls = 100, .minCalls = 100};
    Breaker breaker;
    for (int i = 0; i < 99; ++i) {
        call(breaker, policy, i % 10 != 0, kStart);
    }
    EXPECT_EQ(breaker.state(), BreakerState::Closed) << "99 calls are not enough";
    call(breaker, policy, true, kStart);
    EXPECT_EQ(breaker.state(), BreakerState::Open) << "10 of 100";
}

TEST(Breaker, ForgetsCallsThatLeftTheWindowOfCalls)
{
    const BreakerPolicy policy{.failureRatio = 0.5, .windowCalls = 4, .minCalls = 4};
    Breaker breaker;
    for (const bool succeeds : {false, true, true, true, true, false}) {
        call(breaker, policy, succeeds, kStart);
    }
    EXPECT_EQ(breaker.state(), BreakerState::Closed) << "one of the last four";
    call(breaker, policy, false, kStart);
    EXPECT_EQ(breaker.state(), BreakerState::Open);
}

TEST(Breaker, ForgetsCallsThatLeftTheWindowOfTime)
{
    const BreakerPolicy policy{.failureRatio = 0.5, .window = 60_s, .minCalls = 2};
    Breaker breaker;
    call(breaker, policy, false, kStart);
    call(breaker, policy, true, kStart + 90_s);
    call(breaker, policy, true, kStart + 91_s);
    call(breaker, policy, false, kStart + 92_s);
    EXPECT_EQ(breaker.state(), BreakerState::Closed) << "one of three in the last minute";
}

TEST(Breaker, StaysOpenLongerEachTimeItReopensUpToALimit)
{
    const BreakerPolicy policy{.kind = BreakerKind::Consecutive,
                               .consecutive = 1,
                               .open = 10_s,
                               .growth = 2.0,
                               .maxOpen = 35_s};
    Breaker breaker;
    Instant now = kStart;
    for (const Duration expected : {10_s, 20_s, 35_s, 35_s}) {
        call(breaker, policy, false, now);
        EXPECT_EQ(breaker.until() - now, expected);
        now = breaker.until();
    }
    call(breaker, policy, true, now);
    EXPECT_EQ(breaker.state(), BreakerState::Closed);
    call(breaker, policy, false, now);
    EXPECT_EQ(breaker.until() - now, 10_s) << "a success starts over";
}

TEST(Breaker, LetsAsManyProbesOutAsThePolicySays)
{
    const BreakerPolicy policy{
        .kind = BreakerKind::Consecutive, .consecutive = 1, .open = 1_s, .probes = 2};
    Breaker breaker;
    call(breaker, policy, false, kStart);
    EXPECT_FALSE(breaker.admits(policy, kStart));

    const Instant later = kStart + 1_s;
    const ProbeTicket one = breaker.begin(policy, later);
    EXPECT_TRUE(breaker.admits(policy, later));
    breaker.begin(policy, later);
    EXPECT_FALSE(breaker.admits(policy, later));

    breaker.end(policy, CallVerdict::Nothing, one, later); // abandoned: its place is free again
    EXPECT_EQ(breaker.state(), BreakerState::HalfOpen);
    EXPECT_TRUE(breaker.admits(policy, later));
}

TEST(Breaker, IgnoresALateProbeOfAnEarlierTime)
{
    const BreakerPolicy policy{
        .kind = BreakerKind::Consecutive, .consecutive = 1, .open = 1_s, .probes = 2};
    Breaker breaker;
    call(breaker, policy, false, kStart);
    const ProbeTicket early = breaker.begin(policy, kStart + 1_s);
    const ProbeTicket other = breaker.begin(policy, kStart + 1_s);
    breaker.end(policy, CallVerdict::Failure, other, kStart + 1_s); // opens again
    const ProbeTicket present = breaker.begin(policy, kStart + 2_s);

    breaker.end(policy, CallVerdict::Success, early, kStart + 2_s);
    EXPECT_EQ(breaker.state(), BreakerState::HalfOpen);
    breaker.end(policy, CallVerdict::Success, present, kStart + 2_s);
    EXPECT_EQ(breaker.state(), BreakerState::Closed);
}

TEST(Breaker, IgnoresWhatWasBegunBeforeItOpened)
{
    const BreakerPolicy policy{.kind = BreakerKind::Consecutive, .consecutive = 1};
    Breaker breaker;
    const ProbeTicket slow = breaker.begin(policy, kStart);
    call(breaker, policy, false, kStart);
    breaker.end(policy, CallVerdict::Success, slow, kStart + 5_s);
    EXPECT_EQ(breaker.state(), BreakerState::Open);
}

} // namespace
} // namespace understudy
