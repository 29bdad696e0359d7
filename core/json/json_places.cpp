#include "core/json/json_places.h"

#include "core/json/json_pointer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace understudy {

namespace {

// Walks tokens; knows nothing of grammar beyond what it needs to keep count of where it is.
class PlaceFinder
{
public:
    PlaceFinder(std::string_view text, PlaceTree& wanted)
        : m_text(text)
        , m_next(&wanted)
        , m_at(byteOrderMark(text))
        , m_lineStart(m_at)
    {}

    void run()
    {
        skipBlanks();
        while (m_at < m_text.size()) {
            step();
            skipBlanks();
        }
    }

private:
    struct Container
    {
        bool isObject = false;
        bool wantsKey = false;
        std::size_t index = 0;
        PlaceTree* wanted = nullptr; // null: nothing in here is
    };

    void step()
    {
        const char c = m_text[m_at];
        if (c == '}' || c == ']') {
            close();
        } else if (c == ',') {
            next();
        } else if (c == ':') {
            ++m_at;
        } else if (!m_open.empty() && m_open.back().wantsKey) {
            readKey();
        } else {
            readValue(c);
        }
    }

    static PlaceTree* child(PlaceTree* parent, std::string_view name)
    {
        if (parent == nullptr) {
            return nullptr;
        }
        const auto found = parent->children.find(name);
        return found == parent->children.end() ? nullptr : &found->second;
    }

    void readKey()
    {
        const TextPlace place = here();
        const std::string_view raw = readString();
        Container& object = m_open.back();
        object.wantsKey = false;
        m_next = nullptr;
        if (object.wanted != nullptr) {
            const auto name = nlohmann::json::parse(raw, nullptr, false);
            m_next = name.is_string() ? child(object.wanted, name.get<std::string>()) : nullptr;
        }
        if (m_next != nullptr) {
            m_next->key = place;
        }
    }

    void readValue(char c)
    {
        if (!m_open.empty() && !m_open.back().isObject) {
            m_next = child(m_open.back().wanted, std::to_string(m_open.back().index));
        }
        if (m_next != nullptr) {
            m_next->value = here();
        }
        if (c == '{' || c == '[') {
            m_open.push_back({c == '{', c == '{', 0, m_next});
            ++m_at;
        } else if (c == '"') {
            readString();
        } else {
            m_at = std::min(m_text.find_first_of(",]} \t\r\n", m_at), m_text.size());
        }
    }

    void close()
    {
        ++m_at;
        if (!m_open.empty()) {
            m_open.pop_back();
        }
    }

    void next()
    {
        ++m_at;
        if (!m_open.empty()) {
            m_open.back().wantsKey = m_open.back().isObject;
            ++m_open.back().index;
        }
    }

    std::string_view readString()
    {
        const std::size_t start = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            m_at += m_text[m_at] == '\\' ? 2u : 1u;
        }
        m_at = std::min(m_at + 1, m_text.size());
        return m_text.substr(start, m_at - start);
    }

    void skipBlanks()
    {
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '\n') {
                ++m_line;
                m_lineStart = m_at + 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
        }
    }

    TextPlace here() const { return {m_line, static_cast<int>(m_at - m_lineStart) + 1}; }

    std::string_view m_text;
    PlaceTree* m_next; // of the value that comes next; null: it is not wanted
    std::vector<Container> m_open;
    std::size_t m_at;
    std::size_t m_lineStart;
    int m_line = 1;
};

// Takes the next name off a pointer: "/a~1b/0" gives "a/b".
std::string takeName(std::string_view& pointer)
{
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string name = nameOf(pointer.substr(0, end));
    pointer.remove_prefix(end);
    return name;
}

} // namespace

void findPlaces(std::string_view text, PlaceTree& wanted) { PlaceFinder(text, wanted).run(); }

void PlaceTree::want(std::string_view pointer)
{
    PlaceTree* node = this;
    while (!pointer.empty()) {
        node = &node->children[takeName(pointer)];
    }
}

TextPlace PlaceTree::valueAt(std::string_view pointer) const
{
    const PlaceTree* node = this;
    TextPlace nearest = value;
    while (!pointer.empty()) {
        const auto found = node->children.find(takeName(pointer));
        if (found == node->children.end() || found->second.value.line == 0) {
            return nearest;
        }
        node = &found->second;
        nearest = node->value;
    }
    return nearest;
}

TextPlace PlaceTree::keyAt(std::string_view pointer) const
{
    const PlaceTree* node = this;
    while (!pointer.empty()) {
        const auto found = node->children.find(takeName(pointer));
        if (found == node->children.end()) {
            return {};
        }
        node = &found->second;
    }
    return node->key;
}

TextPlace placeOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, offset);
    const std::size_t newline = before.rfind('\n');
    const std::size_t lineStart =
        newline == std::string_view::npos ? byteOrderMark(text) : newline + 1;
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t column = before.size() < lineStart ? 0 : before.size() - lineStart;
    return {static_cast<int>(lines) + 1, static_cast<int>(column) + 1};
}

std::size_t byteOrderMark(std::string_view text)
{
    return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

} // namespace understudy
