// The rules of the house as functions over source files. Each answers with violations, one line
// each, "FILE:LINE: what".
#pragma once

#include "tests/house/source_text.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::house {

using Violations = std::vector<std::string>;

// Room -> rooms it may include from, itself included; "*" is every room.
using Layers = std::map<std::string, std::set<std::string>>;
Layers layersFrom(std::string_view text);

Violations checkLayers(const SourceFile& file, const Layers& layers);
Violations checkQtFree(const SourceFile& file); // below core
// Nlohmann is slow to compile and ours to replace: only headers that say in their opening comment
// that they are for .cpp files may include it, or one another. `hidden` holds their paths.
bool isForSourcesOnly(const SourceFile& header);
Violations checkNlohmann(const SourceFile& file, const std::set<std::string>& hidden);
Violations checkBannedWords(const SourceFile& file);
Violations checkSize(const SourceFile& file); // file, lines, functions
Violations checkHeader(const SourceFile& file);
// Names of places on someone's machine and of registries, in any text.
Violations checkPlaces(const std::string& path, std::string_view text);

} // namespace understudy::house
