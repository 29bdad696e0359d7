// What the engine remembers of a run: plain numbers, so that it can be printed, compared and
// reused.
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/engine/attempt_driver.h"
#include "core/plan/compiled_chain.h"
#include "core/record/run_event.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace understudy {

// The part that decide() reads.
struct RunProgress
{
    std::uint16_t candidate = kNoIndex; // flat index; kNoIndex before the first
    std::uint32_t tryNumber = 0;        // on this candidate, the one under way or just ended
    std::uint32_t attempts = 0;         // of the run
    Duration previousWait{};            // decorrelated jitter needs it
    std::uint16_t refusedBy = kNoIndex; // provider whose candidate first called the request invalid
    Instant deadline{};

    bool operator==(const RunProgress&) const = default;
};

struct RunState
{
    std::shared_ptr<const CompiledChain> chain;
    RequestId request = 0;
    std::uint32_t index = 0; // as in RunEvent::run
    RunProgress progress;
    Instant start{};
    AttemptId attempt; // the one under way, if any
    StartCause nextCause = StartCause::First;
    bool isWaiting = false; // in a back-off, until `waitUntil`
    Instant waitUntil{};
    std::uint64_t dice = 0; // key of the run's own draws
    std::uint32_t draws = 0;
    std::uint32_t promptTokens = 0;
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
    Instant lastByte{};
    Instant lastPayload{};
    Instant lastProgress{}; // of the last Progress event
    Instant wake{};         // when its timer will look
    std::uint32_t tokens = 0;
    std::uint16_t injected = 0; // outage to blame if nothing more is heard of it
    bool isConnected = false;
    bool hasHeaders = false;
    bool isCommitted = false; // content was shown
    bool tookGrace = false;   // a limit was reached to the microsecond: what comes then counts
};

} // namespace understudy
