// Prints a run as it happens, in the format asked for, and records its journal.
// text: the answer alone on standard output; seams and the closing sentence on standard error.
// On a terminal the answer streams; elsewhere it is printed once it is whole, so that a discarded
// partial answer never reaches a file or a pipe.
#pragma once

#include "app/cli/arguments.h"
#include "core/engine/scheduler.h"
#include "core/record/event_json.h"
#include "core/record/run_observer.h"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace understudy::cli {

struct PrinterOptions
{
    OutputFormat format = OutputFormat::Text;
    bool isTerminal = false; // standard output is one: text streams and is made safe to show
    bool hasColour = false;
    bool drawsTimeline = false; // after the answer
    std::uint64_t seed = 1;     // reported
    std::string headerLine;     // the journal's first line
    std::string journalFile;    // empty: none
};

class RunPrinter final : public RunObserver, public TextSink
{
public:
    RunPrinter(std::shared_ptr<const CompiledChain> chain, ChatRequest input,
               std::vector<std::string> outageIds, PrinterOptions options);

    void onEvent(const RunEvent& event) override;
    void onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta) override;
    void onNote(std::uint32_t run, std::uint32_t attempt, NoteKind kind,
                std::string_view text) override;
    void onUsage(std::uint32_t run, std::uint32_t attempt, const TokenCounts& usage) override;

    const RunStory& story() const { return m_lines.story(); }
    bool isFinished() const { return story().isFinished(); }
    // Nobody reads standard output any more, or its disk is full.
    bool hasLostOutput() const { return m_hasLostOutput; }
    // What is left to print once the run has finished. False when the journal could not be written.
    bool printEnd();

private:
    void takeLine(const std::string& line);
    void printSeam(const RunEvent& event);
    void printText(const std::string& text);
    std::string shown(const std::string& text) const;

    EventLines m_lines;
    PrinterOptions m_options;
    std::string m_journal;
    bool m_hasLostOutput = false;
    bool m_midLine = false; // the terminal's cursor stands behind answer text
};

} // namespace understudy::cli
