// The shell around decide(): it holds the state of all runs, starts attempts through a driver,
// keeps their limits with the scheduler's wakes, performs Moves and tells observers what happened.
// One thread: whoever calls it. It owns no clock, thread or socket.
#pragma once

#include "core/base/ids.h"
#include "core/base/slot_pool.h"
#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/decide.h"
#include "core/engine/health_book.h"
#include "core/engine/run_state.h"
#include "core/engine/scheduler.h"
#include "core/engine/selection_order.h"
#include "core/record/run_observer.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace understudy {

struct RunStart
{
    std::shared_ptr<const CompiledChain> chain;
    RequestId request = 0;
    std::uint64_t index = 0;        // keys the run's draws; its low half names it in events
    std::uint32_t promptTokens = 0; // estimate, for costs the provider did not count
    bool isSimulated = false;       // what its providers say needs nobody's mending
    bool mayContinue = true;        // no tools and no structured output: `continue` can take it up
};

struct EngineOptions
{
    // Failures that only a person can mend (key, quota, model) keep a candidate out for an hour, or
    // until forgetCooling(), even without a hint. For live runs; in virtual time only hints cool.
    bool coolsUntilMended = false;
    // Keeps latency estimates. Whoever runs one chain only, which never asks for them, may do
    // without.
    bool learnsLatency = true;
};

class Engine final : public SignalSink
{
public:
    // All three must outlive the engine.
    Engine(Scheduler& scheduler, AttemptDriver& driver, RunObserver& observer, std::uint64_t seed,
           EngineOptions options = {});
    ~Engine() override;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Emits run_started and begins the first attempt before it returns; a run that nobody may be
    // asked for ends before it returns.
    RunId start(const RunStart& start);
    // Emits run_finished (cancelled) before it returns. A stale id is ignored.
    void cancel(RunId id);
    // The user's own hand: the attempt of that number (0: every one under way) fails with class
    // `manual`, to be retried or, with switchNow, left. A back-off is cut short by switchNow. An id
    // or number that is not under way is ignored.
    void failAttempt(RunId id, std::uint32_t attempt = 0);
    void switchNow(RunId id, std::uint32_t attempt = 0);

    // A key or a candidate was edited; the injected outages were changed: what was learnt from the
    // former ones no longer keeps a candidate out.
    void forgetCooling() { m_health.forgetCooling(); }
    void forgetInjectedCooling() { m_health.forgetInjectedCooling(); }
    // Breakers, cooling, latencies, counters and budgets are as new and draws come from `seed`. No
    // run may be live.
    void newWorld(std::uint64_t seed);

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
    // Where a run goes on, and why it left where it was.
    struct Departure
    {
        SwitchCause because = SwitchCause::Failure;
        ErrorClass errorClass = ErrorClass::None;
    };

    // engine.cpp: what reaches the engine
    void onRunWake(RunId id);
    void onAttemptWake(AttemptId id);
    void onFirstToken(AttemptId id, OpenAttempt& attempt);
    void noteProgress(OpenAttempt& attempt, const RunState& run);
    void noteFlow(OpenAttempt& attempt, const AttemptSignal& signal) const;
    void armTimer(AttemptId id, OpenAttempt& attempt, const RunState& run);
    void failByHand(RunId id, std::uint32_t attempt, Reaction reaction);

    // engine_ends.cpp: how attempts and runs end
    void succeed(AttemptId id, const AttemptSignal& signal);
    void fail(AttemptId id, const AttemptSignal& signal,
              std::optional<Reaction> forced = std::nullopt);
    void tellFailure(RunState& run, OpenAttempt& attempt, const AttemptSignal& signal,
                     const Move& move, bool isLost);
    void passDeadline(AttemptId id);
    void perform(RunId id, RunState& run, Lane& lane, const Move& move);
    void exhaust(RunId id, RunState& run, Lane& lane, const Departure& departure);
    void abandonLanes(RunState& run, AbandonCause because, const Lane* spared = nullptr);
    void abandonAttempt(RunState& run, AttemptId id, AbandonCause because);
    void finish(RunId id, RunState& run, RunOutcome outcome, ErrorClass error);
    OpenAttempt release(RunState& run, AttemptId id);
    void learn(const RunState& run, const OpenAttempt& attempt, const AttemptSignal& signal);
    RunProgress progressOf(RunState& run, const Lane& lane);

    // engine_lanes.cpp: how it goes on
    void advance(RunId id, RunState& run, const Departure& departure);
    void goOnWith(RunId id, RunState& run, std::uint16_t candidate, const Departure& departure);
    void openLane(RunId id, RunState& run, std::uint16_t candidate, StartCause because);
    void fillRace(RunId id, RunState& run);
    void resume(RunId id, RunState& run, Lane& lane);
    void waitIn(RunId id, RunState& run, Lane& lane, Duration wait, WaitCause because);
    void beginAttempt(RunId id, RunState& run, Lane& lane);

    // engine_choice.cpp: who may be asked
    std::uint16_t findNext(RunState& run);
    std::uint16_t firstAllowed(const RunState& run, std::uint16_t step) const;
    std::uint16_t balanced(RunState& run, std::uint16_t step);
    bool hasNext(const RunState& run, const Lane& lane) const;
    std::optional<SkipCause> refusal(const RunState& run, std::uint16_t candidate) const;
    std::uint16_t soonestCooled(const RunState& run) const;
    std::uint16_t lastResort(const RunState& run) const;
    NanoUsd estimateOf(const RunState& run, std::uint16_t candidate) const;
    bool isAffordable(const RunState& run, std::uint16_t candidate) const;
    std::optional<SwitchCause> retryBar(RunState& run, const Lane& lane) const;

    // engine_walk.cpp: what is said on the way from candidate to candidate
    void walkTo(RunState& run, std::uint16_t candidate);
    void passOver(RunState& run, std::uint16_t step, std::uint16_t candidate);
    void skip(RunState& run, std::uint16_t candidate, SkipCause because);
    void skipRest(RunState& run);
    std::uint16_t skippedFirst(const RunState& run, std::uint16_t candidate,
                               Departure& departure) const;

    static Lane* laneOf(RunState& run, AttemptId attempt);
    void stopDriving(AttemptId id);
    static double draw(RunState& run);
    void emit(RunState& run, RunEvent event);
    void emitBreaker(RunState& run, std::uint16_t candidate, BreakerState before);
    static RunEvent eventOf(EventKind kind, const OpenAttempt& attempt, const RunState& run);
    static NanoUsd costOf(const OpenAttempt& attempt, const RunState& run,
                          const TokenCounts& usage);

    Scheduler& m_scheduler;
    AttemptDriver& m_driver;
    RunObserver& m_observer;
    std::uint64_t m_seed;
    EngineOptions m_options;
    HealthBook m_health;
    SlotPool<RunState, RunTag> m_runs;
    SlotPool<OpenAttempt, AttemptTag> m_attempts;
    std::vector<BalanceOption> m_balanceOptions;
    RunTimer m_runTimer;
    AttemptTimer m_attemptTimer;
    bool m_isInDriver = false; // while the driver is being called: it may not signal then
};

} // namespace understudy
