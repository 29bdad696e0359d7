#include "core/report/text_report.h"

#include "core/report/number_text.h"
#include "core/report/result_tables.h"

#include <algorithm>
#include <string_view>

namespace understudy {

namespace {

std::string countOf(std::uint64_t count, std::string_view thing)
{
    return grouped(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

std::string_view wordsOf(IntervalMethod method)
{
    switch (method) {
    case IntervalMethod::Independent: return "Wilson and order statistics (wilson)";
    case IntervalMethod::WorldsT: return "Student's t over worlds (worlds_t)";
    case IntervalMethod::BatchMeans: return "means of 30 batches in order of arrival (batch_means)";
    }
    return "";
}

std::string goalsPhrase(const ChainResult& chain)
{
    const auto countState = [&](GoalState state) {
        return static_cast<std::uint64_t>(
            std::count_if(chain.goals.begin(), chain.goals.end(),
                          [&](const GoalVerdict& verdict) { return verdict.state == state; }));
    };
    const std::uint64_t missed = countState(GoalState::Missed);
    const std::uint64_t undecided = countState(GoalState::Undecided);
    if (chain.goals.empty()) {
        return "";
    }
    if (chain.goals.size() == 1) {
        return missed != 0      ? ", but misses its goal"
               : undecided != 0 ? ", but its goal is undecided (more runs would tell)"
                                : " and meets its goal";
    }
    const std::string of = " of its " + countOf(chain.goals.size(), "goal");
    if (missed == 0 && undecided == 0) {
        return " and meets its " + countOf(chain.goals.size(), "goal");
    }
    if (missed == 0) {
        return ", but " + grouped(undecided) + of + (undecided == 1 ? " is" : " are") +
               " undecided (more runs would tell)";
    }
    return ", but misses " + grouped(missed) + of +
           (undecided == 0 ? "" : " and leaves " + grouped(undecided) + " undecided");
}

std::string independentSentence(const ChainResult& chain)
{
    constexpr double kWorthSaying = 2;
    if (!chain.independentAvailability || !chain.availability || chain.answered == chain.runs ||
        *chain.independentAvailability >= 1) {
        return "";
    }
    const double times = (1 - chain.availability->estimate) / (1 - *chain.independentAvailability);
    if (times < kWorthSaying) {
        return "";
    }
    return "If attempts failed independently it would be " +
           nearlyAllText(*chain.independentAvailability) + ": " +
           grouped(static_cast<std::uint64_t>(times + 0.5)) + " times too good.\n";
}

std::string report(const SimulateResult& result, std::string (*write)(const Table&),
                   const std::string& headingMark)
{
    std::string text = openingLines(result);
    for (const ChainResult& chain : result.chains) {
        text += verdictSentence(chain) + "\n" + independentSentence(chain);
    }
    for (const std::span<const Comparison> pair : comparedPairs(result)) {
        text += comparisonSentence(pair) + "\n";
    }
    for (const ChainResult& chain : result.chains) {
        text += "\n" + headingMark + chain.name + "\n\n" + write(figuresTable(chain)) + "\n" +
                write(candidatesTable(chain));
        if (!chain.goals.empty()) {
            text += "\n" + write(goalsTable(chain));
        }
        if (result.isComplete) {
            text += "\ndigest " + hexDigits(chain.digest) + "\n";
        }
    }
    for (const std::span<const Comparison> pair : comparedPairs(result)) {
        text += "\n" + headingMark + pair.front().a + " - " + pair.front().b +
                ", under the same draws\n\n" + write(comparisonTable(pair));
    }
    return text + "\n" + closingLine(result);
}

} // namespace

std::string openingLines(const SimulateResult& result)
{
    std::string text;
    if (!result.isComplete) {
        const std::uint64_t asked = result.runs * result.worlds * result.chains.size();
        text += "INTERRUPTED after " + grouped(result.endedRuns()) + " of " +
                countOf(asked, "run") + ": nothing below is final.\n";
    }
    if (result.shard) {
        text += "Shard " + grouped(result.shard->index) + " of " + grouped(result.shard->count) +
                ": a part only. Merge the JSON results of all shards.\n";
    }
    return text;
}

std::string closingLine(const SimulateResult& result)
{
    const std::uint64_t runs = result.runs * result.worlds;
    const std::string what = result.isIsolated ? "N = " + countOf(runs, "isolated run")
                                               : "N = " + countOf(runs, "run") + " (" +
                                                     countOf(result.worlds, "world") + " of " +
                                                     grouped(result.runs) + ")";
    return what + ", seed " + std::to_string(result.seed) + ", scenario " + result.scenario +
           ". Intervals are 95 %: " + std::string(wordsOf(result.method)) + ".\n" +
           spanText(result.virtualSeconds) + " of virtual time in " + spanText(result.wallSeconds) +
           ", " + grouped(static_cast<std::uint64_t>(result.runsPerSecond())) +
           " runs/s. understudy-cli " + result.version + ".\n";
}

std::string verdictSentence(const ChainResult& chain)
{
    if (!chain.availability) {
        return chain.name + ": no run ended.";
    }
    const std::string runs = countOf(chain.runs, "run");
    // Without a failure there is no estimate to boast with, only a bound.
    const std::string share = chain.answered == chain.runs
                                  ? "answered all of " + runs + " (availability " +
                                        availabilityAtLeast(chain.runs) + ", 95 %)"
                                  : "answered " + percentText(chain.availability->estimate) +
                                        " of " + runs +
                                        " (95 %: " + shareInterval(*chain.availability) + ")";
    return chain.name + " " + share + goalsPhrase(chain) + ".";
}

std::string comparisonSentence(std::span<const Comparison> pair)
{
    const auto listed = [&](ComparisonVerdict verdict) {
        std::string list;
        for (const Comparison& comparison : pair) {
            if (comparison.verdict == verdict) {
                list += (list.empty() ? "" : ", ") + name(comparison.metric);
            }
        }
        return list;
    };
    const std::string better = listed(ComparisonVerdict::Better);
    const std::string worse = listed(ComparisonVerdict::Worse);
    const std::string who = pair.front().a + " against " + pair.front().b + ": ";
    if (better.empty() && worse.empty()) {
        return who + "every difference is within noise.";
    }
    return who + (better.empty() ? "" : "better in " + better) +
           (better.empty() || worse.empty() ? "" : "; ") +
           (worse.empty() ? "" : "worse in " + worse) + ".";
}

std::string textReport(const SimulateResult& result) { return report(result, &textTable, ""); }

std::string markdownReport(const SimulateResult& result)
{
    return report(result, &markdownTable, "## ");
}

} // namespace understudy
