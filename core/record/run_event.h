// The fact: what happened in a run, in 48 bytes that can be copied like a number. Texts (messages,
// answer text) lie beside events, keyed by attempt; see run_observer.h.
#pragma once

#include "core/base/time.h"
#include "core/plan/error_class.h"
#include "core/plan/price.h"
#include "core/plan/reaction.h"

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace understudy {

enum class EventKind : std::uint8_t
{
    RunStarted,
    StepEntered,
    CandidateSkipped,
    AttemptStarted,
    Headers,
    FirstToken,
    Progress,
    AttemptSucceeded,
    AttemptFailed,
    AttemptAbandoned,
    Backoff,
    Switched,
    Discarded,
    Breaker,
    Outage,
    RunFinished,
};

enum class StartCause : std::uint8_t
{
    First,
    Retry,
    Switch,
    Race,
    Hedge,
    Probe
};
enum class SkipCause : std::uint8_t
{
    BreakerOpen,
    Cooling,
    ContextTooSmall,
    CostCap,
    Disabled
};
enum class AbandonCause : std::uint8_t
{
    LostRace,
    Cancelled,
    Deadline,
    Manual
};
enum class WaitCause : std::uint8_t
{
    Computed,
    Hint
};
enum class SwitchCause : std::uint8_t
{
    Failure,
    BreakerOpen,
    Patience,
    Manual
};
enum class FailPhase : std::uint8_t
{
    Connect,
    Headers,
    BeforeCommit,
    AfterCommit
};
enum class BreakerTurn : std::uint8_t // what a breaker has become
{
    Closed,
    Open,
    HalfOpen
};
enum class RunOutcome : std::uint8_t
{
    Answered,
    Failed,
    Cancelled
};
enum class Finish : std::uint8_t
{
    Stop,
    Length,
    Tools,
    Filter,
    Refusal,
    Error,
    Other
};

inline constexpr std::uint16_t kNoIndex = 0xFFFF;
inline constexpr NanoUsd kUnknownCost = -1;

// RunEvent::flags of FirstToken: the content is held back, not shown yet. It is shown from the
// Progress event without the flag on, or when the attempt succeeds.
inline constexpr std::uint8_t kHeld = 1;

struct RunEvent
{
    Duration at{}; // from the run's start
    EventKind kind = EventKind::RunStarted;
    std::uint8_t because = 0; // StartCause, SkipCause, AbandonCause, WaitCause, SwitchCause,
                              // RunOutcome, Finish (AttemptSucceeded), BreakerTurn, 0/1 = off/on
                              // (Outage)
    ErrorClass errorClass = ErrorClass::None;
    Reaction reaction = Reaction::Next;   // AttemptFailed: the one applied
    FailPhase phase = FailPhase::Connect; // AttemptFailed
    std::uint8_t flags = 0;               // kHeld
    std::uint16_t status = 0;             // HTTP, 0 when there was none
    std::uint16_t step = kNoIndex;
    std::uint16_t candidate = kNoIndex; // flat index; Switched: to; RunFinished: served by;
                                        // StepEntered: the pick of a balance
    std::uint16_t from = kNoIndex;      // Switched
    std::uint16_t injected = 0;         // outage number from 1, 0: not injected
    std::uint32_t run = 0;              // the run's index, low half
    std::uint32_t attempt = 0;          // from 1 within the run; RunFinished: serving one
    std::uint32_t count = 0; // AttemptStarted: try; Progress, AttemptSucceeded, AttemptFailed,
                             // AttemptAbandoned: tokens received; Discarded: tokens thrown away;
                             // RunStarted: prompt tokens; RunFinished: attempts
    std::int64_t amount = 0; // Backoff: wait in µs; AttemptSucceeded, AttemptFailed,
                             // AttemptAbandoned: cost in nano-USD or kUnknownCost;
                             // AttemptStarted: the attempt it goes on with, or 0;
                             // CandidateSkipped: µs until it may be asked again, 0: not known

    StartCause startCause() const { return static_cast<StartCause>(because); }
    SkipCause skipCause() const { return static_cast<SkipCause>(because); }
    AbandonCause abandonCause() const { return static_cast<AbandonCause>(because); }
    WaitCause waitCause() const { return static_cast<WaitCause>(because); }
    SwitchCause switchCause() const { return static_cast<SwitchCause>(because); }
    BreakerTurn breakerTurn() const { return static_cast<BreakerTurn>(because); }
    RunOutcome outcome() const { return static_cast<RunOutcome>(because); }
    Finish finish() const { return static_cast<Finish>(because); }

    bool operator==(const RunEvent&) const = default;
};

static_assert(std::is_trivially_copyable_v<RunEvent>);
static_assert(sizeof(RunEvent) == 48);

// Names as they stand in journals.
std::string_view name(EventKind kind);
std::string_view name(StartCause cause);
std::string_view name(SkipCause cause);
std::string_view name(AbandonCause cause);
std::string_view name(WaitCause cause);
std::string_view name(SwitchCause cause); // "failure": journals name its class instead
std::string_view name(FailPhase phase);
std::string_view name(BreakerTurn turn);
std::string_view name(RunOutcome outcome);
std::string_view name(Finish finish);
std::string_view name(Reaction reaction);

} // namespace understudy
