// The shell around decide(): it holds the state of all runs, starts attempts through a driver,
// keeps their limits with the scheduler's wakes, performs Moves and tells observers what happened.
// One thread: whoever calls it. It owns no clock, thread or socket.
#pragma once

#include "core/base/ids.h"
#include "core/base/slot_pool.h"
#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/decide.h"
#include "core/engine/run_state.h"
#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"

#include <cstdint>
#include <memory>

namespace understudy {

struct RunStart
{
    std::shared_ptr<const CompiledChain> chain;
    RequestId request = 0;
    std::uint64_t index = 0;        // keys the run's draws; its low half names it in events
    std::uint32_t promptTokens = 0; // estimate, for costs the provider did not count
};

class Engine final : public SignalSink
{
public:
    // All three must outlive the engine.
    Engine(Scheduler& scheduler, AttemptDriver& driver, RunObserver& observer, std::uint64_t seed);
    ~Engine() override;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Emits run_started and begins the first attempt before it returns.
    RunId start(RunStart start);
    // Emits run_finished (cancelled) before it returns. A stale id is ignored.
    void cancel(RunId id);

    // From the driver, never from within begin() or abandon(). Late signals are dropped.
    void onSignal(const AttemptSignal& signal) override;

    std::size_t liveRuns() const { return m_runs.live(); }
    std::size_t liveAttempts() const { return m_attempts.live(); }

private:
    struct RunTimer final : Wakeable
    {
        Engine* engine = nullptr;
        void onWake(std::uint64_t token) override { engine->onRunWake(RunId::unpack(token)); }
    };
    struct AttemptTimer final : Wakeable
    {
        Engine* engine = nullptr;
        void onWake(std::uint64_t token) override
        {
            engine->onAttemptWake(AttemptId::unpack(token));
        }
    };

    void onRunWake(RunId id);
    void onAttemptWake(AttemptId id);
    void enter(RunState& run, std::uint16_t candidate);
    void skipTooSmall(const RunState& run);
    void beginAttempt(RunId id, RunState& run);
    void armTimer(AttemptId id, OpenAttempt& attempt, const RunState& run);
    void commit(OpenAttempt& attempt, const RunState& run);
    void noteProgress(OpenAttempt& attempt, const RunState& run);
    void endAttempt(AttemptId id, const AttemptSignal& signal);
    void failAttempt(AttemptId id, const AttemptSignal& signal);
    void passDeadline(AttemptId id);
    void perform(RunId id, RunState& run, const Move& move, ErrorClass errorClass);
    void finish(RunId id, RunState& run, RunOutcome outcome, std::uint32_t servingAttempt,
                ErrorClass error);
    void stopDriving(AttemptId id);
    void emit(const RunState& run, RunEvent event);
    static RunEvent eventOf(EventKind kind, const OpenAttempt& attempt, const RunState& run);
    static NanoUsd costOf(const OpenAttempt& attempt, const RunState& run,
                          const TokenCounts& usage);

    Scheduler& m_scheduler;
    AttemptDriver& m_driver;
    RunObserver& m_observer;
    std::uint64_t m_seed;
    SlotPool<RunState, RunTag> m_runs;
    SlotPool<OpenAttempt, AttemptTag> m_attempts;
    RunTimer m_runTimer;
    AttemptTimer m_attemptTimer;
    bool m_isInDriver = false; // while the driver is being called: it may not signal then
};

} // namespace understudy
