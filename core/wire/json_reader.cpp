#include "core/wire/json_reader.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <utility>

namespace understudy {

namespace {

using Json = nlohmann::json;

const Json* nodeOf(const void* node) { return static_cast<const Json*>(node); }

// The code unit of the escape "\uXXXX" at `at`; empty when there is none.
std::optional<unsigned> escapedUnit(std::string_view text, std::size_t at)
{
    constexpr std::size_t kEscapeLength = 6;
    if (at + kEscapeLength > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
        return std::nullopt;
    }
    unsigned unit = 0;
    for (std::size_t i = at + 2; i < at + kEscapeLength; ++i) {
        const std::size_t digit =
            std::string_view("0123456789abcdef").find(lowered(text.substr(i, 1)));
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        unit = unit * 16 + static_cast<unsigned>(digit);
    }
    return unit;
}

bool isHighSurrogate(std::optional<unsigned> unit) { return unit && (*unit & 0xFC00) == 0xD800; }
bool isLowSurrogate(std::optional<unsigned> unit) { return unit && (*unit & 0xFC00) == 0xDC00; }

// As deep as chain files may be; real answers have fewer than ten levels.
constexpr int kDeepest = 256;

bool isTooDeep(std::string_view text)
{
    int depth = 0;
    bool isInString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isInString) {
            i += c == '\\' ? 1 : 0;
            isInString = c != '"';
        } else if (c == '"') {
            isInString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepest) {
                return true;
            }
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

std::string withoutLoneSurrogates(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::optional<unsigned> unit = escapedUnit(text, i);
        std::size_t length = unit ? 6 : text[i] == '\\' ? 2 : 1;
        if (isHighSurrogate(unit) && isLowSurrogate(escapedUnit(text, i + 6))) {
            length = 12;
        } else if (isHighSurrogate(unit) || isLowSurrogate(unit)) {
            result += "\\ufffd";
            i += length;
            continue;
        }
        result += text.substr(i, length);
        i += length;
    }
    return result;
}

} // namespace

bool JsonView::isNothing() const { return m_node == nullptr || nodeOf(m_node)->is_null(); }
bool JsonView::isObject() const { return m_node != nullptr && nodeOf(m_node)->is_object(); }
bool JsonView::isArray() const { return m_node != nullptr && nodeOf(m_node)->is_array(); }

bool JsonView::isTrue() const
{
    const bool* value = m_node == nullptr ? nullptr : nodeOf(m_node)->get_ptr<const bool*>();
    return value != nullptr && *value;
}

JsonView JsonView::operator[](std::string_view member) const
{
    if (!isObject()) {
        return {};
    }
    const auto found = nodeOf(m_node)->find(std::string(member));
    return found == nodeOf(m_node)->end() ? JsonView() : JsonView(&*found);
}

JsonView JsonView::element(std::size_t index) const
{
    return isArray() && index < nodeOf(m_node)->size() ? JsonView(&(*nodeOf(m_node))[index])
                                                       : JsonView();
}

std::size_t JsonView::size() const { return isArray() || isObject() ? nodeOf(m_node)->size() : 0; }

std::optional<std::string_view> JsonView::text() const
{
    const auto* value =
        m_node == nullptr ? nullptr : nodeOf(m_node)->get_ptr<const Json::string_t*>();
    return value == nullptr ? std::nullopt : std::optional<std::string_view>(*value);
}

std::optional<std::int64_t> JsonView::integer() const
{
    constexpr double kExactLimit = 9007199254740992.0; // 2^53: above it doubles skip integers
    if (m_node == nullptr || !nodeOf(m_node)->is_number()) {
        return std::nullopt;
    }
    if (nodeOf(m_node)->is_number_float()) {
        const double value = nodeOf(m_node)->get<double>();
        const bool isWhole = std::isfinite(value) && std::trunc(value) == value;
        return isWhole && std::fabs(value) <= kExactLimit
                   ? std::optional<std::int64_t>(static_cast<std::int64_t>(value))
                   : std::nullopt;
    }
    const auto* large = nodeOf(m_node)->get_ptr<const Json::number_unsigned_t*>();
    if (large != nullptr && *large > static_cast<std::uint64_t>(INT64_MAX)) {
        return std::nullopt;
    }
    return nodeOf(m_node)->get<std::int64_t>();
}

struct JsonDocument::Tree
{
    Json root;
};

JsonDocument::JsonDocument(std::unique_ptr<Tree> tree)
    : m_tree(std::move(tree))
{}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

std::optional<JsonDocument> JsonDocument::parse(std::string_view text)
{
    if (isTooDeep(text)) {
        return std::nullopt;
    }
    Json root = Json::parse(text, nullptr, false);
    if (root.is_discarded()) {
        root = Json::parse(withoutLoneSurrogates(validUtf8(text)), nullptr, false);
    }
    if (root.is_discarded()) {
        return std::nullopt;
    }
    auto tree = std::make_unique<Tree>();
    tree->root = std::move(root);
    return JsonDocument(std::move(tree));
}

JsonView JsonDocument::root() const { return JsonView(&m_tree->root); }

} // namespace understudy
