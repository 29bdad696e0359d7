#include "app/live/live_engine.h"

#include "core/plan/chat_request.h"

#include <algorithm>
#include <utility>

namespace understudy {

LiveEngine::LiveEngine(RunObserver& observer, TextSink& texts, std::uint64_t seed,
                       QtHttpTransportOptions transport)
    : m_gate(observer, texts)
    , m_transport(std::move(transport))
    , m_schedule(seed, {})
    , m_announcer(m_scheduler, m_schedule, m_outageDoor)
    , m_outages(m_scheduler, m_schedule, m_door, m_gate)
    , m_http(m_transport, m_scheduler, m_outages, m_gate, m_credentials)
    , m_canned(m_scheduler, m_http, m_outages, m_gate)
    , m_engine(m_scheduler, m_outages, *this, seed, {.coolsUntilMended = true})
{
    m_outages.setInner(m_canned);
    m_door.engine = &m_engine;
    m_outageDoor.owner = this;
}

LiveEngine::~LiveEngine() = default;

void LiveEngine::setCredentials(std::shared_ptr<const CredentialSource> credentials)
{
    m_credentials.source = std::move(credentials);
}

void LiveEngine::setOutages(std::vector<Outage> outages)
{
    m_schedule.replace(std::move(outages));
    m_engine.forgetInjectedCooling();
}

RunId LiveEngine::start(const PreparedRun& run)
{
    const RequestId request = m_http.add(run.request);
    m_outages.setConditions(request, {run.isSimulated, run.index});
    // Known before the engine speaks: its first events come from within start().
    auto& entry = m_live[static_cast<std::uint32_t>(run.index)];
    entry = {.id = RunId{}, .request = request};
    m_startingDeadline = run.chain->deadline;
    const RunId id = m_engine.start({.chain = run.chain,
                                     .request = request,
                                     .index = run.index,
                                     .promptTokens = estimateTokens(run.request->chat),
                                     .isSimulated = run.isSimulated});
    entry.id = id;
    return id;
}

void LiveEngine::cancel(RunId id) { m_engine.cancel(id); }

void LiveEngine::cancelAll()
{
    const auto live = m_live; // cancelling takes entries out
    for (const auto& [index, entry] : live) {
        m_engine.cancel(entry.id);
    }
}

// The announcer counts from a moment after the run's start, a few microseconds later.
void LiveEngine::onOutage(RunEvent event)
{
    const auto entry = m_live.find(event.run);
    if (entry != m_live.end()) {
        event.at = std::max(event.at, entry->second.lastEvent);
    }
    m_gate.onEvent(event);
}

void LiveEngine::onEvent(const RunEvent& event)
{
    const auto entry = m_live.find(event.run);
    if (entry != m_live.end()) {
        entry->second.lastEvent = event.at;
    }
    if (event.kind == EventKind::RunFinished) {
        m_announcer.end(event.run);
    }
    m_gate.onEvent(event);
    if (event.kind == EventKind::RunStarted) {
        m_announcer.begin(event.run, m_startingDeadline);
    }
    if (event.kind == EventKind::RunFinished && entry != m_live.end()) {
        m_http.forget(entry->second.request);
        m_outages.forget(entry->second.request);
        m_live.erase(entry);
    }
}

} // namespace understudy
