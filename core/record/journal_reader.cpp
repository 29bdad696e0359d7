#include "core/record/journal_reader.h"

#include "core/json/json_pointer.h"
#include "core/plan/chain_json.h"
#include "core/record/journal_events.h"

#include <algorithm>
#include <string>
#include <utility>

namespace understudy {

namespace {

constexpr std::string_view kFormat = "understudy-run";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMostProblems = 100;
constexpr IntegerRange kNumber{};

struct Line
{
    std::string_view text;
    int number = 0;
    bool isWhole = false; // a line break ends it
};

// The next line from `rest`, which is not empty.
Line takeLine(std::string_view& rest, int number)
{
    const std::size_t end = rest.find('\n');
    Line line{rest.substr(0, end), number, end != std::string_view::npos};
    rest = line.isWhole ? rest.substr(end + 1) : std::string_view();
    if (line.text.ends_with('\r')) {
        line.text.remove_suffix(1);
    }
    return line;
}

// Problems know the column in their line; the line they learn here.
void addPlaces(const Line& line, Problems& problems, std::size_t first)
{
    Problems fresh(problems.begin() + static_cast<std::ptrdiff_t>(first), problems.end());
    understudy::addPlaces(line.text, fresh);
    for (Problem& problem : fresh) {
        problem.line = line.number;
    }
    std::ranges::move(fresh, problems.begin() + static_cast<std::ptrdiff_t>(first));
}

Problem cutAt(const Line& line, const std::string& what)
{
    return {.code = "journal.cut",
            .pointer = {},
            .what = what,
            .line = line.number,
            .column = static_cast<int>(line.text.size()) + 1};
}

// What a file inside the header says, as if it stood alone.
template<class File>
std::optional<File> readInner(const Json& value, const std::string& pointer,
                              Result<File, Problems> (*read)(std::string_view), std::string& text,
                              Problems& problems)
{
    text = compactJsonText(value);
    auto file = read(text);
    if (file) {
        return std::move(*file);
    }
    for (const Problem& problem : file.error()) {
        problems.push_back({problem.code, pointer + problem.pointer, problem.what});
    }
    return std::nullopt;
}

bool isFormatKnown(ObjectReader& header)
{
    header.require({"format", "version"});
    const auto format = header.text("format");
    if (format && *format != kFormat) {
        header.refuse("format", "format",
                      "is '" + *format + "', but must be '" + std::string(kFormat) + "'");
        return false;
    }
    const auto version = header.integer("version", {1, kNumber.high});
    if (version && *version > kVersion) {
        header.refuse("version", "version",
                      "this file has version " + std::to_string(*version) +
                          ", but this program reads version " + std::to_string(kVersion));
        return false;
    }
    return format && version;
}

void readSeed(ObjectReader& header, std::uint64_t& seed)
{
    const Json* value = header.any("seed");
    if (value != nullptr && value->is_number_unsigned()) {
        seed = value->get<std::uint64_t>();
    } else if (value != nullptr) {
        header.refuse("seed", "type", "must be an integer of at least 0");
    }
}

void readOutageIds(ObjectReader& header, std::vector<std::string>& ids)
{
    const Json* names = header.array("outages");
    for (std::size_t i = 0; names != nullptr && i < names->size(); ++i) {
        if ((*names)[i].is_string()) {
            ids.push_back((*names)[i].get<std::string>());
        } else {
            header.problems().push_back({"type", pointerTo("/outages", i), "must be a string"});
        }
    }
}

void readPlainMembers(ObjectReader& reader, JournalHeader& header)
{
    readSeed(reader, header.seed);
    header.started = reader.text("started").value_or("");
    header.mode = reader.text("mode").value_or("live");
    if (header.mode != "live" && header.mode != "simulated" && header.mode != "virtual") {
        reader.refuse("mode", "word", "must be one of live, simulated, virtual");
    }
    header.run = static_cast<std::uint64_t>(reader.integer("run", kNumber).value_or(0));
    header.runsOfWorld =
        static_cast<std::uint64_t>(reader.integer("runs_of_world", kNumber).value_or(0));
    readOutageIds(reader, header.outageIds);
}

void compileChain(Journal& journal, Problems& problems)
{
    auto compiled = compile(journal.chain, Catalogue{});
    if (compiled) {
        journal.compiled = std::move(*compiled);
        return;
    }
    for (const Problem& problem : compiled.error()) {
        problems.push_back({problem.code, "/chain" + problem.pointer, problem.what});
    }
}

void readHeader(const Json& value, Journal& journal, Problems& problems)
{
    ObjectReader reader(value, "", problems);
    if (!isFormatKnown(reader)) {
        return;
    }
    reader.require({"chain", "scenario", "seed", "started", "mode"});
    JournalHeader& header = journal.header;
    readPlainMembers(reader, header);
    if (const Json* chain = reader.object("chain")) {
        auto read = readInner<Chain>(*chain, "/chain", &chainFromJson, header.chainJson, problems);
        if (read) {
            journal.chain = std::move(*read);
            compileChain(journal, problems);
        }
    }
    const bool hasScenario = reader.has("scenario") && !reader.isNull("scenario");
    if (const Json* scenario = hasScenario ? reader.object("scenario") : nullptr) {
        journal.scenario = readInner<Scenario>(*scenario, "/scenario", &scenarioFromJson,
                                               header.scenarioJson, problems);
    }
    if (journal.scenario && header.outageIds.empty()) {
        for (const Outage& outage : journal.scenario->outages) {
            header.outageIds.push_back(outage.id);
        }
    }
}

class JournalText
{
public:
    explicit JournalText(std::string_view text)
        : m_rest(text)
    {}

    Result<Journal, Problems> read()
    {
        Journal journal;
        readFirstLine(journal);
        if (!m_problems.empty()) {
            return Failure{std::move(m_problems)};
        }
        JournalEvents events(*journal.compiled, journal.header.outageIds);
        while (!m_rest.empty() && m_problems.size() < kMostProblems && !m_cut) {
            readNextLine(events, journal);
        }
        if (!m_problems.empty()) {
            return Failure{std::move(m_problems)};
        }
        if (!m_cut && !events.isFinished()) {
            m_cut = cutAt(m_line, "the journal ends here, without run_finished: it was cut off, or "
                                  "the run was still under way");
        }
        journal.brokenOff = m_cut;
        journal.input = events.input();
        journal.header.outageIds = events.outageIds();
        return journal;
    }

private:
    void readFirstLine(Journal& journal)
    {
        m_line = takeLine(m_rest, 1);
        if (m_line.text.empty()) {
            m_problems.push_back(
                cutAt(m_line, "there is no journal here: the first line is empty"));
            return;
        }
        const auto json = parse();
        if (!json && !m_line.isWhole && m_line.text.starts_with('{')) {
            m_problems.push_back(cutAt(m_line, "the journal is cut off in its first line, so "
                                               "nothing of it can be read"));
        } else if (!json) {
            refuseLine(json.error());
        } else {
            readHeader(*json, journal, m_problems);
            addPlaces(m_line, m_problems, 0);
        }
    }

    void readNextLine(JournalEvents& events, Journal& journal)
    {
        m_line = takeLine(m_rest, m_line.number + 1);
        if (m_line.text.find_first_not_of(" \t") == std::string_view::npos) {
            return;
        }
        const auto json = parse();
        if (!json && !m_line.isWhole) {
            m_cut = cutAt(m_line, "line " + std::to_string(m_line.number) +
                                      " is cut off: the journal is incomplete; the lines before "
                                      "it are read");
            return;
        }
        const std::size_t before = m_problems.size();
        if (!json) {
            refuseLine(json.error());
        } else if (journal.records.size() >= kMostJournalEvents) {
            refuseLine(
                {{"journal.size", {}, "is past the 1,000,000 events that are read at most"}});
            m_rest = {};
        } else {
            events.read(*json, m_problems, journal.records);
            addPlaces(m_line, m_problems, before);
        }
        if (m_problems.size() != before) {
            events.loseTrack();
        }
    }

    Result<Json, Problems> parse() const
    {
        if (m_line.text.size() > kMostJournalLine) {
            return Failure{Problems{
                {"journal.line", {}, "is longer than 4 MB, the most that a line may have"}}};
        }
        return parseStrictJson(m_line.text);
    }

    void refuseLine(const Problems& problems)
    {
        for (Problem problem : problems) {
            problem.line = m_line.number;
            problem.column = std::max(problem.column, 1);
            m_problems.push_back(std::move(problem));
        }
    }

    std::string_view m_rest;
    Line m_line;
    Problems m_problems;
    std::optional<Problem> m_cut;
};

} // namespace

Result<Journal, Problems> readJournal(std::string_view text) { return JournalText(text).read(); }

RunStory storyOf(const Journal& journal)
{
    RunStory story(journal.compiled->labels);
    story.apply(journal.records);
    return story;
}

} // namespace understudy
