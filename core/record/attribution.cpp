#include "core/record/attribution.h"

#include <algorithm>

namespace understudy {

namespace {

void count(std::vector<FailureCount>& failures, const AttemptStory& attempt)
{
    const bool isInjected = attempt.injected != 0;
    const auto same = std::find_if(failures.begin(), failures.end(), [&](const FailureCount& f) {
        return f.errorClass == attempt.errorClass && f.status == attempt.status &&
               f.isInjected == isInjected;
    });
    if (same != failures.end()) {
        ++same->times;
    } else {
        failures.push_back({attempt.errorClass, attempt.status, 1, isInjected});
    }
}

std::vector<CandidateFailures> failuresOf(const RunStory& story)
{
    std::vector<CandidateFailures> result;
    for (const AttemptStory& attempt : story.attempts()) {
        if (attempt.state != AttemptState::Failed) {
            continue;
        }
        const auto known =
            std::find_if(result.begin(), result.end(), [&](const CandidateFailures& c) {
                return c.candidate == attempt.candidate;
            });
        if (known != result.end()) {
            count(known->failures, attempt);
        } else {
            result.push_back({attempt.candidate, {}});
            count(result.back().failures, attempt);
        }
    }
    return result;
}

} // namespace

Attribution attribute(const RunStory& story)
{
    Attribution result;
    result.outcome = story.outcome().value_or(RunOutcome::Failed);
    result.failures = failuresOf(story);
    result.switches = static_cast<std::uint32_t>(story.switches().size());
    result.discardedTokens = story.discardedTokens();
    result.total = story.lastTime();
    result.requested = story.requested();
    if (const AttemptStory* serving = story.serving();
        serving != nullptr && result.outcome == RunOutcome::Answered) {
        result.candidate = serving->candidate;
        result.tryNumber = serving->tryNumber;
    }
    if (const AttemptStory* partial = story.interrupted()) {
        result.partialBy = partial->candidate;
        result.interruptedBy = partial->cause();
    }
    if (result.outcome == RunOutcome::Failed) {
        const AttemptStory* last = story.lastFailure();
        const bool ownError = story.runError() != ErrorClass::None;
        result.error = ownError          ? story.runError()
                       : last != nullptr ? last->errorClass
                                         : ErrorClass::AllOpen;
    }
    return result;
}

} // namespace understudy
