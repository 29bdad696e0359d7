// A run's timeline as text: one row an attempt, time to the right.
#pragma once

#include "core/record/run_story.h"

#include <string>

namespace understudy::cli {

struct TimelineStyle
{
    int width = 80; // columns, at least 40
    bool hasColour = false;
};

// Rows end with a newline; a legend of the signs used comes last.
std::string textTimeline(const RunStory& story, const TimelineStyle& style);

} // namespace understudy::cli
