#include "core/record/result_json.h"
#include "tests/properties/naive_chain.h"

namespace understudy {

namespace {

std::string ending(const RunStory& story)
{
    const std::string switches = ", switches: " + std::to_string(story.switches().size());
    if (story.outcome() == RunOutcome::Answered) {
        return "answered by " + story.label(story.serving()->candidate).candidate + switches;
    }
    if (story.outcome() == RunOutcome::Cancelled) {
        return "cancelled";
    }
    return "failed with " + std::string(name(errorOf(story)->errorClass)) + switches;
}

bool isTold(EventKind kind)
{
    return kind == EventKind::AttemptStarted || kind == EventKind::AttemptSucceeded ||
           kind == EventKind::AttemptFailed || kind == EventKind::AttemptAbandoned ||
           kind == EventKind::Backoff || kind == EventKind::Switched;
}

} // namespace

std::string toldBy(const EventLog& log)
{
    std::string told;
    for (const RunEvent& event : log.events()) {
        const std::string seam = told.empty() ? "" : " | ";
        if (isTold(event.kind)) {
            told += seam + log.line(event);
        } else if (event.kind == EventKind::RunFinished) {
            told += seam + inMilliseconds(event.at) + " " + ending(log.story());
        }
    }
    return told;
}

} // namespace understudy
