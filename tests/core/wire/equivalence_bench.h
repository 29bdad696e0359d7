// The same attempts, played once as bytes through codec and driver and once as scripted signals,
// for chains of any shape.
#pragma once

#include "tests/core/wire/attempt_tellings.h"
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace understudy::equivalence {

inline const tellings::Telling& tellingAt(std::size_t index) { return tellings::all().at(index); }

using Attempts = std::vector<std::size_t>; // indices of tellings, for one candidate

struct Play
{
    std::vector<Attempts> candidates;
    MidStream midStream = MidStream::Restart;
    std::optional<ChainSpec> spec = std::nullopt; // else one step each, two tries
    std::vector<Duration> later = {};             // by candidate: than its tellings have it

    std::string name() const
    {
        std::string text;
        for (const Attempts& attempts : candidates) {
            text += " / ";
            for (const std::size_t index : attempts) {
                text += std::string(tellingAt(index).name) + ", ";
            }
        }
        return text;
    }
    ChainSpec chain() const
    {
        if (spec) {
            return *spec;
        }
        ChainSpec steps;
        steps.midStream = midStream;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            steps.candidates.push_back({.id = "c" + std::to_string(i), .tries = 2});
        }
        return steps;
    }
    ScriptedAttempt signalsOf(std::size_t candidate, std::size_t index) const
    {
        ScriptedAttempt signals = tellingAt(index).signals;
        if (candidate < later.size()) {
            signals.firstToken += later[candidate];
            // What comes with its headers goes on doing so.
            signals.failAfter += signals.failAfter > Duration{} ? later[candidate] : Duration{};
        }
        return signals;
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

inline Outcome outcomeOf(const EventLog& log)
{
    Outcome outcome{log.events(), {}};
    for (const RunEvent& runEvent : log.events()) {
        outcome.text += log.line(runEvent) + '\n';
    }
    return outcome;
}

inline Outcome asSignals(const Play& play)
{
    EngineBench bench(play.chain());
    for (std::size_t i = 0; i < play.candidates.size(); ++i) {
        std::vector<ScriptedAttempt> attempts;
        for (const std::size_t index : play.candidates[i]) {
            attempts.push_back(play.signalsOf(i, index));
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

inline Outcome asBytes(const Play& play)
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
            scripts.push_back(tellingAt(index).bytes(dialect, play.signalsOf(i, index)));
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

inline void expectEquivalence(const Play& play)
{
    const Outcome signals = asSignals(play);
    const Outcome bytes = asBytes(play);

    ASSERT_FALSE(signals.events.empty());
    EXPECT_EQ(bytes.text, signals.text) << play.name();
    EXPECT_TRUE(bytes.events == signals.events) << play.name();
}

} // namespace understudy::equivalence
