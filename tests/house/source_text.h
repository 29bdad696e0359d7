// A source file as the house rules look at it: its lines, and its code without comments and string
// contents. A heuristic, not a parser: it must be right for our own style only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy::house {

struct Include
{
    std::string path;
    bool isQuoted = false; // "..." and not <...>
    int line = 0;
};

struct Function
{
    std::string head; // what stands before the brace
    int firstLine = 0;
    int lastLine = 0;

    int length() const { return lastLine - firstLine + 1; }
};

struct SourceFile
{
    std::string path; // from the source root, with '/'
    std::vector<std::string> lines;
    std::vector<std::string> code; // the lines, comments and string contents blanked
};

// True when the word stands in the text, not as a part of a longer name; "*_end" lets a name begin
// in any way, "start_*" lets it end so.
bool hasWord(std::string_view text, std::string_view word);

SourceFile makeSourceFile(std::string path, std::string_view text);

std::vector<Include> includesOf(const SourceFile& file);
std::vector<Function> functionsOf(const SourceFile& file);

} // namespace understudy::house
