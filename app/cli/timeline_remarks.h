// The words of a text timeline: what stands behind an attempt's bar, and the lines below them all.
// Internal to app/cli.
#pragma once

#include "app/cli/text_timeline.h"

#include <string>

namespace understudy::cli {

// "answered, 61 tokens", "HTTP 503 (injected)", "lost the race".
std::string attemptRemark(const AttemptStory& attempt);

// Outages, breakers, switches and skipped candidates, in order of time; a line each.
std::string timelineNotes(const RunStory& story, const TimelineStyle& style);

} // namespace understudy::cli
