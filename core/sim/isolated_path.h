// The fast way through isolated runs of a chain whose steps are all in order: one loop that draws,
// applies limits, asks decide() and tells, without heap, timers, pools or virtual calls. It tells
// what the engine would tell, event by event; a test compares them over many chains and worlds.
// What it cannot do exactly it leaves to the engine, run by run.
#pragma once

#include "core/base/time.h"
#include "core/engine/decide.h"
#include "core/engine/run_state.h"
#include "core/plan/compiled_chain.h"
#include "core/record/run_tally.h"
#include "core/sim/attempt_script.h"
#include "core/sim/simulated_world.h"
#include "core/sim/unit_observer.h"

#include <cstdint>
#include <vector>

namespace understudy {

class IsolatedPath
{
public:
    // All in order, no limits shared by attempts (capacity, cost, budget), and no breaker that
    // could trip within one run.
    static bool canPlay(const CompiledChain& chain, const SimulatedWorld& world);

    // Both must outlive it; canPlay() must hold.
    IsolatedPath(const CompiledChain& chain, SimulatedWorld& world, std::uint64_t seed);

    // Plays the run with that index to its end. False, with nothing told, where only the engine
    // knows how it goes on: health that candidates share within the run, windows of context.
    bool play(std::uint64_t run, UnitObserver& observer);

private:
    // What goes on after an attempt.
    enum class Then : std::uint8_t
    {
        Attempt,  // of the present candidate
        Finished, // the run has ended
        Engine    // play it through the engine instead
    };
    // What is known of a candidate before any run.
    struct Plan
    {
        Duration beforeContent{}; // the nearest limit of an attempt without content
        Duration beforeConnection{};
        Duration idle{};               // the slowest pace that no limit ends
        std::uint16_t next = kNoIndex; // the next enabled candidate
        bool sharesEntry = false;      // provider, model and key, with a later candidate
        bool sharesKey = false;
        bool sharesHost = false;
    };
    // How an attempt failed, beside its state.
    struct Failure
    {
        ErrorClass errorClass = ErrorClass::None;
        std::uint16_t injected = 0;
        TokenCounts usage{};
        Duration hint{-1};
    };

    void begin(std::uint64_t run);
    void enter(std::uint16_t candidate);
    Then attempt();
    bool answersQuietly(const SimulatedAttempt& plan, Duration start) const;
    bool failsQuietly(const SimulatedAttempt& plan, Duration start) const;
    Then answer(const SimulatedAttempt& plan);
    Then failQuietly(const SimulatedAttempt& plan, std::uint16_t injected);
    Then walk(const SimulatedAttempt& plan);
    void hear(OpenAttempt& attempt, const AttemptSignal& signal);
    void hearContent(OpenAttempt& attempt);
    void hearProgress(OpenAttempt& attempt);
    Then end(OpenAttempt& attempt, const SimulatedAttempt& plan, const AttemptSignal& signal);
    Then endByLimit(OpenAttempt& attempt, ErrorClass limit);
    Then succeed(const OpenAttempt& attempt, Finish finish, const TokenCounts& usage);
    Then fail(OpenAttempt& attempt, const Failure& failure);
    Then perform(const Move& move);
    Then finish(RunOutcome outcome, ErrorClass error);
    bool needsEngine(const Failure& failure) const;

    OpenAttempt opened(bool isConnected) const;
    NanoUsd costOf(const OpenAttempt& attempt, const TokenCounts& usage) const;
    void count(NanoUsd cost);
    double draw();
    Instant now() const { return Instant{m_now}; }
    RunEvent& tell(EventKind kind);
    RunEvent& tell(EventKind kind, const OpenAttempt& attempt);

    const CompiledChain& m_chain;
    SimulatedWorld& m_world;
    std::uint64_t m_seed;
    std::vector<Plan> m_plans; // by candidate
    std::uint16_t m_first = 0;
    bool m_beginsWorlds = true; // outages have a state of their own

    // Of the present run; instants count from its start.
    std::uint64_t m_run = 0;
    std::uint64_t m_prefix = 0;
    std::uint64_t m_draws = 0;
    std::uint32_t m_promptTokens = 0;
    std::uint32_t m_continues = 0;
    std::uint16_t m_step = kNoIndex;
    StartCause m_cause = StartCause::First;
    Duration m_now{};
    RunProgress m_progress;
    RunTally m_tally;
    std::vector<std::uint16_t> m_attemptsOnModel;
    std::vector<RunEvent> m_events; // kept back until the run has ended here
};

} // namespace understudy
