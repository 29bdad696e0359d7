// The project's files as the house test sees them, and the rules about files as wholes.
#pragma once

#include "tests/house/house_rules.h"
#include "tests/house/source_text.h"

#include <map>
#include <string>
#include <vector>

namespace understudy::house {

struct SourceTree
{
    std::vector<SourceFile> sources;          // .h and .cpp of the rooms, by path
    std::map<std::string, std::string> texts; // every text file by path, build folders left out
};

SourceTree readSourceTree(const std::string& root);

// Empty when there is no such file.
std::string textOf(const SourceTree& tree, const std::string& path);

// A .cpp that no CMakeLists.txt of its folder or above names is never built.
Violations unmentionedSources(const SourceTree& tree);
// Each core folder with sources has a README.md of at most 100 lines.
Violations checkReadmes(const SourceTree& tree);

} // namespace understudy::house
