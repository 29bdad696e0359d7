#include "core/wire/json_nodes.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace understudy {

namespace {

constexpr std::size_t kDeepest = 256; // as deep as chain files may be; real answers have ten
constexpr std::size_t kMostBytes = std::size_t{1} << 31;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Never longer than the escape that stands for it.
char* putUtf8(char* to, unsigned point)
{
    const auto byte = [](unsigned value) { return static_cast<char>(value); };
    if (point < 0x80) {
        *to++ = byte(point);
    } else if (point < 0x800) {
        *to++ = byte(0xC0 | (point >> 6));
        *to++ = byte(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        *to++ = byte(0xE0 | (point >> 12));
        *to++ = byte(0x80 | ((point >> 6) & 0x3F));
        *to++ = byte(0x80 | (point & 0x3F));
    } else {
        *to++ = byte(0xF0 | (point >> 18));
        *to++ = byte(0x80 | ((point >> 12) & 0x3F));
        *to++ = byte(0x80 | ((point >> 6) & 0x3F));
        *to++ = byte(0x80 | (point & 0x3F));
    }
    return to;
}

class NodeReader
{
public:
    NodeReader(std::string& text, std::vector<JsonNode>& nodes)
        : m_nodes(nodes)
        , m_at(text.data())
        , m_end(text.data() + text.size())
    {}

    bool read()
    {
        take("\xEF\xBB\xBF"); // a byte order mark
        do {
            if (!readValue()) {
                return false;
            }
        } while (m_depth > 0);
        skipBlanks();
        return m_at == m_end;
    }

private:
    using Kind = JsonNode::Kind;

    JsonNode& top() { return m_nodes[m_top]; }
    bool isInside(Kind kind) { return m_depth > 0 && top().kind == kind; }
    bool isAt(char c) const { return m_at < m_end && *m_at == c; }

    bool take(std::string_view word)
    {
        if (!std::string_view(m_at, static_cast<std::size_t>(m_end - m_at)).starts_with(word)) {
            return false;
        }
        m_at += word.size();
        return true;
    }

    void skipBlanks()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t')) {
            ++m_at;
        }
    }

    // One value with the name in front of it, and the comma or the closing brackets behind it.
    bool readValue()
    {
        skipBlanks();
        if (isInside(Kind::Object) && !readName()) {
            return false;
        }
        if (m_depth > 0) {
            ++top().length;
        }
        if (m_at == m_end) {
            return false;
        }
        const char c = *m_at;
        if (c == '{' || c == '[') {
            return open(c == '{' ? Kind::Object : Kind::Array);
        }
        return (c == '"' ? readText() : readWord()) && readWhatFollows();
    }

    bool readWord()
    {
        if (take("null")) {
            m_nodes.push_back({.kind = Kind::Null});
        } else if (take("true")) {
            m_nodes.push_back({.kind = Kind::True});
        } else if (take("false")) {
            m_nodes.push_back({.kind = Kind::False});
        } else {
            return readNumber();
        }
        return true;
    }

    bool readName()
    {
        if (!isAt('"') || !readText()) {
            return false;
        }
        skipBlanks();
        if (!take(":")) {
            return false;
        }
        skipBlanks();
        return true;
    }

    bool open(Kind kind)
    {
        if (m_depth == kDeepest) {
            return false;
        }
        ++m_depth;
        m_nodes.push_back({.span = m_top, .kind = kind}); // while open: what is around it
        m_top = static_cast<std::uint32_t>(m_nodes.size() - 1);
        ++m_at;
        skipBlanks();
        return isAt(kind == Kind::Object ? '}' : ']') ? readWhatFollows() : true;
    }

    bool readWhatFollows()
    {
        while (m_depth > 0) {
            skipBlanks();
            if (take(",")) {
                return true;
            }
            if (!take(top().kind == Kind::Object ? "}" : "]")) {
                return false;
            }
            const std::uint32_t span = static_cast<std::uint32_t>(m_nodes.size()) - m_top;
            m_top = std::exchange(top().span, span);
            --m_depth;
        }
        return true;
    }

    bool takeDigits()
    {
        const char* const start = m_at;
        while (m_at < m_end && isDigit(*m_at)) {
            ++m_at;
        }
        return m_at > start;
    }

    bool readNumber()
    {
        const char* const start = m_at;
        take("-");
        if (!take("0") && !takeDigits()) {
            return false;
        }
        if (take(".") && !takeDigits()) {
            return false;
        }
        if (take("e") || take("E")) {
            m_at += isAt('+') || isAt('-') ? 1 : 0;
            if (!takeDigits()) {
                return false;
            }
        }
        push(Kind::Number, start, m_at);
        return true;
    }

    bool readText()
    {
        char* const start = ++m_at;
        char* to = nullptr; // where the next byte goes, once an escape has shortened the text
        while (m_at < m_end && *m_at != '"') {
            if (*m_at == '\\') {
                to = readEscape(to == nullptr ? m_at : to);
                if (to == nullptr) {
                    return false;
                }
            } else if (static_cast<unsigned char>(*m_at) < 0x20) {
                return false;
            } else if (to == nullptr) {
                ++m_at;
            } else {
                *to++ = *m_at++;
            }
        }
        push(Kind::Text, start, to == nullptr ? m_at : to);
        return take("\"");
    }

    // Writes what the escape stands for and returns the place behind it; null for no escape.
    char* readEscape(char* to)
    {
        if (m_end - m_at < 2) {
            return nullptr;
        }
        if (m_at[1] == 'u') {
            return readUnit(to);
        }
        constexpr std::string_view kNames = "\"\\/bfnrt";
        constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        const std::size_t found = kNames.find(m_at[1]);
        if (found == std::string_view::npos) {
            return nullptr;
        }
        m_at += 2;
        *to++ = kMeanings[found];
        return to;
    }

    char* readUnit(char* to)
    {
        constexpr unsigned kReplacement = 0xFFFD;
        std::optional<unsigned> unit = takeUnit();
        if (!unit) {
            return nullptr;
        }
        if ((*unit & 0xF800) == 0xD800) { // half of a pair
            char* const second = m_at;
            const bool isFirst = (*unit & 0xFC00) == 0xD800;
            const std::optional<unsigned> low = isFirst ? takeUnit() : std::nullopt;
            if (low && (*low & 0xFC00) == 0xDC00) {
                unit = 0x10000 + ((*unit & 0x3FF) << 10) + (*low & 0x3FF);
            } else {
                m_at = second;
                unit = kReplacement;
            }
        }
        return putUtf8(to, *unit);
    }

    std::optional<unsigned> takeUnit()
    {
        constexpr std::ptrdiff_t kEscapeLength = 6;
        if (m_end - m_at < kEscapeLength || m_at[0] != '\\' || m_at[1] != 'u') {
            return std::nullopt;
        }
        unsigned unit = 0;
        for (const char c : std::string_view(m_at + 2, 4)) {
            const bool isLetter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!isLetter && !isDigit(c)) {
                return std::nullopt;
            }
            const int digit = isLetter ? (c | 0x20) - 'a' + 10 : c - '0';
            unit = unit * 16 + static_cast<unsigned>(digit);
        }
        m_at += kEscapeLength;
        return unit;
    }

    void push(Kind kind, const char* start, const char* end)
    {
        m_nodes.push_back(
            {.start = start, .length = static_cast<std::uint32_t>(end - start), .kind = kind});
    }

    std::vector<JsonNode>& m_nodes;
    char* m_at;
    char* m_end;
    std::size_t m_depth = 0;
    std::uint32_t m_top = 0; // the innermost open container
};

} // namespace

bool readJsonNodes(std::string& text, std::vector<JsonNode>& nodes)
{
    return text.size() < kMostBytes && NodeReader(text, nodes).read();
}

} // namespace understudy
