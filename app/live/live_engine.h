// The engine with its real parts: steady clock, sockets, codecs, injected outages. Lives on one
// thread, whichever created it: the window gives it a thread of its own (EngineHost), the command
// line runs it on the main one.
#pragma once

#include "app/live/prepared_run.h"
#include "app/live/qt_scheduler.h"
#include "app/net/qt_http_transport.h"
#include "core/engine/engine.h"
#include "core/outage/outage_announcer.h"
#include "core/outage/outage_driver.h"
#include "core/record/commit_gate.h"
#include "core/record/run_observer.h"
#include "core/wire/canned_answers.h"
#include "core/wire/credential_source.h"
#include "core/wire/http_attempt_driver.h"
#include "core/world/outage_schedule.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace understudy {

class LiveEngine final : private RunObserver
{
public:
    // Observer and sink must outlive the engine; they are called on its thread.
    LiveEngine(RunObserver& observer, TextSink& texts, std::uint64_t seed,
               QtHttpTransportOptions transport = {});
    ~LiveEngine() override;

    // Valid for the attempts that begin from now on.
    void setCredentials(std::shared_ptr<const CredentialSource> credentials);
    void setOutages(std::vector<Outage> outages);
    // Keys or candidates were edited: what was learnt from the former ones no longer counts.
    void forgetCooling() { m_engine.forgetCooling(); }

    RunId start(const PreparedRun& run);
    void cancel(RunId id);
    // The user's own hand; see Engine.
    void failAttempt(RunId id, std::uint32_t attempt) { m_engine.failAttempt(id, attempt); }
    void switchNow(RunId id, std::uint32_t attempt) { m_engine.switchNow(id, attempt); }
    void cancelAll();
    std::size_t liveRuns() const { return m_engine.liveRuns(); }

private:
    class CurrentCredentials final : public CredentialSource
    {
    public:
        std::shared_ptr<const CredentialSource> source;
        std::optional<Secret> keyFor(std::string_view keyName,
                                     std::string_view origin) const override
        {
            return source ? source->keyFor(keyName, origin) : std::nullopt;
        }
    };
    // Breaks the circle engine -> driver -> engine: the drivers are made before the engine.
    class EngineDoor final : public SignalSink
    {
    public:
        Engine* engine = nullptr;
        void onSignal(const AttemptSignal& signal) override { engine->onSignal(signal); }
    };

    struct LiveRun
    {
        RunId id;
        RequestId request = 0;
        Duration lastEvent{}; // time never falls, whoever tells
    };
    // Hears what the announcer tells beside the engine.
    class OutageDoor final : public RunObserver
    {
    public:
        LiveEngine* owner = nullptr;
        void onEvent(const RunEvent& event) override { owner->onOutage(event); }
    };

    void onOutage(RunEvent event);
    void onEvent(const RunEvent& event) override;
    void onRunEnd(std::uint64_t runIndex, const RunTally& tally) override
    {
        m_gate.onRunEnd(runIndex, tally);
    }

    CommitGate m_gate; // before whoever listens: what is held back is not heard
    QtScheduler m_scheduler;
    QtHttpTransport m_transport;
    CurrentCredentials m_credentials;
    OutageSchedule m_schedule;
    EngineDoor m_door;
    OutageDoor m_outageDoor;
    OutageAnnouncer m_announcer;
    OutageDriver m_outages;
    HttpAttemptDriver m_http;
    CannedAnswers m_canned;
    Engine m_engine;
    Duration m_startingDeadline{}; // of the run whose first event comes from within start()
    std::map<std::uint32_t, LiveRun> m_live; // by RunEvent::run
};

} // namespace understudy
