#include "core/json/object_reader.h"

#include "core/json/json_pointer.h"

#include <algorithm>

namespace understudy {

namespace {

// 3 and 3.0 are the same JSON number.
std::optional<std::int64_t> wholeNumber(const Json& value)
{
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        return number > INT64_MAX ? std::nullopt : std::optional(static_cast<std::int64_t>(number));
    }
    if (value.is_number_integer()) {
        return value.get<std::int64_t>();
    }
    constexpr double kExact = 9007199254740992.0; // 2^53
    if (value.is_number_float()) {
        const auto number = value.get<double>();
        if (number >= -kExact && number <= kExact &&
            static_cast<double>(static_cast<std::int64_t>(number)) == number) {
            return static_cast<std::int64_t>(number);
        }
    }
    return std::nullopt;
}

} // namespace

ObjectReader::ObjectReader(const Json& value, std::string pointer, Problems& problems)
    : m_value(value)
    , m_pointer(std::move(pointer))
    , m_problems(problems)
{
    if (!value.is_object()) {
        refuseWhole("type", "must be an object");
    }
}

std::optional<std::string> ObjectReader::text(std::string_view name)
{
    const Json* value = take(name);
    if (value != nullptr && !value->is_string()) {
        refuse(name, "type", "must be a string");
        return std::nullopt;
    }
    return value == nullptr ? std::nullopt : std::optional(value->get<std::string>());
}

std::optional<bool> ObjectReader::boolean(std::string_view name)
{
    const Json* value = take(name);
    if (value != nullptr && !value->is_boolean()) {
        refuse(name, "type", "must be true or false");
        return std::nullopt;
    }
    return value == nullptr ? std::nullopt : std::optional(value->get<bool>());
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view name, IntegerRange range)
{
    const Json* value = take(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto number = wholeNumber(*value);
    if (!number || !range.holds(*number)) {
        refuse(name, value->is_number() ? "range" : "type", mustBe(range));
        return std::nullopt;
    }
    return number;
}

std::optional<double> ObjectReader::number(std::string_view name, NumberRange range)
{
    const Json* value = take(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_number() || !range.holds(value->get<double>())) {
        refuse(name, value->is_number() ? "range" : "type", mustBe(range));
        return std::nullopt;
    }
    return value->get<double>();
}

const Json* ObjectReader::object(std::string_view name)
{
    const Json* value = take(name);
    if (value != nullptr && !value->is_object()) {
        refuse(name, "type", "must be an object");
        return nullptr;
    }
    return value;
}

const Json* ObjectReader::array(std::string_view name)
{
    const Json* value = take(name);
    if (value != nullptr && !value->is_array()) {
        refuse(name, "type", "must be an array");
        return nullptr;
    }
    return value;
}

const Json* ObjectReader::any(std::string_view name) { return take(name); }

bool ObjectReader::isNull(std::string_view name)
{
    const Json* value = find(name);
    return value != nullptr && value->is_null() && take(name) != nullptr;
}

void ObjectReader::require(std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (m_value.is_object() && !has(name)) {
            refuse(name, "required", "is missing");
        }
    }
}

void ObjectReader::refuse(std::string_view name, const char* code, std::string what)
{
    m_problems.push_back({code, pointerTo(m_pointer, name), std::move(what)});
}

void ObjectReader::refuseWhole(const char* code, std::string what)
{
    m_problems.push_back({code, m_pointer, std::move(what)});
}

const Json* ObjectReader::find(std::string_view name) const
{
    if (!m_value.is_object()) {
        return nullptr;
    }
    const auto found = m_value.find(std::string(name));
    return found == m_value.end() ? nullptr : &*found;
}

const Json* ObjectReader::take(std::string_view name)
{
    const Json* value = find(name);
    if (value != nullptr && std::ranges::find(m_read, name) == m_read.end()) {
        m_read.emplace_back(name);
    }
    return value;
}

ObjectReader::Members ObjectReader::members(bool areRead) const
{
    Members result;
    if (m_value.is_object()) {
        for (const auto& member : m_value.items()) {
            if ((std::ranges::find(m_read, member.key()) != m_read.end()) == areRead) {
                result.emplace_back(member.key(), &member.value());
            }
        }
    }
    return result;
}

} // namespace understudy
