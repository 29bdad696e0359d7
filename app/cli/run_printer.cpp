#include "app/cli/run_printer.h"

#include "app/cli/describe_run.h"
#include "app/cli/files.h"
#include "app/cli/platform.h"
#include "app/cli/terminal_text.h"
#include "app/cli/text_timeline.h"
#include "core/record/result_json.h"

#include <fmt/format.h>

#include <utility>

namespace understudy::cli {

RunPrinter::RunPrinter(std::shared_ptr<const CompiledChain> chain, ChatRequest input,
                       std::vector<std::string> outageIds, PrinterOptions options)
    : m_lines(std::move(chain))
    , m_options(std::move(options))
{
    m_lines.setInput(std::move(input));
    m_lines.setOutageIds(std::move(outageIds));
    takeLine(m_options.headerLine);
}

void RunPrinter::onEvent(const RunEvent& event)
{
    takeLine(m_lines.eventLine(event));
    if (m_options.format == OutputFormat::Text) {
        printSeam(event);
    }
}

void RunPrinter::onText(std::uint32_t, std::uint32_t attempt, std::string_view delta)
{
    takeLine(m_lines.textLine(attempt, delta, story().lastTime()));
    if (m_options.format == OutputFormat::Text && m_options.isTerminal) {
        printText(std::string(delta));
    }
}

void RunPrinter::onNote(std::uint32_t, std::uint32_t attempt, NoteKind kind, std::string_view text)
{
    m_lines.note(attempt, kind, text);
    if (kind == NoteKind::Dropped && m_options.format == OutputFormat::Text) {
        fmt::print(stderr,
                   "note: the parameter {} is not known to this candidate's dialect and "
                   "was not sent\n",
                   onOneLine(text));
    }
}

void RunPrinter::onUsage(std::uint32_t, std::uint32_t attempt, const TokenCounts& usage)
{
    m_lines.usage(attempt, usage);
}

bool RunPrinter::printEnd()
{
    if (m_options.format == OutputFormat::Json) {
        printText(resultJson(story(), m_options.seed) + "\n");
    }
    if (m_options.format == OutputFormat::Text) {
        const std::string answer = shownText(story());
        if (!m_options.isTerminal && !answer.empty()) {
            printText(answer + "\n");
        } else if (m_midLine) {
            printText("\n");
        }
        if (m_options.drawsTimeline) {
            const std::string timeline =
                textTimeline(story(), {terminalWidth(), m_options.hasColour});
            fmt::print("\n{}", timeline); // our own colours pass
        }
        fmt::print(stderr, "{} Seed {}.\n", onOneLine(describeRun(story())), m_options.seed);
    }
    if (m_options.journalFile.empty()) {
        return true;
    }
    const auto written = writeFileAtomically(m_options.journalFile, m_journal);
    if (!written) {
        fmt::print(stderr, "{}\n", formatProblem(m_options.journalFile, written.error()));
    }
    return written.has_value();
}

void RunPrinter::takeLine(const std::string& line)
{
    if (!m_options.journalFile.empty()) {
        m_journal += line + "\n";
    }
    if (m_options.format == OutputFormat::JsonLines) {
        printText(line + "\n");
    }
}

void RunPrinter::printSeam(const RunEvent& event)
{
    const auto who = [&](std::uint16_t candidate) {
        return onOneLine(story().label(candidate).candidate);
    };
    const std::string newline = m_midLine ? "\n" : "";
    if (event.kind == EventKind::Discarded) {
        fmt::print(stderr, "{}--- {} tokens from {} discarded ---\n", newline, event.count,
                   who(event.candidate));
        m_midLine = false;
    } else if (event.kind == EventKind::Switched) {
        fmt::print(stderr, "{}--- switched from {} to {} at {}: {} ---\n", newline, who(event.from),
                   who(event.candidate), formatSeconds(event.at),
                   event.switchCause() == SwitchCause::Patience ? "waiting would exceed patience"
                                                                : name(event.errorClass));
        m_midLine = false;
    }
}

void RunPrinter::printText(const std::string& text)
{
    const std::string safe = shown(text);
    const bool isWritten =
        std::fwrite(safe.data(), 1, safe.size(), stdout) == safe.size() && std::fflush(stdout) == 0;
    m_hasLostOutput = m_hasLostOutput || !isWritten;
    m_midLine = !text.empty() && text.back() != '\n';
}

// A file or a pipe gets every byte as it came.
std::string RunPrinter::shown(const std::string& text) const
{
    return m_options.isTerminal ? terminalText(text) : text;
}

} // namespace understudy::cli
