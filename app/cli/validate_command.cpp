#include "app/cli/validate_command.h"

#include "app/built_in.h"
#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/read_inputs.h"
#include "app/cli/terminal_text.h"
#include "core/json/strict_json.h"
#include "core/plan/chain_json.h"
#include "core/plan/lint.h"
#include "core/plan/scenario.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace understudy::cli {

namespace {

struct Report
{
    std::string file;
    std::string kind = "chain";
    Problems errors;
    Problems warnings;
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

void checkChain(const std::string& text, Report& report)
{
    const auto chain = chainFromJson(text);
    if (chain) {
        report.warnings = lint(*chain, builtInCatalogue());
        addPlaces(text, report.warnings);
    } else {
        report.errors = chain.error();
    }
}

Report check(const std::string& path)
{
    Report report{.file = path, .kind = "chain", .errors = {}, .warnings = {}};
    const auto text = readFile(path);
    if (!text) {
        report.errors = {text.error()};
        return report;
    }
    if (looksLikeScenario(path, *text)) {
        report.kind = "scenario";
        const auto scenario = scenarioFromJson(*text);
        if (!scenario) {
            report.errors = scenario.error();
        }
    } else {
        checkChain(*text, report);
    }
    return report;
}

void printText(const Report& report)
{
    printProblems(report.file, report.errors);
    for (Problem warning : report.warnings) {
        warning.what = "warning: " + warning.what;
        printProblems(report.file, {warning});
    }
    if (report.errors.empty()) {
        fmt::print("{}: valid {}, {} warning{}\n", onOneLine(report.file), report.kind,
                   report.warnings.size(), report.warnings.size() == 1 ? "" : "s");
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
    }
    using Handler = nlohmann::ordered_json::error_handler_t;
    fmt::print("{}\n", json.dump(2, ' ', false, Handler::replace));
}

} // namespace

int validateCommand(const ValidateOptions& options)
{
    std::vector<Report> reports;
    std::transform(options.files.begin(), options.files.end(), std::back_inserter(reports), check);
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
