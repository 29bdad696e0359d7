#include "core/report/html_report.h"
#include "core/report/number_text.h"
#include "core/report/result_tables.h"
#include "core/report/text_report.h"

#include <cmath>

namespace understudy {

namespace {

std::string measuredText(const GoalVerdict& verdict)
{
    if (!verdict.measured) {
        return "not known";
    }
    const auto bound = [](double value) {
        return std::isfinite(value) ? shortNumber(value) : std::string("no bound");
    };
    return shortNumber(verdict.measured->estimate) + " (95 %: " + bound(verdict.measured->low) +
           " to " + bound(verdict.measured->high) + ")";
}

std::string testCase(const ChainResult& chain, const GoalVerdict& verdict)
{
    const std::string goal = textOf(verdict.goal);
    std::string text = "    <testcase classname=\"" + escapedMarkup(chain.name) + "\" name=\"" +
                       escapedMarkup(goal) + "\"";
    if (verdict.state == GoalState::Met) {
        return text + "/>\n";
    }
    const std::string state(name(verdict.state));
    return text + ">\n      <failure type=\"" + state + "\" message=\"" +
           escapedMarkup(state + ": wanted " + goal + ", measured " + measuredText(verdict)) +
           "\"/>\n    </testcase>\n";
}

} // namespace

std::string junitReport(const SimulateResult& result)
{
    std::string suites;
    std::size_t allTests = 0;
    std::size_t allFailures = 0;
    for (const ChainResult& chain : result.chains) {
        std::string cases;
        std::size_t failures = 0;
        for (const GoalVerdict& verdict : chain.goals) {
            cases += testCase(chain, verdict);
            failures += verdict.state == GoalState::Met ? 0 : 1;
        }
        suites += "  <testsuite name=\"" + escapedMarkup(chain.name) + "\" tests=\"" +
                  std::to_string(chain.goals.size()) + "\" failures=\"" + std::to_string(failures) +
                  "\" errors=\"0\" time=\"" + fixedNumber(result.wallSeconds, 3) + "\">\n" + cases +
                  "    <system-out>" + escapedMarkup(verdictSentence(chain)) + " Seed " +
                  std::to_string(result.seed) + ", method " + std::string(name(result.method)) +
                  ".</system-out>\n  </testsuite>\n";
        allTests += chain.goals.size();
        allFailures += failures;
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"understudy\" tests=\"" +
           std::to_string(allTests) + "\" failures=\"" + std::to_string(allFailures) + "\">\n" +
           suites + "</testsuites>\n";
}

} // namespace understudy
