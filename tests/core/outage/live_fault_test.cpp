// Every kind of fault in a live run: what is made up here, what is left to the real stream, and
// what the engine is told when its own limits have the last word.
#include "core/outage/fault_effect.h"
#include "tests/core/outage/outage_driver_bench.h"

namespace understudy {
namespace {

class LiveFault : public OutageDriverBench
{
protected:
    void begin(const std::string& flag)
    {
        const Result<Outage> outage = outageFromFlag("*=" + flag, "o");
        ASSERT_TRUE(outage) << flag;
        strike(outage->fault);
        m_driver.begin(startOf(kLive));
    }
    std::uint16_t blamedAfter(SignalKind kind, std::uint16_t status, std::uint32_t tokens)
    {
        signalFromBelow(kind, status, ErrorClass::None, tokens);
        return m_listener.signals.back().injected;
    }
};

struct MadeUp
{
    const char* flag;
    ErrorClass errorClass;
    std::uint16_t status;
    const char* words;
};

TEST_F(LiveFault, MakesUpWhatComesBeforeTheFirstTokenWithoutNetwork)
{
    for (const MadeUp& row : {
             MadeUp{"empty", ErrorClass::Empty, 200, "an empty answer"},
             MadeUp{"malformed:0", ErrorClass::StreamMalformed, 200, "not JSON"},
             MadeUp{"html", ErrorClass::Endpoint, 200, "a login page"},
             MadeUp{"content_filter", ErrorClass::PolicyPrompt, 400, "content filter"},
             MadeUp{"context_overflow", ErrorClass::Context, 400, "context window"},
             MadeUp{"auth", ErrorClass::Auth, 401, "HTTP 401"},
             MadeUp{"billing", ErrorClass::QuotaExhausted, 429, "quota"},
             MadeUp{"model_missing", ErrorClass::ModelMissing, 404, "no such model"},
         }) {
        m_listener.signals.clear();
        m_listener.notes.clear();
        begin(row.flag);
        m_scheduler.runUntilIdle();

        EXPECT_EQ(kinds(),
                  (std::vector{SignalKind::Connected, SignalKind::Headers, SignalKind::Failed}))
            << row.flag;
        const AttemptSignal& failure = m_listener.signals.back();
        EXPECT_EQ(name(failure.errorClass), name(row.errorClass)) << row.flag;
        EXPECT_EQ(failure.status, row.status) << row.flag;
        EXPECT_EQ(failure.injected, 2) << row.flag;
        EXPECT_NE(m_listener.notes.at(0).find(row.words), std::string::npos)
            << m_listener.notes.at(0);
        EXPECT_TRUE(m_inner.starts.empty()) << row.flag;
    }
}

TEST_F(LiveFault, MakesUpAnswersThatAreNotTheOneWanted)
{
    for (const char* flag : {"refusal", "wrong_model"}) {
        m_listener = Listener{};
        begin(flag);
        m_scheduler.runUntilIdle();

        EXPECT_EQ(kinds(),
                  (std::vector{SignalKind::Connected, SignalKind::Headers, SignalKind::FirstToken,
                               SignalKind::Progress, SignalKind::Succeeded}))
            << flag;
        EXPECT_FALSE(m_listener.text.empty());
        EXPECT_TRUE(m_inner.starts.empty());
        const bool isRefusal = std::string_view(flag) == "refusal";
        EXPECT_EQ(m_listener.signals.back().finish, isRefusal ? Finish::Refusal : Finish::Stop);
        EXPECT_EQ(m_listener.notes.size(), isRefusal ? 1U : 2U);
        EXPECT_TRUE(isRefusal || m_listener.notes[1].ends_with("-lookalike"));
    }
}

TEST_F(LiveFault, WaitsBeforeItOpensARealStreamThatIsToBeLate)
{
    begin("slow_first_token:500");
    m_scheduler.advanceBy(400_ms);
    EXPECT_EQ(kinds(), std::vector{SignalKind::Connected}) << "no limit for connecting may end it";
    EXPECT_EQ(m_listener.signals[0].injected, 2);
    EXPECT_TRUE(m_inner.starts.empty());

    m_scheduler.advanceBy(200_ms);

    ASSERT_EQ(m_inner.starts.size(), 1U);
    EXPECT_EQ(m_inner.starts[0].fault, nullptr) << "the real stream itself is left alone";
    m_driver.abandon({4, 9});
    EXPECT_EQ(m_inner.abandoned.size(), 1U);
}

TEST_F(LiveFault, SpendsNothingOnALateStreamThatIsAbandoned)
{
    begin("slow_first_token:500");
    m_scheduler.advanceBy(400_ms);
    m_driver.abandon({4, 9});
    m_scheduler.runUntilIdle();

    EXPECT_TRUE(m_inner.starts.empty());
    EXPECT_TRUE(m_inner.abandoned.empty());
}

TEST_F(LiveFault, OpensTheRealStreamForWhatHappensInsideIt)
{
    for (const char* flag : {"cut:3", "truncate:3", "stall:0", "heartbeat_stall:2", "error_event:3",
                             "malformed:1", "slow_tokens:3", "slow_first_token:factor=2"}) {
        m_inner.starts.clear();
        begin(flag);
        ASSERT_EQ(m_inner.starts.size(), 1U) << flag;
        EXPECT_NE(m_inner.starts[0].fault, nullptr) << flag;
        m_driver.abandon({4, 9});
    }
}

TEST_F(LiveFault, BlamesAStallFromItsLastTokenOn)
{
    begin("stall:2");

    EXPECT_EQ(blamedAfter(SignalKind::Connected, 0, 0), 0) << "a slow model is no stall";
    EXPECT_EQ(blamedAfter(SignalKind::Headers, 200, 0), 0);
    EXPECT_EQ(blamedAfter(SignalKind::Progress, 0, 1), 0);
    EXPECT_EQ(blamedAfter(SignalKind::Progress, 0, 2), 2);
    EXPECT_EQ(blamedAfter(SignalKind::Bytes, 0, 2), 2) << "heartbeats change nothing";
}

TEST_F(LiveFault, BlamesSlownessForTheTimeItTakes)
{
    begin("slow_tokens:4");
    EXPECT_EQ(blamedAfter(SignalKind::Headers, 200, 0), 0);
    EXPECT_EQ(blamedAfter(SignalKind::Progress, 0, 1), 2);
    m_driver.abandon({4, 9});

    begin("slow_first_token:factor=2");
    EXPECT_EQ(blamedAfter(SignalKind::Headers, 200, 0), 2);
    EXPECT_EQ(blamedAfter(SignalKind::FirstToken, 0, 1), 0);
}

TEST_F(LiveFault, DoesNotBlameSlownessForWhatTheProviderSays)
{
    begin("slow_tokens:4");
    signalFromBelow(SignalKind::Headers, 503, ErrorClass::None, 0);
    signalFromBelow(SignalKind::Failed, 503, ErrorClass::Server, 0);

    EXPECT_EQ(m_listener.signals.back().injected, 0);
}

} // namespace
} // namespace understudy
