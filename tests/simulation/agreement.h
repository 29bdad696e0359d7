// Whether what was measured agrees with what must come out: within 4.5 standard errors, and the
// errors come from the run itself. Such a test fails by chance once in 150,000 times.
#pragma once

#include "core/report/histogram.h"
#include "core/report/run_totals.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <span>

namespace understudy {

inline constexpr double kErrorsAllowed = 4.5;

struct Measured
{
    double value = 0;
    double error = 0; // standard
};

testing::AssertionResult agrees(const Measured& measured, double exact);
// The same with a tolerance of its own on top: for limits and approximations.
testing::AssertionResult agrees(const Measured& measured, double exact, double slack);
// Of independent events. Also where none was seen and hardly one was due.
testing::AssertionResult shareAgrees(std::uint64_t count, std::uint64_t total, double exact);
// Of independent times: whatever their law, the exact quantile lies between two ranks.
testing::AssertionResult quantileAgrees(const Histogram& times, double quantile,
                                        double exactSeconds);

// Of independent times, in seconds and seconds squared.
Measured meanOf(const Histogram& times);
Measured varianceOf(const Histogram& times);

// Sum of one thing over sum of another, such as attempts per run: the error from how the groups
// differ. Groups of runs in a row keep what hangs together together.
using TotalOf = std::function<double(const RunTotals&)>;
Measured ratioOver(std::span<const RunTotals> groups, const TotalOf& above, const TotalOf& below);
Measured attemptsPerRun(std::span<const RunTotals> groups);
Measured answeredShare(std::span<const RunTotals> groups);
Measured meanSeconds(std::span<const RunTotals> groups); // of answered runs
Measured dollarsPerRun(std::span<const RunTotals> groups);

// The mean of independent values.
Measured meanOf(std::span<const double> values);

} // namespace understudy
