// Checked reading of JSON from strangers: nothing throws, and what is absent or of another type
// reads as nothing. Tolerant where a chain file is not: duplicate members are accepted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace understudy {

class JsonElements;
struct JsonNode;

// A place in a JsonDocument, or nothing. Valid while the document lives.
class JsonView
{
public:
    JsonView() = default;

    bool isNothing() const; // absent or null
    bool isObject() const;
    bool isArray() const;
    bool isTrue() const;

    JsonView operator[](std::string_view member) const; // nothing when absent
    JsonElements elements() const;                      // of an array, else none
    JsonView element(std::size_t index) const;          // nothing when there is none
    std::size_t size() const;                           // of an array or object, else 0

    std::optional<std::string_view> text() const;
    std::string_view textOrEmpty() const { return text().value_or(std::string_view()); }
    std::optional<std::int64_t> integer() const; // also a number such as 3.0

private:
    friend class JsonDocument;
    friend class JsonElements;
    explicit JsonView(const JsonNode* node)
        : m_node(node)
    {}

    const JsonNode* m_node = nullptr;
};

// What an array holds, in order: for (const JsonView item : list.elements()).
class JsonElements
{
public:
    class Iterator
    {
    public:
        JsonView operator*() const { return JsonView(m_node); }
        Iterator& operator++();
        bool operator!=(const Iterator& other) const { return m_node != other.m_node; }

    private:
        friend class JsonElements;
        explicit Iterator(const JsonNode* node)
            : m_node(node)
        {}

        const JsonNode* m_node;
    };

    Iterator begin() const { return Iterator(m_begin); }
    Iterator end() const { return Iterator(m_end); }

private:
    friend class JsonView;
    const JsonNode* m_begin = nullptr;
    const JsonNode* m_end = nullptr;
};

class JsonDocument
{
public:
    // Empty when the text is not one JSON value, or nested more than 256 deep. Bytes that are not
    // UTF-8 and lone surrogate escapes become U+FFFD: losing an answer over half an emoji helps
    // nobody.
    static std::optional<JsonDocument> parse(std::string_view text);

    JsonDocument(JsonDocument&&) noexcept;
    JsonDocument& operator=(JsonDocument&&) noexcept;
    ~JsonDocument();

    JsonView root() const;

private:
    struct Tree;
    explicit JsonDocument(std::unique_ptr<Tree> tree);

    std::unique_ptr<Tree> m_tree;
};

} // namespace understudy
