// The line of numbers under an answer.
#pragma once

#include "core/record/run_story.h"

#include <QString>

namespace understudy {

// "1.42 s total · 380 ms to first token · 61 tokens/s · $0.0031 (of it $0.0004 wasted)"; what is
// not known yet is left out.
QString describeTotals(const RunStory& story, Duration now);

} // namespace understudy
