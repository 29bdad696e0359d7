#include "app/cli/simulate_output.h"

#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/read_inputs.h"
#include "app/cli/terminal_text.h"
#include "core/lab/shard_json.h"
#include "core/report/html_report.h"
#include "core/report/result_tables.h"
#include "core/report/simulate_json.h"
#include "core/report/text_report.h"

#include <fmt/format.h>

namespace understudy::cli {

namespace {

std::string written(const SimulationRecord& record, const SimulateResult& result,
                    OutputFormat format)
{
    switch (format) {
    case OutputFormat::Json:
    case OutputFormat::JsonLines: return record.shard ? shardToJson(record) : simulateJson(result);
    case OutputFormat::Csv: return csvTable(plainTable(result));
    case OutputFormat::Markdown: return markdownReport(result);
    case OutputFormat::Html: return htmlReport(result);
    case OutputFormat::JUnit: return junitReport(result);
    case OutputFormat::Text: break;
    }
    return textReport(result);
}

} // namespace

bool canWriteTo(const std::optional<std::string>& outFile)
{
    if (!outFile) {
        return true;
    }
    const auto writable = checkWritable(*outFile);
    if (!writable) {
        printProblems(*outFile, {writable.error()});
    }
    return writable.has_value();
}

int printResult(const SimulationRecord& record, OutputFormat format,
                const std::optional<std::string>& outFile)
{
    const SimulateResult result = resultOf(record);
    const std::string text = written(record, result, format);
    if (outFile) {
        const auto isWritten = writeFileAtomically(*outFile, text);
        if (!isWritten) {
            printProblems(*outFile, {isWritten.error()});
            return kEnvironment;
        }
    } else {
        fmt::print("{}", terminalText(text));
    }
    return result.meetsGoals() ? kDone : kFailed;
}

} // namespace understudy::cli
