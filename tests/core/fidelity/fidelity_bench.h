// One run told twice: in virtual time, and by the live parts (engine, outage driver, codecs and the
// embedded providers) over bytes, on one clock. What both tell, line by line.
#pragma once

#include "core/engine/engine.h"
#include "core/outage/outage_driver.h"
#include "core/sim/simulate_unit.h"
#include "core/sim/simulated_world.h"
#include "core/wire/http_attempt_driver.h"
#include "tests/core/fidelity/stage_transport.h"
#include "tests/core/wire/driver_bench.h"
#include "tests/support/chain_builder.h"
#include "tests/support/event_log.h"
#include "tests/support/manual_scheduler.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace understudy::fidelity {

struct Case
{
    std::shared_ptr<const CompiledChain> chain;
    Scenario scenario;
    std::uint64_t seed = 1;
    std::uint64_t run = 0;
    bool speaksOneDialect = false; // OpenAI's; else every other candidate speaks Anthropic's
};

// What must agree: everything but times, costs, progress, and the outages' comings and goings, of
// which only virtual time tells.
inline std::string lineOf(const RunEvent& event)
{
    const auto index = [](std::uint16_t number) {
        return number == kNoIndex ? std::string("-") : std::to_string(number);
    };
    return std::string(name(event.kind)) + " because " + std::to_string(event.because) + " class " +
           std::string(name(event.errorClass)) + " status " + std::to_string(event.status) +
           " phase " + std::string(name(event.phase)) + " reaction " +
           std::string(name(event.reaction)) + " flags " + std::to_string(event.flags) + " step " +
           index(event.step) + " candidate " + index(event.candidate) + " from " +
           index(event.from) + " injected " + std::to_string(event.injected) + " attempt " +
           std::to_string(event.attempt) + " count " + std::to_string(event.count);
}

// Lanes of a race are independent: what two of them do in one instant has no order.
inline std::string textOf(const std::vector<RunEvent>& events, bool hasRaces)
{
    std::vector<std::pair<Duration, std::string>> lines;
    for (const RunEvent& event : events) {
        if (event.kind != EventKind::Progress && event.kind != EventKind::Outage) {
            lines.emplace_back(event.at, lineOf(event) + '\n');
        }
    }
    if (hasRaces) {
        std::sort(lines.begin(), lines.end());
    }
    std::string text;
    for (const auto& [at, line] : lines) {
        text += line;
    }
    return text;
}

inline bool hasRaces(const CompiledChain& chain)
{
    return std::any_of(chain.steps.begin(), chain.steps.end(),
                       [](const CompiledStep& step) { return step.width > 1; });
}

// When what happened, in order of time.
inline std::string timesOf(const std::vector<RunEvent>& events)
{
    std::vector<std::pair<Duration, std::string>> lines;
    for (const RunEvent& event : events) {
        if (event.kind != EventKind::Progress && event.kind != EventKind::Outage) {
            lines.emplace_back(event.at,
                               std::string(name(event.kind)) + ' ' + std::to_string(event.attempt));
        }
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const auto& [at, line] : lines) {
        text += "\n  " + inMilliseconds(at) + ' ' + line;
    }
    return text;
}

class Events final : public RunObserver
{
public:
    void onEvent(const RunEvent& event) override { all.push_back(event); }
    std::vector<RunEvent> all;
};

inline std::vector<RunEvent> inVirtualTime(const Case& told)
{
    UnitRunner runner(told.chain, told.scenario, told.seed);
    Events events;
    runner.replay({.unit = 0, .firstRun = told.run, .runs = 1}, 0, events);
    return events.all;
}

inline Endpoint endpointOf(const CandidateLabel& label, bool isAnthropic,
                           std::optional<std::uint32_t> maxTokens)
{
    Endpoint endpoint;
    endpoint.provider = label.provider;
    endpoint.model = label.model;
    endpoint.auth = AuthStyle::None;
    endpoint.isSimulated = true;
    endpoint.dialect = isAnthropic ? Dialect::Anthropic : Dialect::OpenAiChat;
    endpoint.base = *parseUrl("http://127.0.0.1:80/" + label.provider + (isAnthropic ? "" : "/v1"));
    if (maxTokens) {
        endpoint.params.emplace_back("max_tokens", std::to_string(*maxTokens));
    }
    return endpoint;
}

// The engine is made after the drivers that report to it.
class Door final : public SignalSink
{
public:
    void onSignal(const AttemptSignal& signal) override { engine->onSignal(signal); }
    SignalSink* engine = nullptr;
};

inline std::vector<RunEvent> overBytes(const Case& told)
{
    ManualScheduler scheduler;
    ProviderStage stage(scheduler, {.scenario = told.scenario,
                                    .seed = told.seed,
                                    .catalogue = {},
                                    .obeysFaultHeader = true,
                                    .resetGap = {}});
    StageTransport transport(scheduler, stage);
    OutageSchedule schedule(told.seed, told.scenario.outages);
    Events events;
    SignalLog texts;
    KeyRing keys;
    Door door;
    OutageDriver outages(scheduler, schedule, door, texts);
    HttpAttemptDriver driver(transport, scheduler, outages, texts, keys);
    driver.setClosedPort(StageTransport::kClosedPort);
    outages.setInner(driver);
    Engine engine(scheduler, outages, events, told.seed, {.coolsUntilMended = true});
    door.engine = &engine;

    auto live = std::make_shared<LiveRequest>();
    live->chat.messages = {{Role::User, "Say hello, please."}};
    live->runIndex = told.run;
    for (std::size_t i = 0; i < told.chain->candidates.size(); ++i) {
        live->endpoints.push_back(endpointOf(told.chain->labels[i],
                                             !told.speaksOneDialect && i % 2 == 1,
                                             told.chain->candidates[i].maxTokens));
    }
    const RequestId request = driver.add(live);
    outages.setConditions(request, {.isSimulated = true, .runIndex = told.run});
    SimulatedWorld world(*told.chain, told.scenario, told.seed);
    world.beginIsolated(told.run);
    engine.start({.chain = told.chain,
                  .request = request,
                  .index = told.run,
                  .promptTokens = world.promptTokens(world.runPrefix(told.run)),
                  .isSimulated = true});
    while (engine.liveRuns() > 0 && scheduler.deliverNext()) {
    }
    return events.all;
}

} // namespace understudy::fidelity
