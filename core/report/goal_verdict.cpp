#include "core/report/goal_verdict.h"

#include "core/base/text.h"
#include "core/report/number_text.h"

namespace understudy {

namespace {

Failure<Problem> refused(std::string what)
{
    return Failure{Problem{.code = "goal", .pointer = {}, .what = std::move(what)}};
}

} // namespace

std::string_view name(GoalState state)
{
    switch (state) {
    case GoalState::Met: return "met";
    case GoalState::Missed: return "missed";
    case GoalState::Undecided: return "undecided";
    }
    return "undecided";
}

std::string textOf(const GoalLine& goal)
{
    return name(goal.metric) + (goal.isAtLeast ? ">=" : "<=") + shortNumber(goal.limit);
}

Result<GoalLine> goalFromText(std::string_view text)
{
    const std::size_t sign = text.find_first_of("<>=");
    if (sign == std::string_view::npos) {
        return refused("must be METRIC>=NUMBER or METRIC<=NUMBER, such as availability>=0.999");
    }
    const std::string_view comparison = text.substr(sign, 2);
    if (comparison != ">=" && comparison != "<=") {
        return refused("must compare with >= or <=, such as total_ms.p95<=4000");
    }
    const std::optional<Metric> metric = metricFromName(trimmed(text.substr(0, sign)));
    if (!metric || metric->subject == MetricSubject::FailedTime) {
        return refused("must name availability, first_token_ms.pNN, total_ms.pNN, total_ms.mean, "
                       "attempts.mean, switches.mean, cost_usd_per_1k_runs, "
                       "wasted_usd_per_1k_runs or discarded_tokens.mean");
    }
    const std::optional<double> limit = parseDecimal(trimmed(text.substr(sign + 2)));
    if (!limit || *limit < 0) {
        return refused("must end in a number of at least 0");
    }
    if (metric->subject == MetricSubject::Availability && *limit > 1) {
        return refused("availability is a share from 0 to 1: write 0.999 for 99.9 %");
    }
    return GoalLine{*metric, comparison == ">=", *limit};
}

std::vector<GoalLine> linesOf(const std::vector<Goal>& goals)
{
    std::vector<GoalLine> lines;
    for (const Goal& goal : goals) {
        const std::optional<Metric> metric = metricFromName(goal.metric);
        if (metric && goal.atLeast) {
            lines.push_back({*metric, true, *goal.atLeast});
        }
        if (metric && goal.atMost) {
            lines.push_back({*metric, false, *goal.atMost});
        }
    }
    return lines;
}

GoalVerdict judge(const GoalLine& goal, const std::optional<Estimate>& measured)
{
    GoalVerdict verdict{goal, measured, GoalState::Undecided};
    if (!measured) {
        return verdict;
    }
    const bool isMet = goal.isAtLeast ? measured->low >= goal.limit : measured->high <= goal.limit;
    const bool isMissed = goal.isAtLeast ? measured->high < goal.limit : measured->low > goal.limit;
    if (isMet || isMissed) {
        verdict.state = isMet ? GoalState::Met : GoalState::Missed;
    }
    return verdict;
}

} // namespace understudy
