// A driver in a simulated world without an engine: begins attempts and writes down what it signals,
// as text.
#pragma once

#include "core/sim/sim_attempt_driver.h"
#include "core/sim/virtual_scheduler.h"
#include "tests/support/chain_builder.h"
#include "tests/support/event_log.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

// Constant laws: first token after 100 ms, then 4 more tokens every 10 ms; 50 tokens of input.
inline Twin plainTwin(std::string target = "*")
{
    Twin twin;
    twin.target = std::move(target);
    twin.firstToken = ConstantLaw{100};
    twin.tokenInterval = ConstantLaw{10};
    twin.outputTokens = ConstantLaw{5};
    twin.inputTokens = ConstantLaw{50};
    return twin;
}

inline Scenario plainScenario() { return {.twins = {plainTwin()}}; }

inline Outage outageOf(FaultKind kind, std::uint32_t afterTokens = 0)
{
    Outage outage;
    outage.id = "o1";
    outage.fault.kind = kind;
    outage.fault.afterTokens = afterTokens;
    return outage;
}

inline Scenario struckBy(const Outage& outage)
{
    Scenario scenario = plainScenario();
    scenario.outages = {outage};
    return scenario;
}

class SignalLog final : public SignalSink
{
public:
    explicit SignalLog(Scenario scenarioToUse, std::uint64_t seed = 1,
                       const ChainSpec& spec = {.candidates = {{.id = "a"}, {.id = "b"}}})
        : scenario(std::move(scenarioToUse))
        , chain(buildChain(spec))
        , world(*chain, scenario, seed)
        , driver(scheduler, world)
    {
        driver.connect(*this);
    }

    // The attempt of slot and run `number`.
    AttemptId begin(std::uint32_t number, std::uint16_t candidate = 0)
    {
        const AttemptId id{number, 1};
        const Begun begun = driver.begin({.id = id,
                                          .request = number,
                                          .run = number,
                                          .attempt = 1,
                                          .candidate = candidate,
                                          .chain = chain.get()});
        note(id, std::string("begin") + (begun.isConnected ? " connected" : "") +
                     next(begun.nextSignal));
        return id;
    }

    void abandon(AttemptId id)
    {
        driver.abandon(id);
        note(id, "abandoned");
    }

    std::string runUntilIdle()
    {
        while (scheduler.step()) {
        }
        return text;
    }
    void runUntil(Instant when)
    {
        while (scheduler.peek() <= when) {
            scheduler.step();
        }
        scheduler.advanceTo(when);
    }

    void onSignal(const AttemptSignal& signal) override
    {
        note(signal.id, words(signal) + flow(signal) +
                            (signal.injected == 0 ? "" : " !" + std::to_string(signal.injected)) +
                            next(signal.nextSignal));
        if (onEach) {
            onEach(signal);
        }
    }

    Scenario scenario;
    std::shared_ptr<CompiledChain> chain;
    VirtualScheduler scheduler;
    SimulatedWorld world;
    SimAttemptDriver driver;
    std::string text; // one line a signal
    std::function<void(const AttemptSignal&)> onEach;

private:
    void note(AttemptId id, const std::string& what)
    {
        text += (text.empty() ? "" : "\n") + std::to_string(id.slot) + ' ' +
                inMilliseconds(scheduler.now() - kWorldStart) + ' ' + what;
    }
    static std::string next(Instant when)
    {
        return when == Instant::max() ? "" : " -> " + inMilliseconds(when - kWorldStart);
    }
    static std::string flow(const AttemptSignal& signal)
    {
        return signal.flow == Flow::Tokens  ? " flow " + inMilliseconds(signal.pace)
               : signal.flow == Flow::Beats ? " beats"
                                            : "";
    }
    static std::string words(const AttemptSignal& signal)
    {
        const std::string tokens = std::to_string(signal.tokens);
        switch (signal.kind) {
        case SignalKind::Connected: return "connected";
        case SignalKind::Headers: return "headers " + std::to_string(signal.status);
        case SignalKind::Bytes: return "bytes";
        case SignalKind::Payload: return "payload";
        case SignalKind::FirstToken: return "first token";
        case SignalKind::Progress: return "tokens " + tokens;
        case SignalKind::Succeeded:
            return "succeeded " + tokens + ' ' + std::string(name(signal.finish)) + " used " +
                   std::to_string(signal.usage.input) + '+' + std::to_string(signal.usage.output);
        case SignalKind::Failed:
            return "failed " + std::string(name(signal.errorClass)) + ' ' +
                   std::to_string(signal.status) + " after " + tokens +
                   (signal.hasHint() ? " hint " + inMilliseconds(signal.hint) : "");
        }
        return "?";
    }
};

} // namespace understudy
