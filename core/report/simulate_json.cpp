#include "core/report/simulate_json.h"

#include "core/report/number_text.h"
#include "core/report/result_tree.h"

#include <cmath>

namespace understudy {

namespace {

Json boundJson(double bound) { return std::isfinite(bound) ? Json(bound) : Json(nullptr); }

Json toJson(const Estimate& estimate)
{
    return {{"estimate", estimate.estimate},
            {"low", boundJson(estimate.low)},
            {"high", boundJson(estimate.high)}};
}

Json toJson(const std::optional<Estimate>& estimate)
{
    return estimate ? toJson(*estimate) : Json(nullptr);
}

Json toJson(const TimeFigures& figures)
{
    Json json{{"mean", toJson(figures.mean)}, {"sd", toJson(figures.deviation)}};
    for (const char* name : {"p50", "p90", "p95", "p99", "p99.9"}) {
        json[name] = nullptr;
    }
    for (const TimeFigures::Quantile& quantile : figures.quantiles) {
        json["p" + shortNumber(quantile.percent)] = toJson(quantile.value);
    }
    return json;
}

// A mean under its own name, and as the figure itself.
Json meanJson(const std::optional<Estimate>& mean)
{
    Json json = mean ? toJson(*mean) : Json::object();
    json["mean"] = toJson(mean);
    return json;
}

Json candidatesJson(const std::vector<CandidateFigures>& candidates)
{
    Json json = Json::array();
    for (const CandidateFigures& candidate : candidates) {
        json.push_back({{"step", candidate.label.step},
                        {"candidate", candidate.label.candidate},
                        {"provider", candidate.label.provider},
                        {"model", candidate.label.model},
                        {"attempts", candidate.totals.attempts},
                        {"succeeded", candidate.totals.succeeded},
                        {"served", candidate.totals.served},
                        {"served_share", candidate.servedShare},
                        {"skipped", candidate.totals.skipped},
                        {"breaker_opens", candidate.totals.breakerOpens},
                        {"rejected_by_limit", candidate.totals.rejectedByLimit}});
    }
    return json;
}

Json goalsJson(const std::vector<GoalVerdict>& goals)
{
    Json json = Json::array();
    for (const GoalVerdict& verdict : goals) {
        json.push_back({{"goal", textOf(verdict.goal)},
                        {"measured", toJson(verdict.measured)},
                        {"state", name(verdict.state)}});
    }
    return json;
}

Json chainJson(const ChainResult& chain, bool isComplete)
{
    const std::optional<double> independent = chain.independentAvailability;
    return {
        {"name", chain.name},
        {"runs", chain.runs},
        {"answered", chain.answered},
        {"availability", toJson(chain.availability)},
        {"independent", independent ? Json{{"availability", *independent}} : Json(nullptr)},
        {"total_ms", toJson(chain.total)},
        {"first_token_ms", toJson(chain.firstToken)},
        {"latency_of_failed_ms", toJson(chain.failed)},
        {"attempts",
         {{"mean", toJson(chain.attempts)}, {"by_candidate", candidatesJson(chain.candidates)}}},
        {"switches", meanJson(chain.switches)},
        {"discarded_tokens", meanJson(chain.discardedTokens)},
        {"cost_usd_per_1k_runs", toJson(chain.cost)},
        {"wasted_usd_per_1k_runs", toJson(chain.wasted)},
        {"goals", goalsJson(chain.goals)},
        // Of half the events there is no digest that another machine could have.
        {"digest", isComplete ? Json(hexDigits(chain.digest)) : Json(nullptr)}};
}

} // namespace

Json resultTree(const SimulateResult& result)
{
    Json chains = Json::array();
    for (const ChainResult& chain : result.chains) {
        chains.push_back(chainJson(chain, result.isComplete));
    }
    Json comparisons = Json::array();
    for (const Comparison& comparison : result.comparisons) {
        comparisons.push_back({{"a", comparison.a},
                               {"b", comparison.b},
                               {"metric", name(comparison.metric)},
                               {"difference",
                                {{"estimate", comparison.difference.estimate},
                                 {"low", boundJson(comparison.difference.low)},
                                 {"high", boundJson(comparison.difference.high)}}},
                               {"verdict", name(comparison.verdict)}});
    }
    return {{"version", result.version},
            {"scenario", result.scenario},
            {"seed", result.seed},
            {"runs", result.runs * result.worlds},
            {"worlds", result.worlds},
            {"isolated", result.isIsolated},
            {"method", name(result.method)},
            {"complete", result.isComplete},
            {"chains", std::move(chains)},
            {"comparison", std::move(comparisons)},
            {"virtual_s", result.virtualSeconds},
            {"wall_s", result.wallSeconds},
            {"runs_per_s", result.runsPerSecond()}};
}

std::string simulateJson(const SimulateResult& result) { return jsonText(resultTree(result)); }

} // namespace understudy
