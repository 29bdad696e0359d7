#include "app/cli/replay_command.h"

#include "app/built_in.h"
#include "app/cli/describe_run.h"
#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/platform.h"
#include "app/cli/read_inputs.h"
#include "app/cli/terminal_text.h"
#include "app/cli/text_timeline.h"
#include "core/record/journal_reader.h"
#include "core/record/result_json.h"
#include "core/sim/what_if.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace understudy::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;

// What is printed to a terminal can do nothing to it.
void print(const std::string& text)
{
    fmt::print("{}", isTerminal(Stream::Output) ? terminalText(text) : text);
}

void printJson(const OrderedJson& json)
{
    print(json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
}

TimelineStyle timelineStyle(const Journal& journal)
{
    const bool hasColour = isTerminal(Stream::Output) && environmentVariable("NO_COLOR").empty();
    return {.width = terminalWidth(),
            .hasColour = hasColour,
            .outageIds = journal.header.outageIds,
            .marks = {}};
}

std::string brokenOffSentence(const RunStory& story)
{
    const std::size_t attempts = story.attempts().size();
    return fmt::format("The record breaks off after {}, with {} attempt{} begun: what became of "
                       "the run is not known.",
                       formatSeconds(story.lastTime()), attempts, attempts == 1 ? "" : "s");
}

std::string sentence(const RunStory& story, std::uint64_t seed)
{
    const std::string text = story.isFinished() ? describeRun(story) : brokenOffSentence(story);
    return fmt::format("{} Seed {}.\n", onOneLine(text), seed);
}

OrderedJson resultOf(const Journal& journal, const RunStory& story)
{
    auto json = OrderedJson::parse(resultJson(story, journal.header.seed));
    if (!story.isFinished()) {
        json["outcome"] = nullptr;
        json["error"] = nullptr;
    }
    return json;
}

OrderedJson recordedResult(const Journal& journal)
{
    OrderedJson json = resultOf(journal, storyOf(journal));
    if (journal.brokenOff) {
        json["incomplete"] = {{"line", journal.brokenOff->line},
                              {"column", journal.brokenOff->column},
                              {"what", journal.brokenOff->what}};
    }
    return json;
}

OrderedJson whatIfResult(const Journal& journal, const WhatIf& whatIf)
{
    OrderedJson json = resultOf(journal, whatIf.story);
    for (std::size_t i = 0; i < whatIf.sources.size() && i < json["attempts"].size(); ++i) {
        json["attempts"][i]["source"] = name(whatIf.sources[i]);
    }
    return json;
}

void printLines(const Journal& journal)
{
    EventLines lines(journal.compiled);
    lines.setOutageIds(journal.header.outageIds);
    if (journal.input) {
        lines.setInput(*journal.input);
    }
    print(EventLines::headerLine(journal.header) + "\n");
    for (const RunRecord& record : journal.records) {
        if (const auto* event = std::get_if<RunEvent>(&record)) {
            print(lines.eventLine(*event) + "\n");
        } else if (const auto* piece = std::get_if<TextPiece>(&record)) {
            print(lines.textLine(piece->attempt, piece->delta, lines.story().lastTime()) + "\n");
        } else if (const auto* note = std::get_if<NotePiece>(&record)) {
            lines.note(note->attempt, note->kind, note->text);
        } else if (const auto* usage = std::get_if<UsagePiece>(&record)) {
            lines.usage(usage->attempt, usage->usage);
        }
    }
}

// Our own colours pass.
void printTimeline(const RunStory& story, const TimelineStyle& style, std::uint64_t seed)
{
    fmt::print("{}{}", textTimeline(story, style), sentence(story, seed));
}

void printRecorded(const Journal& journal, OutputFormat format)
{
    if (format == OutputFormat::Json) {
        printJson(recordedResult(journal));
    } else if (format == OutputFormat::JsonLines) {
        printLines(journal);
    } else {
        printTimeline(storyOf(journal), timelineStyle(journal), journal.header.seed);
    }
}

std::string outcomeOf(const RunStory& story)
{
    return story.outcome() ? std::string(name(*story.outcome())) : std::string("not known");
}

std::string comparison(const RunStory& recorded, const RunStory& whatIf)
{
    return fmt::format("compared: outcome {} -> {}, total {} -> {}, cost {} -> {}, switches {} -> "
                       "{}, attempts {} -> {}\n",
                       outcomeOf(recorded), outcomeOf(whatIf), formatSeconds(recorded.lastTime()),
                       formatSeconds(whatIf.lastTime()), formatMoney(recorded.cost()),
                       formatMoney(whatIf.cost()), recorded.switches().size(),
                       whatIf.switches().size(), recorded.attempts().size(),
                       whatIf.attempts().size());
}

std::string sourceSentence(const WhatIf& whatIf)
{
    const auto count = [&](AttemptSource source) {
        return std::ranges::count(whatIf.sources, source);
    };
    if (const auto assumed = count(AttemptSource::Assumed); assumed > 0) {
        return fmt::format("{} of {} attempts are not in the record and assumed: as a healthy "
                           "model would have answered.\n",
                           assumed, whatIf.sources.size());
    }
    if (const auto drawn = count(AttemptSource::Drawn); drawn > 0) {
        return fmt::format("{} of {} attempts are not in the record; they were drawn by the same "
                           "seed.\n",
                           drawn, whatIf.sources.size());
    }
    return "Every attempt is in the record.\n";
}

void printBoth(const Journal& journal, const WhatIf& whatIf, const std::string& chainName)
{
    const RunStory recorded = storyOf(journal);
    TimelineStyle style = timelineStyle(journal);
    fmt::print("recorded, {}:\n", onOneLine(journal.chain.name));
    printTimeline(recorded, style, journal.header.seed);
    for (const AttemptSource source : whatIf.sources) {
        style.marks.emplace_back(name(source));
    }
    fmt::print("\nwhat if, {}:\n", onOneLine(chainName));
    printTimeline(whatIf.story, style, journal.header.seed);
    fmt::print("\n{}{}", comparison(recorded, whatIf.story), sourceSentence(whatIf));
}

std::shared_ptr<const CompiledChain> readCompiled(const std::string& path)
{
    const auto chain = readChain(path);
    if (!chain) {
        return nullptr;
    }
    auto compiled = compile(*chain, builtInCatalogue());
    if (!compiled) {
        printProblems(path, compiled.error());
        return nullptr;
    }
    return std::move(*compiled);
}

int replayWhatIf(const Journal& journal, const ReplayOptions& options)
{
    if (options.format == OutputFormat::JsonLines) {
        fmt::print(stderr, "understudy-cli: --what-if tells of two runs, which --format jsonl "
                           "cannot; take text or json\n");
        return kBadInput;
    }
    const auto chain = readCompiled(*options.whatIfFile);
    if (chain == nullptr) {
        return kBadInput;
    }
    const WhatIf whatIf = playAgain(journal, chain, healthyScenario());
    if (options.format == OutputFormat::Json) {
        printJson(
            {{"recorded", recordedResult(journal)}, {"what_if", whatIfResult(journal, whatIf)}});
    } else {
        printBoth(journal, whatIf, chain->source.name);
    }
    return kDone;
}

} // namespace

int replayCommand(const ReplayOptions& options)
{
    const auto text = readFile(options.journalFile, kLargestJournal);
    if (!text) {
        printProblems(options.journalFile, {text.error()});
        return kBadInput;
    }
    const auto journal = readJournal(*text);
    if (!journal) {
        printProblems(options.journalFile, journal.error());
        return kBadInput;
    }
    if (journal->brokenOff) {
        printProblems(options.journalFile, {*journal->brokenOff});
    }
    if (options.whatIfFile) {
        return replayWhatIf(*journal, options);
    }
    printRecorded(*journal, options.format);
    return kDone;
}

} // namespace understudy::cli
