// A run told by the live parts (engine, outage driver, codecs and the embedded providers) over
// bytes, on one clock and without sockets.
#pragma once

#include "core/engine/engine.h"
#include "core/outage/outage_driver.h"
#include "core/sim/simulated_world.h"
#include "core/wire/http_attempt_driver.h"
#include "tests/core/fidelity/stage_transport.h"
#include "tests/core/fidelity/told_run.h"
#include "tests/core/wire/driver_bench.h"
#include "tests/support/chain_builder.h"
#include "tests/support/manual_scheduler.h"

#include <memory>
#include <string>
#include <vector>

namespace understudy::fidelity {

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
                                    .obeysFaultHeader = !told.isServedAlone,
                                    .resetGap = {}});
    StageTransport transport(scheduler, stage);
    OutageSchedule schedule(told.seed,
                            told.isServedAlone ? std::vector<Outage>{} : told.scenario.outages);
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
