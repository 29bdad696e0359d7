#include "tests/house/source_text.h"

#include <cctype>

namespace understudy::house {

namespace {

std::vector<std::string> splitLines(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

bool isNamePart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Blanks comments and the contents of literals, keeping every newline where it is.
class Blanker
{
public:
    explicit Blanker(std::string_view text)
        : m_text(text)
    {}

    std::string run()
    {
        while (m_at < m_text.size()) {
            if (startsWith("//")) {
                blankUntil("\n", false);
            } else if (startsWith("/*")) {
                blankUntil("*/", true);
            } else if (startsWith("R\"")) {
                blankRawString();
            } else if (m_text[m_at] == '"') {
                blankLiteral('"');
            } else if (m_text[m_at] == '\'' && !isDigitSeparator()) {
                blankLiteral('\'');
            } else {
                m_result += m_text[m_at++];
            }
        }
        return std::move(m_result);
    }

private:
    bool startsWith(std::string_view part) const { return m_text.substr(m_at).starts_with(part); }

    bool isDigitSeparator() const { return m_at > 0 && isNamePart(m_text[m_at - 1]); }

    void blankTo(std::size_t end)
    {
        for (; m_at < end && m_at < m_text.size(); ++m_at) {
            m_result += m_text[m_at] == '\n' ? '\n' : ' ';
        }
    }

    void blankUntil(std::string_view mark, bool takesMark)
    {
        const std::size_t found = m_text.find(mark, m_at);
        blankTo(found == std::string_view::npos ? m_text.size()
                                                : found + (takesMark ? mark.size() : 0));
    }

    void blankRawString()
    {
        const std::size_t open = m_text.find('(', m_at);
        const std::string mark = ')' + std::string(m_text.substr(m_at + 2, open - m_at - 2)) + '"';
        blankUntil(mark, true);
    }

    void blankLiteral(char quote)
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != quote && m_text[end] != '\n') {
            end += m_text[end] == '\\' ? 2u : 1u;
        }
        m_result += quote;
        ++m_at;
        blankTo(end);
        if (m_at < m_text.size() && m_text[m_at] == quote) {
            m_result += quote;
            ++m_at;
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_result;
};

// Finds blocks that are bodies of functions: those that stand in namespaces and types only.
class FunctionFinder
{
public:
    std::vector<Function> run(const std::vector<std::string>& code)
    {
        for (std::size_t i = 0; i < code.size(); ++i) {
            const bool isDirective = m_isContinued || code[i].starts_with('#');
            m_isContinued = isDirective && code[i].ends_with('\\');
            if (!isDirective) {
                readLine(code[i], static_cast<int>(i) + 1);
            }
        }
        return std::move(m_functions);
    }

private:
    enum class Block
    {
        Scope, // namespace or type
        Body,
        Other
    };

    void readLine(std::string_view line, int number)
    {
        for (const char c : line) {
            if (c == '{') {
                open(number);
            } else if (c == '}') {
                close(number);
            } else if (c == ';') {
                m_head.clear();
            } else {
                m_head += c;
            }
        }
        m_head += ' ';
    }

    bool isInScopesOnly() const
    {
        for (const Block block : m_blocks) {
            if (block != Block::Scope) {
                return false;
            }
        }
        return true;
    }

    // A brace right behind a name initialises a member; a body's stands apart.
    bool isInitialiser() const { return !m_head.empty() && isNamePart(m_head.back()); }

    Block kindOfHead() const
    {
        if (isInitialiser()) {
            return Block::Other;
        }
        const bool isCallable = m_head.find('(') != std::string::npos;
        if (hasWord(m_head, "namespace") || hasWord(m_head, "enum") || hasWord(m_head, "union") ||
            (!isCallable && (hasWord(m_head, "class") || hasWord(m_head, "struct")))) {
            return Block::Scope;
        }
        return isCallable && isInScopesOnly() ? Block::Body : Block::Other;
    }

    void open(int number)
    {
        const Block kind = kindOfHead();
        m_blocks.push_back(kind);
        if (kind == Block::Body) {
            m_functions.push_back({m_head, number, number});
        }
        if (kind != Block::Other) { // else the head goes on behind it
            m_head.clear();
        }
    }

    void close(int number)
    {
        if (m_blocks.empty()) {
            return;
        }
        const Block kind = m_blocks.back();
        m_blocks.pop_back();
        if (kind == Block::Body) {
            m_functions.back().lastLine = number;
        }
        if (kind != Block::Other) {
            m_head.clear();
        }
    }

    std::vector<Block> m_blocks;
    std::vector<Function> m_functions;
    std::string m_head;
    bool m_isContinued = false;
};

} // namespace

bool hasWord(std::string_view text, std::string_view word)
{
    const bool startsAnywhere = word.starts_with('*');
    word.remove_prefix(startsAnywhere ? 1 : 0);
    const bool endsAnywhere = word.ends_with('*');
    word.remove_suffix(endsAnywhere ? 1 : 0);
    const auto splitsName = [&](std::size_t at) {
        return at > 0 && at < text.size() && isNamePart(text[at - 1]) && isNamePart(text[at]);
    };
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const bool begins = startsAnywhere || !splitsName(at);
        if (begins && (endsAnywhere || !splitsName(at + word.size()))) {
            return true;
        }
    }
    return false;
}

SourceFile makeSourceFile(std::string path, std::string_view text)
{
    return {std::move(path), splitLines(text), splitLines(Blanker(text).run())};
}

std::vector<Include> includesOf(const SourceFile& file)
{
    std::vector<Include> includes;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        if (!file.code[i].starts_with("#include")) {
            continue;
        }
        const std::size_t open = line.find_first_of("\"<");
        const std::size_t close = line.find_first_of("\">", open + 1);
        if (open != std::string::npos && close != std::string::npos) {
            includes.push_back({line.substr(open + 1, close - open - 1), line[open] == '"',
                                static_cast<int>(i) + 1});
        }
    }
    return includes;
}

std::vector<Function> functionsOf(const SourceFile& file)
{
    return FunctionFinder().run(file.code);
}

} // namespace understudy::house
