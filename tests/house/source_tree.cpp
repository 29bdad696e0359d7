#include "tests/house/source_tree.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace understudy::house {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kRooms{"core/", "ui/", "app/", "tests/", "resources/"};
constexpr std::ptrdiff_t kMostReadmeLines = 100;

bool isLeftOut(const fs::path& folder)
{
    const std::string name = folder.filename().string();
    return name == ".git" || name == ".cache" || name == "build" || name.starts_with("build-");
}

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool isSource(std::string_view path)
{
    return (path.ends_with(".h") || path.ends_with(".cpp")) &&
           std::ranges::any_of(kRooms, [&](auto room) { return path.starts_with(room); });
}

bool isNameEnd(char c) { return std::string_view(" \n\t()\"/").find(c) != std::string_view::npos; }

// True when `name` stands in the list as a word of its own.
bool mentionsLiterally(const std::string& list, const std::string& name)
{
    for (std::size_t at = list.find(name); at != std::string::npos; at = list.find(name, at + 1)) {
        if (at == 0 || isNameEnd(list[at - 1])) {
            return true;
        }
    }
    return false;
}

// True when a word with a variable in it, as platform_${system}.cpp, can stand for the name.
bool mentionsByVariable(const std::string& list, const std::string& name)
{
    for (std::size_t open = list.find("${"); open != std::string::npos;
         open = list.find("${", open + 1)) {
        const std::size_t close = list.find('}', open);
        if (close == std::string::npos) {
            return false;
        }
        std::size_t start = open;
        while (start > 0 && !isNameEnd(list[start - 1])) {
            --start;
        }
        const std::size_t end = std::min(list.find_first_of(" \n\t()\"/", close), list.size());
        const std::string before = list.substr(start, open - start);
        const std::string after = list.substr(close + 1, end - close - 1);
        if (!before.empty() && name.starts_with(before) && name.ends_with(after)) {
            return true;
        }
    }
    return false;
}

bool mentions(const std::string& list, const std::string& name)
{
    return mentionsLiterally(list, name) || mentionsByVariable(list, name);
}

bool isMentioned(const SourceTree& tree, const std::string& path)
{
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos;
         slash = slash == 0 ? std::string::npos : path.rfind('/', slash - 1)) {
        const std::string list = path.substr(0, slash + 1) + "CMakeLists.txt";
        if (mentions(textOf(tree, list), path.substr(slash + 1))) {
            return true;
        }
    }
    return mentions(textOf(tree, "CMakeLists.txt"), path);
}

} // namespace

SourceTree readSourceTree(const std::string& root)
{
    SourceTree tree;
    fs::recursive_directory_iterator entry(root);
    for (const fs::recursive_directory_iterator end; entry != end; ++entry) {
        if (entry->is_directory() && isLeftOut(entry->path())) {
            entry.disable_recursion_pending();
        }
        const bool isRepository = entry->path().filename() == ".git"; // a file in a second worktree
        if (!entry->is_regular_file() || isRepository) {
            continue;
        }
        std::string text = contentOf(entry->path());
        if (text.find('\0') == std::string::npos) {
            tree.texts.emplace(fs::relative(entry->path(), root).generic_string(), std::move(text));
        }
    }
    for (const auto& [path, text] : tree.texts) {
        if (isSource(path)) {
            tree.sources.push_back(makeSourceFile(path, text));
        }
    }
    return tree;
}

std::string textOf(const SourceTree& tree, const std::string& path)
{
    const auto found = tree.texts.find(path);
    return found == tree.texts.end() ? std::string() : found->second;
}

Violations unmentionedSources(const SourceTree& tree)
{
    Violations violations;
    for (const SourceFile& file : tree.sources) {
        if (file.path.ends_with(".cpp") && !isMentioned(tree, file.path) &&
            !mentions(textOf(tree, "packaging/cmake/understudy_targets.cmake"), file.path)) {
            violations.push_back(file.path + ": no CMakeLists.txt of its folder or above names it");
        }
    }
    return violations;
}

Violations checkReadmes(const SourceTree& tree)
{
    std::set<std::string> folders;
    for (const SourceFile& file : tree.sources) {
        if (file.path.starts_with("core/") && file.path.ends_with(".cpp")) {
            folders.insert(file.path.substr(0, file.path.rfind('/')));
        }
    }
    Violations violations;
    for (const std::string& folder : folders) {
        const std::string readme = textOf(tree, folder + "/README.md");
        if (readme.empty()) {
            violations.push_back(folder + ": has no README.md");
        } else if (std::ranges::count(readme, '\n') > kMostReadmeLines) {
            violations.push_back(folder + "/README.md: is longer than 100 lines");
        }
    }
    return violations;
}

} // namespace understudy::house
