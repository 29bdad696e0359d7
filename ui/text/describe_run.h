// Who answered and why, in words. The sentence under every answer; when nobody answered, every
// attempt with its cause and the most useful remedy.
#pragma once

#include "core/record/attribution.h"
#include "core/record/run_story.h"
#include "ui/style/marks.h"

#include <QString>

#include <vector>

namespace understudy {

struct AttemptLine
{
    Mark mark = Mark::Cross;
    QString who;  // "GPT-5, try 2"
    QString what; // "HTTP 503, simulated: the provider is overloaded"
};

struct RunDescription
{
    Mark mark = Mark::None;
    QString sentence;               // complete, with its reason
    std::vector<AttemptLine> lines; // of a run that failed
    QString advice;                 // of a run that failed; may be empty
};

// A run that has not ended is described by what it does now.
RunDescription describeRun(const RunStory& story);

// One attempt as a sentence, for the timeline's tooltip and for screen readers.
QString describeAttempt(const RunStory& story, const AttemptStory& attempt);

// "HTTP 503 ×3, timeout"
QString failureList(const std::vector<FailureCount>& failures);

// From 1, as people count; 0 when the candidate is unknown.
int stepNumber(const RunStory& story, std::uint16_t candidate);
QString candidateTitle(const RunStory& story, std::uint16_t candidate);

} // namespace understudy
