#include "core/world/outage_state.h"
#include "tests/core/outage/outage_driver_bench.h"

namespace understudy {
namespace {

using OutageDriverTest = OutageDriverBench;

TEST_F(OutageDriverTest, HandsAttemptsOnWhenNothingStrikes)
{
    m_driver.begin(startOf(kLive));
    signalFromBelow(SignalKind::Failed, 503, ErrorClass::Server, 0);

    ASSERT_EQ(m_inner.starts.size(), 1U);
    EXPECT_EQ(m_inner.starts[0].fault, nullptr);
    ASSERT_EQ(m_listener.signals.size(), 1U);
    EXPECT_EQ(m_listener.signals[0].injected, 0);
}

// As runs in virtual time have it that are each in a world of their own.
TEST_F(OutageDriverTest, GivesEachRunProcessesOfItsOwn)
{
    Outage outage;
    outage.id = "o";
    outage.process = OutageProcess{.up = ExponentialLaw{800}, .down = ExponentialLaw{800}};
    m_schedule.replace({outage});
    const std::vector<Outage> outages{outage};
    const CandidateLabel& label = m_chain->labels[0];
    OutageState alone(outages, std::vector<ModelName>{{label.provider, label.model}});

    std::size_t struck = 0;
    for (std::uint64_t run = 0; run < 200; ++run) {
        m_driver.setConditions(kSimulated, {.isSimulated = true, .runIndex = run});
        alone.reset(1, run);
        for (const Duration elapsed : {0_ms, 700_ms, 2000_ms}) {
            AttemptStart start = startOf(kSimulated);
            start.sinceStart = elapsed;
            m_driver.begin(start);
            const bool isStruck = m_inner.starts.back().fault != nullptr;
            EXPECT_EQ(isStruck, alone.isOn(0, elapsed)) << "run " << run;
            struck += isStruck ? 1 : 0;
            m_driver.abandon(start.id);
        }
    }
    EXPECT_GT(struck, 200U);
    EXPECT_LT(struck, 400U);
}

TEST_F(OutageDriverTest, PassesEveryFaultOnToSimulatedProvidersAndNamesTheOutage)
{
    strike(
        {.kind = FaultKind::Status, .status = 503, .code = {}, .retryAfter = {}, .afterTokens = 0});

    m_driver.begin(startOf(kSimulated));

    ASSERT_EQ(m_inner.starts.size(), 1U);
    ASSERT_NE(m_inner.starts[0].fault, nullptr);
    EXPECT_EQ(m_inner.starts[0].fault->status, 503);
    signalFromBelow(SignalKind::Headers, 503, ErrorClass::None, 0);
    signalFromBelow(SignalKind::Failed, 503, ErrorClass::Server, 0);
    ASSERT_EQ(m_listener.signals.size(), 2U);
    EXPECT_EQ(m_listener.signals[1].injected, 2);
}

TEST_F(OutageDriverTest, PlaysALiveErrorStatusWithoutTouchingTheNetwork)
{
    strike({.kind = FaultKind::Status,
            .status = 429,
            .code = {},
            .retryAfter = 2_s,
            .afterTokens = 0});

    m_driver.begin(startOf(kLive));
    EXPECT_TRUE(m_listener.signals.empty()) << "never from within begin";
    m_scheduler.advanceBy(1_ms);

    EXPECT_TRUE(m_inner.starts.empty());
    EXPECT_EQ(m_listener.notes, std::vector<std::string>{"injected: HTTP 429"});
    EXPECT_EQ(kinds(),
              (std::vector{SignalKind::Connected, SignalKind::Headers, SignalKind::Failed}));
    const AttemptSignal& failure = m_listener.signals.back();
    EXPECT_EQ(failure.errorClass, ErrorClass::RateLimitWait);
    EXPECT_EQ(failure.status, 429);
    EXPECT_EQ(failure.hint, 2_s);
    EXPECT_EQ(failure.injected, 2);
}

TEST_F(OutageDriverTest, RefusesALiveConnectionBeforeItStands)
{
    strike({.kind = FaultKind::Refuse, .code = {}, .retryAfter = {}});

    m_driver.begin(startOf(kLive));
    m_scheduler.runUntilIdle();

    EXPECT_EQ(kinds(), std::vector{SignalKind::Failed});
    EXPECT_EQ(m_listener.signals[0].errorClass, ErrorClass::TransportConnect);
}

TEST_F(OutageDriverTest, ResetsALiveConnectionBeforeItsHeaders)
{
    strike({.kind = FaultKind::Reset, .code = {}, .retryAfter = {}});

    m_driver.begin(startOf(kLive));
    m_scheduler.runUntilIdle();

    EXPECT_EQ(kinds(), (std::vector{SignalKind::Connected, SignalKind::Failed}));
    EXPECT_EQ(m_listener.signals[1].errorClass, ErrorClass::TransportReset);
}

TEST_F(OutageDriverTest, LeavesAHangingAttemptToTheEnginesLimits)
{
    strike({.kind = FaultKind::Hang, .code = {}, .retryAfter = {}});

    m_driver.begin(startOf(kLive));
    m_scheduler.advanceBy(3600_s);
    EXPECT_EQ(kinds(), std::vector{SignalKind::Connected});
    m_driver.abandon({4, 9});

    EXPECT_TRUE(m_inner.abandoned.empty()) << "the driver below never heard of it";
}

TEST_F(OutageDriverTest, NamesTheOutageOfAHangWhenItConnects)
{
    strike({.kind = FaultKind::Hang, .code = {}, .retryAfter = {}});

    m_driver.begin(startOf(kSimulated));
    signalFromBelow(SignalKind::Connected, 0, ErrorClass::None, 0);

    EXPECT_EQ(m_listener.signals.back().injected, 2) << "nothing else will come";
}

TEST_F(OutageDriverTest, LeavesFaultsInsideTheStreamToTheDriverBelow)
{
    strike({.kind = FaultKind::Cut, .code = {}, .retryAfter = {}, .afterTokens = 3});

    m_driver.begin(startOf(kLive));
    ASSERT_EQ(m_inner.starts.size(), 1U);
    EXPECT_EQ(m_inner.starts[0].fault->afterTokens, 3U);
    signalFromBelow(SignalKind::Headers, 200, ErrorClass::None, 0);
    signalFromBelow(SignalKind::Failed, 200, ErrorClass::StreamCut, 3);

    EXPECT_EQ(m_listener.signals.back().injected, 2);
}

TEST_F(OutageDriverTest, DoesNotBlameTheOutageForAFailureOfItsOwn)
{
    strike({.kind = FaultKind::Cut, .code = {}, .retryAfter = {}, .afterTokens = 3});

    m_driver.begin(startOf(kLive));
    signalFromBelow(SignalKind::Headers, 401, ErrorClass::None, 0);
    signalFromBelow(SignalKind::Failed, 401, ErrorClass::Auth, 0);

    EXPECT_EQ(m_listener.signals.back().injected, 0);
}

TEST_F(OutageDriverTest, KeepsAnAttemptsFaultWhenTheScheduleIsReplaced)
{
    strike({.kind = FaultKind::Cut, .code = "x", .retryAfter = {}, .afterTokens = 3});
    m_driver.begin(startOf(kSimulated));

    m_schedule.replace({});

    EXPECT_EQ(m_inner.starts[0].fault->code, "x");
}

TEST_F(OutageDriverTest, SaysNothingOfAnAbandonedAttempt)
{
    strike({.kind = FaultKind::Status, .code = {}, .retryAfter = {}});

    m_driver.begin(startOf(kLive));
    m_driver.abandon({4, 9});
    m_scheduler.runUntilIdle();

    EXPECT_TRUE(m_listener.signals.empty());
    EXPECT_TRUE(m_listener.notes.empty());
}

TEST_F(OutageDriverTest, StopsWhenTheEngineAbandonsInTheMidstOfIt)
{
    strike({.kind = FaultKind::Status, .code = {}, .retryAfter = {}});
    m_listener.abandonsOn = SignalKind::Connected;

    m_driver.begin(startOf(kLive));
    m_scheduler.runUntilIdle();

    EXPECT_EQ(kinds(), std::vector{SignalKind::Connected});
}

TEST_F(OutageDriverTest, AbandonsBelowWhatItHandedOn)
{
    m_driver.begin(startOf(kLive));
    m_driver.abandon({4, 9});

    EXPECT_EQ(m_inner.abandoned, (std::vector<AttemptId>{{4, 9}}));
}

TEST_F(OutageDriverTest, MeasuresWindowsFromTheRunsStart)
{
    Outage outage;
    outage.window = OutageWindow{10_ms, std::nullopt};
    m_schedule.replace({outage});
    AttemptStart early = startOf(kSimulated);
    AttemptStart late = startOf(kSimulated);
    late.id = {5, 9};
    late.sinceStart = 10_ms;

    m_driver.begin(early);
    m_driver.begin(late);

    EXPECT_EQ(m_inner.starts[0].fault, nullptr);
    EXPECT_NE(m_inner.starts[1].fault, nullptr);
}

TEST_F(OutageDriverTest, KeysItsDrawsByTheRunsIndexNotByItsSlot)
{
    Outage half;
    half.id = "half";
    half.share = 0.5;
    m_schedule.replace({half});

    std::size_t struck = 0;
    for (std::uint64_t run = 0; run < 200; ++run) {
        m_driver.setConditions(kSimulated, {.isSimulated = true, .runIndex = run});
        m_driver.begin(startOf(kSimulated));
        struck += m_inner.starts.back().fault != nullptr ? 1U : 0U;
        m_driver.abandon({4, 9});
    }

    EXPECT_GT(struck, 60U);
    EXPECT_LT(struck, 140U);
}

} // namespace
} // namespace understudy
