// The equivalence law: the same script, played once as bytes through codec and driver and once as
// scripted signals, gives the engine's observers the same events, field by field.
#include "tests/core/wire/attempt_tellings.h"
#include "tests/support/engine_bench.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using tellings::Telling;

const std::vector<Telling>& kTellings = tellings::all();

using Attempts = std::vector<std::size_t>; // indices of tellings, for one candidate

struct Play
{
    std::vector<Attempts> candidates;
    MidStream midStream = MidStream::Restart;

    std::string name() const
    {
        std::string text;
        for (const Attempts& attempts : candidates) {
            text += " / ";
            for (const std::size_t index : attempts) {
                text += std::string(kTellings[index].name) + ", ";
            }
        }
        return text;
    }
    ChainSpec chain() const
    {
        ChainSpec spec;
        spec.midStream = midStream;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            spec.candidates.push_back({.id = "c" + std::to_string(i), .tries = 2});
        }
        return spec;
    }
    Dialect dialectOf(std::size_t candidate) const
    {
        return candidate % 2 == 0 ? Dialect::OpenAiChat : Dialect::Anthropic;
    }
};

struct Outcome
{
    std::vector<RunEvent> events;
    std::string text;
};

Outcome outcomeOf(const EventLog& log)
{
    Outcome outcome{log.events(), {}};
    for (const RunEvent& runEvent : log.events()) {
        outcome.text += log.line(runEvent) + '\n';
    }
    return outcome;
}

Outcome asSignals(const Play& play)
{
    EngineBench bench(play.chain());
    for (std::size_t i = 0; i < play.candidates.size(); ++i) {
        std::vector<ScriptedAttempt> attempts;
        for (const std::size_t index : play.candidates[i]) {
            attempts.push_back(kTellings[index].signals);
        }
        bench.driver.script(static_cast<std::uint16_t>(i), attempts);
    }
    bench.run();
    return outcomeOf(bench.log);
}

// Lets the driver be made before the engine that it reports to.
class Relay final : public SignalSink
{
public:
    void onSignal(const AttemptSignal& signal) override { target->onSignal(signal); }
    SignalSink* target = nullptr;
};

Outcome asBytes(const Play& play)
{
    ManualScheduler scheduler;
    BytePeer peer(scheduler);
    auto live = std::make_shared<LiveRequest>();
    live->chat.messages = {{Role::User, "Say hello, please."}};
    for (std::size_t i = 0; i < play.candidates.size(); ++i) {
        const Dialect dialect = play.dialectOf(i);
        Endpoint endpoint =
            dialect == Dialect::OpenAiChat ? DriverBench::openAi() : DriverBench::anthropic();
        endpoint.base.host = "host" + std::to_string(i);
        live->endpoints.push_back(endpoint);
        std::vector<PeerScript> scripts;
        for (const std::size_t index : play.candidates[i]) {
            scripts.push_back(kTellings[index].bytes(dialect, kTellings[index].signals));
        }
        peer.script(endpoint.base.host, scripts);
    }
    const auto chain = buildChain(play.chain());
    EventLog log(chain->labels);
    SignalLog texts;
    KeyRing keys;
    Relay relay;
    HttpAttemptDriver driver(peer, scheduler, relay, texts, keys);
    Engine engine(scheduler, driver, log, 1);
    relay.target = &engine;
    engine.start({.chain = chain, .request = driver.add(live), .promptTokens = 100});
    scheduler.runUntilIdle();
    EXPECT_EQ(peer.openExchanges(), 0U) << play.name();
    return outcomeOf(log);
}

void expectEquivalence(const Play& play)
{
    const Outcome signals = asSignals(play);
    const Outcome bytes = asBytes(play);

    ASSERT_FALSE(signals.events.empty());
    EXPECT_EQ(bytes.text, signals.text) << play.name();
    EXPECT_TRUE(bytes.events == signals.events) << play.name();
}

TEST(Equivalence, HoldsForEveryAttemptInEitherDialectWithAnAnswerBehind)
{
    for (std::size_t index = 0; index < kTellings.size(); ++index) {
        expectEquivalence({{{index}, {0}}});
        expectEquivalence({{{index, 0}}});
        expectEquivalence({{{13}, {index, 0}}});
        expectEquivalence({{{index, 0}}, MidStream::Keep});
    }
}

TEST(Equivalence, HoldsForEveryPairOfAttempts)
{
    for (std::size_t first = 0; first < kTellings.size(); ++first) {
        for (std::size_t second = 0; second < kTellings.size(); ++second) {
            expectEquivalence({{{first, second}, {second, first}}});
        }
    }
}

TEST(Equivalence, HoldsForRandomChains)
{
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        RandomStream random(seed);
        Play play;
        play.midStream = random.below(4) == 0 ? MidStream::Keep : MidStream::Restart;
        play.candidates.resize(1 + random.below(4));
        for (Attempts& attempts : play.candidates) {
            attempts = {random.below(kTellings.size()), random.below(kTellings.size())};
        }
        expectEquivalence(play);
        ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
}

} // namespace
} // namespace understudy
