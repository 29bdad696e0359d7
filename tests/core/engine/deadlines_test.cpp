#include "core/engine/deadlines.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const Instant kStart{std::chrono::seconds(100)};
const Timeouts kDefaults;

OpenAttempt started() { return {.start = kStart, .lastByte = kStart, .lastPayload = kStart}; }

TEST(Deadlines, WatchTheConnectionFirst)
{
    const AttemptLimit limit = nearestLimit(started(), kDefaults, kStart + 120_s);
    EXPECT_EQ(limit, (AttemptLimit{kStart + 10_s, ErrorClass::TransportConnect}));
}

TEST(Deadlines, HaveNoHeaderTimeoutOfTheirOwn)
{
    OpenAttempt attempt = started();
    attempt.isConnected = true;
    const AttemptLimit limit = nearestLimit(attempt, kDefaults, kStart + 120_s);
    EXPECT_EQ(limit, (AttemptLimit{kStart + 60_s, ErrorClass::TimeoutFirstToken}));
}

TEST(Deadlines, WatchBytesOnlyFromTheHeadersOn)
{
    OpenAttempt attempt = started();
    attempt.isConnected = attempt.hasHeaders = attempt.isCommitted = true;
    attempt.lastByte = kStart + 5_s;
    const AttemptLimit limit = nearestLimit(attempt, kDefaults, kStart + 120_s);
    EXPECT_EQ(limit, (AttemptLimit{kStart + 35_s, ErrorClass::StreamStalled}));
}

TEST(Deadlines, CatchAStreamOfHeartbeatsByItsPayload)
{
    OpenAttempt attempt = started();
    attempt.isConnected = attempt.hasHeaders = attempt.hasContent = true;
    attempt.lastByte = kStart + 59_s; // pings all the time
    const AttemptLimit limit = nearestLimit(attempt, kDefaults, kStart + 120_s);
    EXPECT_EQ(limit, (AttemptLimit{kStart + 60_s, ErrorClass::StreamStalled}));
}

TEST(Deadlines, TakeAFlowOfTokensForSignsOfLifeWhileItIsQuickEnough)
{
    OpenAttempt attempt = started();
    attempt.isConnected = attempt.hasHeaders = attempt.hasContent = true;
    attempt.lastByte = attempt.lastPayload = kStart + 1_s;
    attempt.flow = Flow::Tokens;
    attempt.pace = 30_s;
    EXPECT_EQ(nearestLimit(attempt, kDefaults, kStart + 120_s).errorClass, ErrorClass::Deadline);

    attempt.pace = 31_s;
    EXPECT_EQ(nearestLimit(attempt, kDefaults, kStart + 120_s),
              (AttemptLimit{kStart + 31_s, ErrorClass::StreamStalled}));
}

TEST(Deadlines, TakeBeatsForBytesButNotForPayload)
{
    OpenAttempt attempt = started();
    attempt.isConnected = attempt.hasHeaders = attempt.hasContent = true;
    attempt.lastByte = attempt.lastPayload = kStart;
    attempt.flow = Flow::Beats;
    EXPECT_EQ(nearestLimit(attempt, kDefaults, kStart + 120_s),
              (AttemptLimit{kStart + 60_s, ErrorClass::StreamStalled}));
}

TEST(Deadlines, PreferTheAttemptsOwnReasonToTheChainsDeadline)
{
    OpenAttempt attempt = started();
    EXPECT_EQ(nearestLimit(attempt, kDefaults, kStart + 10_s).errorClass,
              ErrorClass::TransportConnect);
    EXPECT_EQ(nearestLimit(attempt, kDefaults, kStart + 9_s).errorClass, ErrorClass::Deadline);
}

} // namespace
} // namespace understudy
