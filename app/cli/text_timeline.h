// A run's timeline as text: one row an attempt, time to the right; the lanes of a race are
// bracketed.
#pragma once

#include "core/record/run_story.h"

#include <string>
#include <vector>

namespace understudy::cli {

struct TimelineStyle
{
    int width = 80; // columns, at least 40
    bool hasColour = false;
    std::vector<std::string> outageIds = {}; // of those that events number from 1
    std::vector<std::string> marks = {};     // said behind the attempts, by number - 1
};

// Rows end with a newline; a legend of the signs comes below them, then switches, skips, breakers
// and outages, a line each.
std::string textTimeline(const RunStory& story, const TimelineStyle& style);

} // namespace understudy::cli
