// Folds a run's events into what a person asks about: attempts, waits, switches, who answered and
// why. The timeline, the attribution sentence, the result JSON and the text timeline all read this.
#pragma once

#include "core/base/time.h"
#include "core/plan/compiled_chain.h"
#include "core/record/run_batch.h"
#include "core/record/run_event.h"
#include "core/record/run_observer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class AttemptState : std::uint8_t
{
    Waiting,
    Streaming,
    Succeeded,
    Failed,
    Abandoned
};

struct AttemptStory
{
    std::uint32_t number = 0; // from 1
    std::uint16_t candidate = kNoIndex;
    std::uint32_t tryNumber = 1;
    std::uint32_t continues = 0; // the attempt whose partial answer it goes on with, or 0
    StartCause because = StartCause::First;
    AttemptState state = AttemptState::Waiting;
    Duration start{};
    std::optional<Duration> headers;
    std::optional<Duration> firstToken;
    std::optional<Duration> end;
    std::uint16_t status = 0;
    std::uint32_t tokens = 0;
    bool isShown = false;              // content was shown, not only held back
    bool isDiscarded = false;          // what it had shown was thrown away
    std::uint32_t discardedTokens = 0; // how much that was
    std::optional<TokenCounts> usage;  // as the provider counted
    NanoUsd cost = 0;                  // kUnknownCost when the price is not known
    ErrorClass errorClass = ErrorClass::None;
    FailPhase phase = FailPhase::Connect;
    Reaction reaction = Reaction::Next;
    AbandonCause abandoned = AbandonCause::Cancelled;
    Finish finish = Finish::Stop;
    std::uint16_t injected = 0;
    std::string message;
    std::string requestId;
    std::string servedModel;
    std::vector<std::string> droppedParams; // the dialect does not know them
    std::string text;                       // what it said, kept even when discarded

    bool brokeMidStream() const { return state == AttemptState::Failed && isShown; }
    // Why it did not succeed: its failure's class, or Deadline or Cancelled when it was abandoned
    // for that; None while it may still succeed.
    ErrorClass cause() const;
    bool operator==(const AttemptStory&) const = default;
};

struct WaitStory
{
    std::uint16_t candidate = kNoIndex;
    std::uint32_t afterAttempt = 0;
    Duration start{};
    Duration length{};
    WaitCause because = WaitCause::Computed;
    std::optional<Duration> cutShort; // when it ended early

    bool operator==(const WaitStory&) const = default;
};

struct SwitchStory
{
    Duration at{};
    std::uint16_t from = kNoIndex;
    std::uint16_t to = kNoIndex;
    SwitchCause because = SwitchCause::Failure;
    ErrorClass errorClass = ErrorClass::None;

    bool operator==(const SwitchStory&) const = default;
};

struct SkipStory
{
    Duration at{};
    std::uint16_t candidate = kNoIndex;
    SkipCause because = SkipCause::Disabled;
    Duration retryIn{}; // until it may be asked again; 0: not known

    bool operator==(const SkipStory&) const = default;
};

struct BreakerStory
{
    Duration at{};
    std::uint16_t candidate = kNoIndex;
    BreakerTurn turn = BreakerTurn::Open;

    bool operator==(const BreakerStory&) const = default;
};

struct OutageStory
{
    Duration at{};
    std::uint16_t outage = 0; // number from 1
    bool isOn = false;

    bool operator==(const OutageStory&) const = default;
};

class RunStory
{
public:
    RunStory() = default;
    explicit RunStory(std::vector<CandidateLabel> labels);

    void apply(const RunBatch& batch);
    void apply(const RunEvent& event);
    void addText(std::uint32_t attempt, std::string_view delta);
    void addNote(std::uint32_t attempt, NoteKind kind, std::string_view text);

    void addUsage(std::uint32_t attempt, const TokenCounts& usage);

    const std::vector<CandidateLabel>& labels() const { return m_labels; }
    const CandidateLabel& label(std::uint16_t candidate) const; // an empty one when out of range

    const std::vector<AttemptStory>& attempts() const { return m_attempts; }
    const std::vector<WaitStory>& waits() const { return m_waits; }
    const std::vector<SwitchStory>& switches() const { return m_switches; }
    const std::vector<SkipStory>& skips() const { return m_skips; }
    const std::vector<BreakerStory>& breakers() const { return m_breakers; }
    const std::vector<OutageStory>& outages() const { return m_outages; }

    bool isStarted() const { return m_started; }
    bool isFinished() const { return m_outcome.has_value(); }
    std::optional<RunOutcome> outcome() const { return m_outcome; }
    Duration lastTime() const { return m_lastTime; } // of the newest event; the total once finished

    // The candidate asked first, or that would have been: the first one not disabled.
    std::uint16_t requested() const;

    // The attempt that answered; while running, the one that streams. Null when there is none.
    const AttemptStory* serving() const;
    // The last attempt that failed: its error is the chain's. Null when none failed.
    const AttemptStory* lastFailure() const;
    // The attempt whose partial answer stands at the end of a run that nobody answered: kept by
    // `mid_stream`, or left by the deadline or a cancel. It was interrupted by its cause(). Null
    // when the run goes on or was answered, and when nothing was shown or what was is discarded.
    const AttemptStory* interrupted() const;
    // The whole answer that the attempt is the end of: its own text, after the partial ones that it
    // goes on with.
    std::string answerText(const AttemptStory& attempt) const;
    // Whether the attempt's candidate was the first that its step asked.
    bool isFirstOfStep(const AttemptStory& attempt) const;
    // By number, from 1; an empty one when there is none.
    const AttemptStory& attempt(std::uint32_t number) const;
    // Why a run failed that no attempt explains (deadline, every candidate skipped).
    ErrorClass runError() const { return m_runError; }

    std::uint32_t discardedTokens() const;
    std::optional<NanoUsd> cost() const;   // all attempts; none when a price is unknown
    std::optional<NanoUsd> wasted() const; // all but the serving one

    bool operator==(const RunStory&) const = default;

private:
    AttemptStory* reach(std::uint32_t attempt); // null for a number that no run can have
    void applyToAttempt(const RunEvent& event);
    void applyTo(AttemptStory& attempt, const RunEvent& event);
    void noteShown(AttemptStory& attempt, const RunEvent& event);
    void endWaits(Duration at, std::uint16_t candidate);
    std::optional<NanoUsd> costWithout(std::uint32_t excluded) const;

    std::vector<CandidateLabel> m_labels;
    std::vector<AttemptStory> m_attempts; // by number - 1
    std::vector<WaitStory> m_waits;
    std::vector<SwitchStory> m_switches;
    std::vector<SkipStory> m_skips;
    std::vector<BreakerStory> m_breakers;
    std::vector<OutageStory> m_outages;
    std::optional<RunOutcome> m_outcome;
    ErrorClass m_runError = ErrorClass::None;
    std::uint32_t m_serving = 0;
    Duration m_lastTime{};
    bool m_started = false;
};

} // namespace understudy
