#include "core/wire/json_reader.h"

#include "core/base/text.h"
#include "core/wire/json_nodes.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

namespace {

using Kind = JsonNode::Kind;

bool isA(const JsonNode* node, Kind kind) { return node != nullptr && node->kind == kind; }

const JsonNode* after(const JsonNode* node) { return node + node->span; }

std::string_view textOf(const JsonNode* node) { return {node->start, node->length}; }

} // namespace

bool JsonView::isNothing() const { return m_node == nullptr || m_node->kind == Kind::Null; }
bool JsonView::isObject() const { return isA(m_node, Kind::Object); }
bool JsonView::isArray() const { return isA(m_node, Kind::Array); }
bool JsonView::isTrue() const { return isA(m_node, Kind::True); }

JsonView JsonView::operator[](std::string_view member) const
{
    JsonView found;
    const JsonNode* name = isObject() ? m_node + 1 : nullptr;
    for (std::size_t left = isObject() ? m_node->length : 0; left > 0; --left) {
        if (textOf(name) == member) {
            found.m_node = name + 1; // the last of equal names wins
        }
        name = after(name + 1);
    }
    return found;
}

JsonElements JsonView::elements() const
{
    JsonElements list;
    if (isArray()) {
        list.m_begin = m_node + 1;
        list.m_end = after(m_node);
    }
    return list;
}

JsonElements::Iterator& JsonElements::Iterator::operator++()
{
    m_node = after(m_node);
    return *this;
}

JsonView JsonView::element(std::size_t index) const
{
    if (!isArray() || index >= m_node->length) {
        return {};
    }
    const JsonNode* node = m_node + 1;
    while (index-- > 0) {
        node = after(node);
    }
    return JsonView(node);
}

std::size_t JsonView::size() const { return isArray() || isObject() ? m_node->length : 0; }

std::optional<std::string_view> JsonView::text() const
{
    return isA(m_node, Kind::Text) ? std::optional(textOf(m_node)) : std::nullopt;
}

std::optional<std::int64_t> JsonView::integer() const
{
    constexpr double kExactLimit = 9007199254740992.0; // 2^53: above it doubles skip integers
    if (!isA(m_node, Kind::Number)) {
        return std::nullopt;
    }
    const std::string_view number = textOf(m_node);
    if (number.find_first_of(".eE") == std::string_view::npos) {
        return parseInteger(number);
    }
    const std::optional<double> value = parseDecimal(number);
    const bool isWhole = value && std::trunc(*value) == *value;
    return isWhole && std::fabs(*value) <= kExactLimit
               ? std::optional(static_cast<std::int64_t>(*value))
               : std::nullopt;
}

struct JsonDocument::Tree
{
    std::string text; // that the nodes point into
    std::vector<JsonNode> nodes;
};

JsonDocument::JsonDocument(std::unique_ptr<Tree> tree)
    : m_tree(std::move(tree))
{}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

std::optional<JsonDocument> JsonDocument::parse(std::string_view text)
{
    constexpr std::size_t kBytesPerNode = 10; // of real answers, nearly
    auto tree = std::make_unique<Tree>();
    tree->text = isValidUtf8(text) ? std::string(text) : validUtf8(text);
    tree->nodes.reserve(text.size() / kBytesPerNode + 1);
    if (!readJsonNodes(tree->text, tree->nodes)) {
        return std::nullopt;
    }
    return JsonDocument(std::move(tree));
}

JsonView JsonDocument::root() const { return JsonView(m_tree->nodes.data()); }

} // namespace understudy
