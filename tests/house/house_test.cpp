#include "tests/house/house_rules.h"
#include "tests/house/source_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>

namespace understudy::house {
namespace {

const SourceTree& tree()
{
    static const SourceTree kTree = readSourceTree(UNDERSTUDY_SOURCE_ROOT);
    return kTree;
}

void expectNone(const Violations& violations)
{
    std::string list;
    for (const std::string& violation : violations) {
        list += "\n  " + violation;
    }
    EXPECT_TRUE(violations.empty()) << violations.size() << " violations:" << list;
}

template<class Check>
void expectNoneInSources(Check check)
{
    Violations violations;
    for (const SourceFile& file : tree().sources) {
        const Violations found = check(file);
        violations.insert(violations.end(), found.begin(), found.end());
    }
    expectNone(violations);
}

void printLengths(const char* what, std::vector<std::size_t> lengths)
{
    if (lengths.empty()) {
        return;
    }
    std::ranges::sort(lengths);
    std::printf("%-10s %5zu, lines: median %zu, 90th percentile %zu, longest %zu\n", what,
                lengths.size(), lengths[lengths.size() / 2], lengths[lengths.size() * 9 / 10],
                lengths.back());
}

TEST(House, HasSourcesToLookAt)
{
    EXPECT_GT(tree().sources.size(), 50u);
    EXPECT_GT(tree().texts.size(), tree().sources.size());
}

TEST(House, IncludesFollowTheLayers)
{
    const Layers layers = layersFrom(textOf(tree(), "tests/house/layers.txt"));
    expectNoneInSources([&](const SourceFile& file) { return checkLayers(file, layers); });
}

TEST(House, KeepsQtOutOfCore) { expectNoneInSources(&checkQtFree); }

TEST(House, HidesNlohmannFromPublicHeaders)
{
    std::set<std::string> hidden;
    for (const SourceFile& file : tree().sources) {
        if (file.path.ends_with(".h") && isForSourcesOnly(file)) {
            hidden.insert(file.path);
        }
    }
    expectNoneInSources([&](const SourceFile& file) { return checkNlohmann(file, hidden); });
}

TEST(House, HoldsNoBannedWord) { expectNoneInSources(&checkBannedWords); }

TEST(House, KeepsFilesLinesAndFunctionsShort) { expectNoneInSources(&checkSize); }

TEST(House, OpensEveryHeaderWithWhatItIs) { expectNoneInSources(&checkHeader); }

TEST(House, BuildsEverySource) { expectNone(unmentionedSources(tree())); }

TEST(House, ExplainsEveryCoreFolderInAShortReadme) { expectNone(checkReadmes(tree())); }

TEST(House, NamesNoPlaceOnSomeonesMachine)
{
    Violations violations;
    for (const auto& [path, text] : tree().texts) {
        const Violations found = checkPlaces(path, text);
        violations.insert(violations.end(), found.begin(), found.end());
    }
    expectNone(violations);
}

TEST(House, TellsHowLongThingsAre)
{
    std::vector<std::size_t> headers;
    std::vector<std::size_t> sources;
    std::vector<std::size_t> functions;
    for (const SourceFile& file : tree().sources) {
        (file.path.ends_with(".h") ? headers : sources).push_back(file.lines.size());
        for (const Function& function : functionsOf(file)) {
            functions.push_back(static_cast<std::size_t>(function.length()));
        }
    }
    printLengths("headers", headers);
    printLengths("sources", sources);
    printLengths("functions", functions);
    EXPECT_GT(functions.size(), 100u);
}

} // namespace
} // namespace understudy::house
