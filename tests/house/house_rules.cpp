#include "tests/house/house_rules.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace understudy::house {

namespace {

constexpr std::size_t kMostFileLines = 400;
constexpr std::size_t kMostColumns = 100;
constexpr int kMostFunctionLines = 60;
constexpr std::string_view kExemption = "// house: long because ";

struct BannedWord
{
    std::string_view word; // in code, not in comments and texts
    const char* reason;
};

constexpr const char* kNoClock = "instants come from a Scheduler";
constexpr const char* kNoChance = "chance comes from keyed RandomStreams";
constexpr const char* kNoThreads = "core has no threads and never waits";
constexpr const char* kNoMaths = "its last bit differs; see sampling_math.h";
constexpr const char* kNotPortable = "not on every compiler we support";
constexpr const char* kNoSingleton = "collaborators come through constructors";
constexpr const char* kNoLoop = "no nested event loops";

// In core time, chance and the machine come in through seams.
constexpr std::array kBannedInCore{
    BannedWord{"steady_clock", kNoClock},
    BannedWord{"system_clock", kNoClock},
    BannedWord{"high_resolution_clock", kNoClock},
    BannedWord{"random_device", kNoChance},
    BannedWord{"rand(", kNoChance},
    BannedWord{"*_distribution", kNoChance},
    BannedWord{"std::shuffle", kNoChance},
    BannedWord{"sleep_for", kNoThreads},
    BannedWord{"sleep_until", kNoThreads},
    BannedWord{"getenv", "core does not see the environment"},
    BannedWord{"std::pow", kNoMaths},
    BannedWord{"std::exp", kNoMaths},
    BannedWord{"std::log", kNoMaths},
    BannedWord{"std::views", kNotPortable},
    BannedWord{"std::format", kNotPortable},
    BannedWord{"std::source_location", kNotPortable},
};

// The lab alone runs threads: whole worlds on each, never one world on two.
constexpr std::array kBannedOutsideTheLab{
    BannedWord{"std::thread", kNoThreads},
    BannedWord{"std::mutex", kNoThreads},
    BannedWord{"std::atomic", kNoThreads},
};

constexpr std::array kBannedEverywhere{
    BannedWord{"SIGNAL(", "connect to member functions"},
    BannedWord{"SLOT(", "connect to member functions"},
    BannedWord{"processEvents", kNoLoop},
    BannedWord{"blockSignals", "make the slot idempotent instead"},
    BannedWord{"QSignalBlocker", "make the slot idempotent instead"},
    BannedWord{"setInsecureFallback", "keys are never written in plain text"},
    BannedWord{"qApp", kNoSingleton},
    BannedWord{"instance(", kNoSingleton},
    BannedWord{"GTEST_SKIP", "a test that can skip can hide a failure"},
    BannedWord{"DISABLED_*", "a test that does not run proves nothing"},
};

constexpr std::array kBannedOutsideMain{
    BannedWord{".exec(", kNoLoop},
    BannedWord{"->exec(", kNoLoop},
};

std::string at(const SourceFile& file, std::size_t line, const std::string& what)
{
    return file.path + ':' + std::to_string(line) + ": " + what;
}

// "core/plan" for core, the first folder for the rest.
std::string roomOf(std::string_view path)
{
    std::size_t end = path.find('/');
    if (path.starts_with("core/")) {
        end = path.find('/', end + 1);
    }
    return std::string(path.substr(0, end));
}

bool isHeader(const SourceFile& file) { return file.path.ends_with(".h"); }

bool mayHaveEventLoop(const SourceFile& file)
{
    return file.path.ends_with("/main.cpp") || file.path.starts_with("tests/");
}

template<std::size_t N>
void findBanned(const SourceFile& file, const std::array<BannedWord, N>& words,
                Violations& violations)
{
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        for (const BannedWord& banned : words) {
            if (hasWord(file.code[i], banned.word)) {
                violations.push_back(
                    at(file, i + 1, std::string(banned.word) + ": " + banned.reason));
            }
        }
    }
}

// A note for later needs someone who will see to it.
void findNamelessNotes(const SourceFile& file, Violations& violations)
{
    constexpr std::string_view kNote = "TO"
                                       "DO";
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        const bool isNamed = line.find(std::string(kNote) + '(') != std::string::npos;
        if (hasWord(line, kNote) && !isNamed) {
            violations.push_back(at(file, i + 1, "a note for later without a name"));
        }
    }
}

// Values and owners free what they hold.
void findNakedDelete(const SourceFile& file, Violations& violations)
{
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        const std::string& line = file.code[i];
        const bool isDeclared = line.find("= delete") != std::string::npos ||
                                line.find("operator delete") != std::string::npos;
        if (hasWord(line, "delete") && !isDeclared) {
            violations.push_back(at(file, i + 1, "delete: let an owner do it"));
        }
    }
}

std::size_t columnsOf(std::string_view line)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool isExempt(const SourceFile& file, const Function& function)
{
    const auto last = static_cast<std::size_t>(function.lastLine);
    const auto first = static_cast<std::size_t>(std::max(function.firstLine - 3, 0));
    for (std::size_t i = first; i < last && i < file.lines.size(); ++i) {
        const std::size_t found = file.lines[i].find(kExemption);
        if (found != std::string::npos && file.lines[i].size() > found + kExemption.size()) {
            return true;
        }
    }
    return false;
}

} // namespace

Layers layersFrom(std::string_view text)
{
    Layers layers;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) {
        const std::size_t colon = line.find(':');
        if (line.starts_with('#') || colon == std::string::npos) {
            continue;
        }
        std::istringstream rooms(line.substr(colon + 1));
        std::set<std::string>& allowed = layers[line.substr(0, colon)];
        allowed.insert(line.substr(0, colon));
        for (std::string room; rooms >> room;) {
            allowed.insert(room);
        }
    }
    return layers;
}

Violations checkLayers(const SourceFile& file, const Layers& layers)
{
    Violations violations;
    const std::string room = roomOf(file.path);
    const auto found = layers.find(room);
    if (found == layers.end()) {
        violations.push_back(at(file, 1, "room " + room + " is not in layers.txt"));
        return violations;
    }
    for (const Include& include : includesOf(file)) {
        if (!include.isQuoted || include.path.ends_with(".moc")) {
            continue;
        }
        const std::string target = roomOf(include.path);
        const auto line = static_cast<std::size_t>(include.line);
        if (!layers.contains(target)) {
            violations.push_back(
                at(file, line, "includes start at the repository root: " + include.path));
        } else if (!found->second.contains("*") && !found->second.contains(target)) {
            violations.push_back(at(file, line, room + " must not include from " + target));
        }
    }
    return violations;
}

Violations checkQtFree(const SourceFile& file)
{
    Violations violations;
    for (const Include& include : includesOf(file)) {
        const bool isQt = include.path.starts_with("Q") || include.path.starts_with("qt");
        if (file.path.starts_with("core/") && !include.isQuoted && isQt) {
            violations.push_back(
                at(file, static_cast<std::size_t>(include.line), "core knows no Qt"));
        }
    }
    return violations;
}

bool isForSourcesOnly(const SourceFile& header)
{
    for (const std::string& line : header.lines) {
        if (!line.starts_with("//")) {
            return false;
        }
        if (line.find(".cpp files") != std::string::npos) {
            return true;
        }
    }
    return false;
}

Violations checkNlohmann(const SourceFile& file, const std::set<std::string>& hidden)
{
    Violations violations;
    const bool isUi = file.path.starts_with("ui/");
    const bool mayInclude =
        file.path.starts_with("tests/") || (!isUi && !isHeader(file)) || hidden.contains(file.path);
    for (const Include& include : includesOf(file)) {
        const bool isNlohmann = include.path.starts_with("nlohmann/");
        if (!mayInclude && (isNlohmann || hidden.contains(include.path))) {
            violations.push_back(at(file, static_cast<std::size_t>(include.line),
                                    include.path + " is for .cpp files of core and app"));
        }
    }
    return violations;
}

namespace {

// What threads work on for the lab is told to stop, and tells how far it is, by an atomic.
bool mayKnowThreads(const SourceFile& file)
{
    return file.path.starts_with("core/lab/") ||
           file.path.starts_with("core/sim/simulate_unit.") ||
           file.path == "core/report/unit_statistics.h";
}

} // namespace

Violations checkBannedWords(const SourceFile& file)
{
    Violations violations;
    if (file.path.starts_with("core/")) {
        findBanned(file, kBannedInCore, violations);
        if (!mayKnowThreads(file)) {
            findBanned(file, kBannedOutsideTheLab, violations);
        }
    }
    findBanned(file, kBannedEverywhere, violations);
    if (!mayHaveEventLoop(file)) {
        findBanned(file, kBannedOutsideMain, violations);
    }
    findNamelessNotes(file, violations);
    findNakedDelete(file, violations);
    return violations;
}

Violations checkSize(const SourceFile& file)
{
    Violations violations;
    if (file.lines.size() > kMostFileLines) {
        violations.push_back(
            at(file, file.lines.size(),
               "has " + std::to_string(file.lines.size()) + " lines; split it below 400"));
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        if (columnsOf(line) > kMostColumns) {
            violations.push_back(at(file, i + 1, "is longer than 100 columns"));
        }
        if (line.find('\t') != std::string::npos || line.ends_with(' ') || line.ends_with('\r')) {
            violations.push_back(at(file, i + 1, "has a tab, a blank or a CR at its end"));
        }
    }
    for (const Function& function : functionsOf(file)) {
        if (function.length() > kMostFunctionLines && !isExempt(file, function)) {
            violations.push_back(at(file, static_cast<std::size_t>(function.firstLine),
                                    "function of " + std::to_string(function.length()) +
                                        " lines; split it below 60"));
        }
    }
    return violations;
}

Violations checkHeader(const SourceFile& file)
{
    Violations violations;
    if (!isHeader(file)) {
        return violations;
    }
    if (file.lines.empty() || !file.lines[0].starts_with("// ")) {
        violations.push_back(at(file, 1, "a header opens with what it is"));
    }
    if (std::ranges::find(file.lines, "#pragma once") == file.lines.end()) {
        violations.push_back(at(file, 1, "a header is included once"));
    }
    return violations;
}

Violations checkPlaces(const std::string& path, std::string_view text)
{
    // Written in two pieces, so that this file does not name them.
    constexpr std::array<std::string_view, 4> kPlaces{"/wo"
                                                      "rk/",
                                                      "/ro"
                                                      "ot/",
                                                      "npm"
                                                      "js.org",
                                                      "deb."
                                                      "debian.org"};
    Violations violations;
    for (const std::string_view place : kPlaces) {
        const std::size_t found = text.find(place);
        if (found != std::string_view::npos) {
            const auto line = 1 + std::ranges::count(text.substr(0, found), '\n');
            violations.push_back(path + ':' + std::to_string(line) +
                                 ": names someone's machine or registry: " + std::string(place));
        }
    }
    return violations;
}

} // namespace understudy::house
