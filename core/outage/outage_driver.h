// The one place where faults are decided: an attempt driver that asks the outage schedule and then
// hands on to the driver below it. Below, somebody else makes the bytes (simulated providers) or
// breaks the real stream; live faults before the first token are made here, without any network.
// Sits between the engine and a driver in both directions; single-threaded; outlives neither.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"
#include "core/world/outage_schedule.h"

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace understudy {

// What the driver must know about a request that the engine does not.
struct RunConditions
{
    bool isSimulated = true;
    std::uint64_t runIndex = 0; // keys the share draws, as LiveRequest::runIndex does the twins'
};

class OutageDriver : public AttemptDriver, public SignalSink, private Wakeable
{
public:
    // `scheduler`, `schedule`, `engine` and `texts` must outlive the driver.
    OutageDriver(Scheduler& scheduler, OutageSchedule& schedule, SignalSink& engine,
                 TextSink& texts);
    ~OutageDriver() override;
    OutageDriver(const OutageDriver&) = delete;
    OutageDriver& operator=(const OutageDriver&) = delete;

    // The driver below, whose signals must come to this object. Set once, before any attempt.
    void setInner(AttemptDriver& inner) { m_inner = &inner; }

    // A request without conditions is simulated and keyed by AttemptStart::run.
    void setConditions(RequestId request, RunConditions conditions);
    void forget(RequestId request);

    Begun begin(const AttemptStart& start) override;
    void abandon(AttemptId id) override;
    void onSignal(const AttemptSignal& signal) override;

private:
    // Who has the attempt.
    enum class Stage : std::uint8_t
    {
        HandedOn, // the driver below
        MadeHere, // this one, to its end
        Delayed,  // this one, until it is time to hand it on
    };

    // An attempt that an outage struck.
    struct Struck
    {
        Fault fault; // a copy: the schedule may be replaced meanwhile
        std::uint16_t number = 0;
        std::uint16_t status = 0; // as the headers said
        Stage stage = Stage::HandedOn;
        bool isConnected = false; // Delayed: the engine was told so
        AttemptStart start;
    };

    RunConditions conditionsOf(const AttemptStart& start) const;
    std::optional<std::uint16_t> decide(const AttemptStart& start, std::uint64_t runIndex);
    void onWake(std::uint64_t token) override;
    void playFault(AttemptId id, const Struck& struck);
    void playAnswer(AttemptId id, const Struck& struck);
    void delay(AttemptId id, Struck& struck);
    bool report(AttemptSignal signal);

    Scheduler& m_scheduler;
    OutageSchedule& m_schedule;
    SignalSink& m_engine;
    TextSink& m_texts;
    AttemptDriver* m_inner = nullptr;
    std::unordered_map<RequestId, RunConditions> m_conditions;
    std::unordered_map<std::uint64_t, Struck> m_struck; // by AttemptId; nodes do not move
};

} // namespace understudy
