// A run told by the live parts (engine, outage driver, codecs and the embedded providers) over
// bytes, on one clock and without sockets.
#pragma once

#include "core/engine/engine.h"
#include "core/outage/outage_driver.h"
#include "core/sim/simulated_world.h"
#include "core/sim/workload.h"
#include "core/wire/http_attempt_driver.h"
#include "tests/core/fidelity/stage_transport.h"
#include "tests/core/fidelity/told_run.h"
#include "tests/core/wire/driver_bench.h"
#include "tests/support/chain_builder.h"
#include "tests/support/manual_scheduler.h"

#include <algorithm>
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

class LiveParts
{
public:
    explicit LiveParts(const Case& told)
        : m_told(told)
        , m_stage(m_scheduler, {.scenario = told.scenario,
                                .seed = told.seed,
                                .catalogue = {},
                                .obeysFaultHeader = !told.isServedAlone,
                                .resetGap = {}})
        , m_schedule(told.seed, told.isServedAlone ? std::vector<Outage>{} : told.scenario.outages)
        , m_world(*told.chain, told.scenario, told.seed)
        , m_engine(m_scheduler, m_outages, events, told.engineSeed(), {.coolsUntilMended = true})
    {
        m_driver.setClosedPort(StageTransport::kClosedPort);
        m_outages.setInner(m_driver);
        m_door.engine = &m_engine;
    }

    void start(std::uint64_t run)
    {
        auto live = std::make_shared<LiveRequest>();
        live->chat.messages = {{Role::User, "Say hello, please."}};
        live->runIndex = run;
        for (std::size_t i = 0; i < m_told.chain->candidates.size(); ++i) {
            live->endpoints.push_back(endpointOf(m_told.chain->labels[i],
                                                 !m_told.speaksOneDialect && i % 2 == 1,
                                                 m_told.chain->candidates[i].maxTokens));
        }
        const RequestId request = m_driver.add(live);
        m_outages.setConditions(request, {.isSimulated = true, .runIndex = run});
        m_engine.start({.chain = m_told.chain,
                        .request = request,
                        .index = run,
                        .promptTokens = m_world.promptTokens(m_world.runPrefix(run)),
                        .isSimulated = true});
    }

    void playUntil(Duration sinceBegin) { m_scheduler.advanceTo(m_begin + sinceBegin); }
    void finish()
    {
        while (m_engine.liveRuns() > 0 && m_scheduler.deliverNext()) {
        }
    }

    Events events;

private:
    const Case& m_told;
    ManualScheduler m_scheduler;
    Instant m_begin = m_scheduler.now();
    ProviderStage m_stage;
    StageTransport m_transport{m_scheduler, m_stage};
    OutageSchedule m_schedule;
    SimulatedWorld m_world;
    SignalLog m_texts;
    KeyRing m_keys;
    Door m_door;
    OutageDriver m_outages{m_scheduler, m_schedule, m_door, m_texts};
    HttpAttemptDriver m_driver{m_transport, m_scheduler, m_outages, m_texts, m_keys};
    Engine m_engine;
};

// All runs of the case; told apart by RunEvent::run.
inline std::vector<RunEvent> overBytes(const Case& told)
{
    LiveParts parts(told);
    if (told.worldRuns == 0) {
        parts.start(told.run);
    } else {
        ArrivalTimes arrivals(told.scenario.workload->arrivals, told.seed, 0, told.worldRuns);
        for (std::uint64_t run = 0; run < told.worldRuns; ++run) {
            parts.playUntil(arrivals.next());
            arrivals.pass();
            parts.start(run);
        }
    }
    parts.finish();
    return parts.events.all;
}

} // namespace understudy::fidelity
