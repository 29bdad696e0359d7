// Who answered and why, as values: the window and the command line put them into words.
#pragma once

#include "core/record/run_story.h"

#include <cstdint>
#include <vector>

namespace understudy {

// How often one candidate failed in one way, in order of first appearance.
struct FailureCount
{
    ErrorClass errorClass = ErrorClass::None;
    std::uint16_t status = 0; // HTTP, 0 when there was none
    std::uint32_t times = 0;
    bool isInjected = false;

    bool operator==(const FailureCount&) const = default;
};

struct CandidateFailures
{
    std::uint16_t candidate = kNoIndex;
    std::vector<FailureCount> failures;

    bool operator==(const CandidateFailures&) const = default;
};

struct Attribution
{
    RunOutcome outcome = RunOutcome::Failed;
    std::uint16_t candidate = kNoIndex;      // who answered
    std::uint32_t tryNumber = 0;             // on which try of the candidate
    std::uint16_t requested = kNoIndex;      // the first enabled candidate of the chain
    std::vector<CandidateFailures> failures; // of every candidate that failed before the outcome
    ErrorClass error = ErrorClass::None;     // of a failed run
    std::uint16_t partialBy = kNoIndex;      // whose partial answer stands although nobody answered
    ErrorClass interruptedBy = ErrorClass::None; // what broke that partial answer off
    std::uint32_t switches = 0;
    std::uint32_t discardedTokens = 0;
    Duration total{};

    bool operator==(const Attribution&) const = default;
};

// For a finished run.
Attribution attribute(const RunStory& story);

} // namespace understudy
