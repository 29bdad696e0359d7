#include "app/cli/validate_command.h"

#include "app/built_in.h"
#include "app/cli/describe_run.h"
#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/read_inputs.h"
#include "app/cli/terminal_text.h"
#include "core/json/strict_json.h"
#include "core/plan/chain_json.h"
#include "core/plan/lint.h"
#include "core/plan/scenario.h"
#include "core/plan/scenario_lint.h"
#include "core/plan/worst_case.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace understudy::cli {

namespace {

struct Report
{
    std::string file;
    std::string kind = "chain";
    Problems errors;
    Problems warnings;
    std::optional<WorstCase> worst; // of a valid chain
    std::string text;
    std::optional<Chain> chain;
    std::optional<Scenario> scenario;
};

bool looksLikeScenario(const std::string& path, const std::string& text)
{
    constexpr std::string_view kSuffix = ".scenario.json";
    const bool hasSuffix = path.size() > kSuffix.size() && path.ends_with(kSuffix);
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_object() && json.contains("format") && json["format"].is_string()) {
        return json["format"] == "understudy-scenario";
    }
    return hasSuffix;
}

void checkChain(Report& report)
{
    auto chain = chainFromJson(report.text);
    if (chain) {
        report.warnings = lint(*chain, builtInCatalogue());
        report.worst = WorstCase{worstCaseAttempts(*chain), worstCaseTime(*chain)};
        report.chain = std::move(*chain);
    } else {
        report.errors = chain.error();
    }
}

void checkScenario(Report& report)
{
    auto scenario = scenarioFromJson(report.text);
    if (scenario) {
        report.scenario = std::move(*scenario);
    } else {
        report.errors = scenario.error();
    }
}

Report check(const std::string& path)
{
    Report report;
    report.file = path;
    auto text = readFile(path);
    if (!text) {
        report.errors = {text.error()};
        return report;
    }
    report.text = std::move(*text);
    if (looksLikeScenario(path, report.text)) {
        report.kind = "scenario";
        checkScenario(report);
    } else {
        checkChain(report);
    }
    return report;
}

void append(Problems more, Problems& to)
{
    std::move(more.begin(), more.end(), std::back_inserter(to));
}

// What chains and scenarios named together say about each other.
void checkTogether(std::vector<Report>& reports)
{
    std::vector<Chain> chains;
    for (const Report& report : reports) {
        if (report.chain) {
            chains.push_back(*report.chain);
        }
    }
    for (Report& scenario : reports) {
        if (!scenario.scenario || chains.empty()) {
            continue;
        }
        append(lintTargets(*scenario.scenario, chains), scenario.warnings);
        for (Report& chain : reports) {
            if (chain.chain) {
                append(lintIsolation(*scenario.scenario, *chain.chain), chain.warnings);
            }
        }
    }
}

std::string worstCaseWords(const WorstCase& worst)
{
    return fmt::format("; at most {} attempt{}, at worst {}", worst.attempts,
                       worst.attempts == 1 ? "" : "s", formatSeconds(worst.time));
}

void printText(const Report& report)
{
    printProblems(report.file, report.errors);
    for (Problem warning : report.warnings) {
        warning.what = "warning: " + warning.what;
        printProblems(report.file, {warning});
    }
    if (report.errors.empty()) {
        fmt::print("{}: valid {}, {} warning{}{}\n", onOneLine(report.file), report.kind,
                   report.warnings.size(), report.warnings.size() == 1 ? "" : "s",
                   report.worst ? worstCaseWords(*report.worst) : "");
    }
}

nlohmann::ordered_json toJson(const Problems& problems)
{
    auto json = nlohmann::ordered_json::array();
    for (const Problem& problem : problems) {
        json.push_back({{"code", problem.code},
                        {"pointer", problem.pointer},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"what", problem.what}});
    }
    return json;
}

void printJson(const std::vector<Report>& reports)
{
    auto json = nlohmann::ordered_json::array();
    for (const Report& report : reports) {
        json.push_back({{"file", report.file},
                        {"kind", report.kind},
                        {"valid", report.errors.empty()},
                        {"errors", toJson(report.errors)},
                        {"warnings", toJson(report.warnings)}});
        if (report.worst) {
            json.back()["worst_case_attempts"] = report.worst->attempts;
            json.back()["worst_case_ms"] = toMilliseconds(report.worst->time);
        }
    }
    using Handler = nlohmann::ordered_json::error_handler_t;
    fmt::print("{}\n", json.dump(2, ' ', false, Handler::replace));
}

} // namespace

int validateCommand(const ValidateOptions& options)
{
    std::vector<Report> reports;
    std::transform(options.files.begin(), options.files.end(), std::back_inserter(reports), check);
    checkTogether(reports);
    for (Report& report : reports) {
        addPlaces(report.text, report.warnings);
    }
    if (options.format == OutputFormat::Json) {
        printJson(reports);
    } else {
        std::for_each(reports.begin(), reports.end(), printText);
    }
    const auto hasErrors = [](const Report& report) { return !report.errors.empty(); };
    const auto hasWarnings = [](const Report& report) { return !report.warnings.empty(); };
    if (std::any_of(reports.begin(), reports.end(), hasErrors)) {
        return kBadInput;
    }
    const bool isRefused =
        options.isStrict && std::any_of(reports.begin(), reports.end(), hasWarnings);
    return isRefused ? kFailed : kDone;
}

} // namespace understudy::cli
