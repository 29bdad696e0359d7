// What the engine remembers of a run: plain numbers, so that it can be printed, compared and
// reused.
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/breaker.h"
#include "core/plan/compiled_chain.h"
#include "core/record/run_event.h"
#include "core/record/run_tally.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace understudy {

struct ChainHealth;

// The part that decide() reads: of the run, and of the candidate whose attempt has just ended.
struct RunProgress
{
    std::uint16_t candidate = kNoIndex; // flat index
    std::uint32_t tryNumber = 0;        // on this candidate, the one that has just ended
    std::uint32_t attempts = 0;         // of the run
    Duration previousWait{};            // decorrelated jitter needs it
    std::uint16_t refusedBy = kNoIndex; // provider whose candidate first called the request invalid
    Instant deadline{};
    bool hasNext = false;       // another lane or a candidate that may be asked is left
    bool mayContinue = true;    // the answer is one that another model can take up
    bool hasContinued = false;  // an answer was already taken up where it broke off
    bool isRetryBarred = false; // by breaker, budget or cost
    SwitchCause barredBy = SwitchCause::Failure;

    bool operator==(const RunProgress&) const = default;
};

// How far a candidate has come in a run.
enum class CandidateMark : std::uint8_t
{
    Untried,
    Live,   // it has a lane
    Spent,  // its lane has ended
    Skipped // passed over, and said so
};

// A candidate at work in a run: the attempt under way, or the wait before the next. It holds one of
// its step's places until it wins, is exhausted or is abandoned.
struct Lane
{
    std::uint16_t candidate = kNoIndex;
    std::uint32_t tryNumber = 0;
    Duration previousWait{};
    AttemptId attempt;      // none while it waits
    Instant waitUntil{};    // of a back-off
    bool isWaiting = false; // in a back-off
    StartCause nextCause = StartCause::First;
    ErrorClass lastError = ErrorClass::None;
    std::uint32_t lastAttempt = 0; // number of its latest attempt
};

// The part of a run that is as new for each.
struct RunFacts
{
    const CompiledChain* chain = nullptr; // kept alive by `health`
    ChainHealth* health = nullptr;
    RequestId request = 0;
    std::uint64_t fullIndex = 0;
    std::uint32_t index = 0; // its low half, as in RunEvent::run
    Instant start{};
    Instant deadline{};
    std::uint64_t dice = 0; // key of the run's own draws
    std::uint32_t draws = 0;
    std::uint32_t promptTokens = 0;
    std::uint32_t contextNeed = 0; // 0, or more tokens than a window must exceed
    std::uint32_t attempts = 0;
    std::uint32_t credits = 0;   // lanes that failed attempts of a race call for
    std::uint32_t continues = 0; // attempt whose partial answer the next one goes on with
    std::uint16_t step = kNoIndex;
    std::uint16_t lastCandidate = kNoIndex; // the one that was left last
    std::uint16_t refusedBy = kNoIndex;
    bool isSimulated = false;
    bool isWon = false; // a lane of the present race has spoken
    bool mayContinue = true;
    bool hasContinued = false;
    bool isWaitingForCooling = false;
    Instant coolsUntil{};
    Instant nextLane{};     // of a race with a stagger
    std::uint64_t turn = 0; // of the present step's round robin
    NanoUsd inFlight = 0;   // estimated cost of attempts under way, if the chain caps its cost
    RunTally tally;
};

struct RunState : RunFacts
{
    std::vector<Lane> lanes;                    // in the order in which they were opened
    std::vector<CandidateMark> marks;           // by candidate; kept for reuse
    std::vector<std::uint16_t> attemptsOnModel; // by CompiledCandidate::model; kept for reuse
};

// One attempt under way. Deadline fields only move; the one timer looks at them when it fires.
struct OpenAttempt
{
    RunId run{};
    std::uint32_t number = 0; // from 1 within the run
    std::uint16_t candidate = 0;
    std::uint16_t status = 0;
    Instant start{};
    Instant firstToken{}; // when it had content, if it has
    Instant lastByte{};
    Instant lastPayload{};
    Instant lastProgress{}; // of the last Progress event
    Instant wake{};         // when its timer will look
    Instant nextSignal{};   // nothing comes from the driver before
    Instant flowFrom{};     // Flow::Tokens: when `flowTokens` had come
    Duration pace{};        // Flow::Tokens
    NanoUsd estimate = 0;   // of its cost, while it counts towards the chain's cap
    std::uint32_t tokens = 0;
    std::uint32_t flowTokens = 0;
    ProbeTicket probe = 0;
    std::uint16_t injected = 0; // outage to blame if nothing more is heard of it
    Flow flow = Flow::Unknown;
    bool isConnected = false;
    bool hasHeaders = false;
    bool hasContent = false;  // its first content-bearing event came
    bool isCommitted = false; // content was shown
    bool holdsAll = false;    // of a race that the first complete answer wins
    bool tookGrace = false;   // a limit was reached to the microsecond: what comes then counts
};

} // namespace understudy
