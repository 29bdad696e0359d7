// Whether a simulation keeps a promise. Only what the whole interval satisfies is kept.
#pragma once

#include "core/base/result.h"
#include "core/plan/chain.h"
#include "core/report/intervals.h"
#include "core/report/metric.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class GoalState : std::uint8_t
{
    Met,
    Missed,
    Undecided // the interval straddles the limit, or the figure is not known; counts as failed
};
std::string_view name(GoalState state);

// One limit of one metric.
struct GoalLine
{
    Metric metric;
    bool isAtLeast = true;
    double limit = 0;

    bool operator==(const GoalLine&) const = default;
};

std::string textOf(const GoalLine& goal); // "availability>=0.999"
// Reads that text; blanks around its parts are allowed.
Result<GoalLine> goalFromText(std::string_view text);
// A chain's goals, which are valid; one with two limits becomes two lines.
std::vector<GoalLine> linesOf(const std::vector<Goal>& goals);

struct GoalVerdict
{
    GoalLine goal;
    std::optional<Estimate> measured;
    GoalState state = GoalState::Undecided;

    bool operator==(const GoalVerdict&) const = default;
};

GoalVerdict judge(const GoalLine& goal, const std::optional<Estimate>& measured);

} // namespace understudy
