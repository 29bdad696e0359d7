// A result for people: a verdict first, then tables, and always how many runs, which seed and which
// method. English; what is shown on a terminal must still be made safe for it.
#pragma once

#include "core/report/simulate_result.h"

#include <span>
#include <string>

namespace understudy {

std::string textReport(const SimulateResult& result);
std::string markdownReport(const SimulateResult& result);
// A test suite per chain, a test case per goal (JUnit XML).
std::string junitReport(const SimulateResult& result);

// The verdict alone: "Safety net answered 99.87 % of 100,000 runs (...) and meets its 3 goals."
std::string verdictSentence(const ChainResult& chain);
// "A against B: better in ...; worse in ...."
std::string comparisonSentence(std::span<const Comparison> pair);
// What must be said before everything else: that it is a part only, or was interrupted. Often
// empty.
std::string openingLines(const SimulateResult& result);
// N, seed, scenario, method, speed, version.
std::string closingLine(const SimulateResult& result);

} // namespace understudy
