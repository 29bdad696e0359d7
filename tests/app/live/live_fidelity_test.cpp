// The law of fidelity over real sockets: what a simulated live run tells is what virtual time
// tells, in the same order. Times are far apart; tests/core/fidelity has the law's breadth.
#include "app/live/live_engine.h"
#include "app/live/qt_scheduler.h"
#include "app/net/loopback_server.h"
#include "core/serve/provider_stage.h"
#include "tests/core/fidelity/told_run.h"

#include <QTest>

#include <gtest/gtest.h>

#include <functional>
#include <ostream>

namespace understudy::fidelity {
namespace {

constexpr std::uint64_t kSeed = 11;
constexpr std::uint64_t kRun = 3;

struct Play
{
    const char* name;
    std::function<void(Chain&, Scenario&)> arrange;
};

std::ostream& operator<<(std::ostream& out, const Play& play) { return out << play.name; }

class Silence final : public TextSink
{
public:
    void onText(std::uint32_t, std::uint32_t, std::string_view) override {}
    void onNote(std::uint32_t, std::uint32_t, NoteKind, std::string_view) override {}
};

Candidate candidateOf(const char* provider, const char* model)
{
    Candidate candidate;
    candidate.id = model;
    candidate.provider = provider;
    candidate.model = model;
    candidate.backoff.base = 150_ms;
    candidate.backoff.jitter = Jitter::None;
    candidate.timeouts.byteIdle = 500_ms;
    candidate.timeouts.payloadIdle = 800_ms;
    return candidate;
}

// Two steps of two dialects; each answer takes 100 ms and twelve tokens of 10 ms.
Chain twoSteps()
{
    Chain chain;
    chain.name = "lead and understudy";
    chain.steps.resize(2);
    chain.steps[0].candidates = {candidateOf("openai", "lead")};
    chain.steps[1].candidates = {candidateOf("anthropic", "understudy")};
    return chain;
}

Twin twinOf(std::string target, double firstToken, std::uint32_t inputTokens)
{
    Twin twin;
    twin.target = std::move(target);
    twin.firstToken = ConstantLaw{firstToken};
    twin.tokenInterval = ConstantLaw{10};
    twin.outputTokens = ConstantLaw{12};
    twin.inputTokens = ConstantLaw{static_cast<double>(inputTokens)};
    return twin;
}

std::vector<RunEvent> overSockets(const PreparedRun& run, ProviderStage& stage,
                                  const Scenario& scenario)
{
    Events events;
    Silence texts;
    LiveEngine engine(events, texts, kSeed);
    engine.setOutages(scenario.outages);
    engine.start(run);
    EXPECT_TRUE(QTest::qWaitFor([&engine] { return engine.liveRuns() == 0; }, 30'000));
    EXPECT_FALSE(stage.log().entries().empty());
    return events.all;
}

class LiveFidelity : public testing::TestWithParam<Play>
{};

TEST_P(LiveFidelity, HoldsOverSockets)
{
    const ChatRequest chat{.system = {}, .messages = {{Role::User, "Say hello, please."}}};
    Chain chain = twoSteps();
    Scenario scenario;
    scenario.twins = {twinOf("*", 100, estimateTokens(chat))};
    GetParam().arrange(chain, scenario);

    QtScheduler scheduler;
    ProviderStage stage(
        scheduler,
        {.scenario = scenario, .seed = kSeed, .catalogue = {}, .obeysFaultHeader = true});
    LoopbackServer server(stage);
    const auto port = server.listen(0);
    ASSERT_TRUE(port.has_value());
    const EndpointOverrides overrides{
        .baseUrls = {}, .simulatedOrigin = "http://127.0.0.1:" + std::to_string(*port)};
    const auto run = prepareRun(chain, chat, overrides, Catalogue{}, kRun);
    ASSERT_TRUE(run.has_value());

    const std::vector<RunEvent> live = overSockets(*run, stage, scenario);
    const std::vector<RunEvent> inTime =
        inVirtualTime({.chain = run->chain, .scenario = scenario, .seed = kSeed, .run = kRun});

    EXPECT_EQ(textOf(live, false), textOf(inTime, false))
        << "live:" << timesOf(live) << "\nin virtual time:" << timesOf(inTime);
}

void strikeLead(Scenario& scenario, const char* fault, std::optional<std::uint32_t> count = {})
{
    auto outage = outageFromFlag(std::string("openai/lead=") + fault, "o1");
    ASSERT_TRUE(outage.has_value()) << fault;
    outage->count = count;
    scenario.outages = {*outage};
}

void failLead(Scenario& scenario, ErrorClass errorClass, std::uint16_t status,
              std::optional<std::uint32_t> afterTokens = {})
{
    TwinFailure failure;
    failure.errorClass = errorClass;
    failure.status = status;
    failure.share = 1;
    failure.after = ConstantLaw{afterTokens ? 0.0 : 80.0};
    if (afterTokens) {
        failure.afterTokens = CountLaw{ConstantLaw{static_cast<double>(*afterTokens)}};
    }
    Twin twin;
    twin.target = "openai/lead";
    twin.failures = {failure};
    scenario.twins.push_back(twin);
}

void raceBoth(Chain& chain, Scenario& scenario, RaceWin win)
{
    chain.steps[0].candidates.push_back(chain.steps[1].candidates[0]);
    chain.steps.pop_back();
    chain.steps[0].selection.kind = SelectionKind::Race;
    chain.steps[0].selection.win = win;
    chain.steps[0].selection.stagger = 100_ms;
    scenario.twins.push_back(twinOf("openai/lead", 400, 5));
}

INSTANTIATE_TEST_SUITE_P(
    Plays, LiveFidelity,
    testing::Values(
        Play{"healthy", [](Chain&, Scenario&) {}},
        Play{"overloaded twin",
             [](Chain&, Scenario& s) { failLead(s, ErrorClass::Overload, 503); }},
        Play{"quota", [](Chain&, Scenario& s) { failLead(s, ErrorClass::QuotaExhausted, 429); }},
        Play{"reset", [](Chain&, Scenario& s) { failLead(s, ErrorClass::TransportReset, 0); }},
        Play{"cut twin", [](Chain&, Scenario& s) { failLead(s, ErrorClass::StreamCut, 0, 3); }},
        Play{"stalled twin",
             [](Chain&, Scenario& s) { failLead(s, ErrorClass::StreamStalled, 0, 2); }},
        Play{"malformed while held",
             [](Chain& c, Scenario& s) {
                 c.holdTokens = 6;
                 failLead(s, ErrorClass::StreamMalformed, 0, 4);
             }},
        Play{"refused", [](Chain&, Scenario& s) { strikeLead(s, "refuse"); }},
        Play{"cut outage once", [](Chain&, Scenario& s) { strikeLead(s, "cut:5", 1); }},
        Play{"heartbeats", [](Chain&, Scenario& s) { strikeLead(s, "heartbeat_stall:3"); }},
        Play{"hint",
             [](Chain&, Scenario& s) { strikeLead(s, "status:429:retry_after=1", 1); }},
        Play{"error event",
             [](Chain& c, Scenario& s) {
                 c.midStream = MidStream::Continue;
                 strikeLead(s, "error_event:4");
             }},
        Play{"hedge", [](Chain& c, Scenario& s) { raceBoth(c, s, RaceWin::FirstToken); }},
        Play{"race to the end", [](Chain& c, Scenario& s) { raceBoth(c, s, RaceWin::Completed); }}),
    [](const auto& play) {
        std::string name = play.param.name;
        std::replace(name.begin(), name.end(), ' ', '_');
        return name;
    });

} // namespace
} // namespace understudy::fidelity
