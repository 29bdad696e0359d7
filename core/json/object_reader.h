// Reads one JSON object member by member with types and ranges, collects every Problem instead of
// stopping, and remembers what was read: the rest is unknown. Include it from .cpp files only.
#pragma once

#include "core/base/problem.h"
#include "core/json/number_range.h"
#include "core/json/strict_json.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy {

class ObjectReader
{
public:
    // `value` and `problems` must outlive the reader. A value that is no object is one Problem, and
    // has no members then. `pointer` is the value's own.
    ObjectReader(const Json& value, std::string pointer, Problems& problems);

    const std::string& pointer() const { return m_pointer; }
    bool has(std::string_view name) const { return find(name) != nullptr; }

    // Each answers nothing when the member is absent, and nothing but a Problem when it is wrong.
    std::optional<std::string> text(std::string_view name);
    std::optional<bool> boolean(std::string_view name);
    std::optional<std::int64_t> integer(std::string_view name, IntegerRange range);
    std::optional<double> number(std::string_view name, NumberRange range);
    const Json* object(std::string_view name);
    const Json* array(std::string_view name);
    const Json* any(std::string_view name);

    // True when the member is there and null; only then it counts as read.
    bool isNull(std::string_view name);

    // A Problem `required` for each that is absent.
    void require(std::initializer_list<std::string_view> names);

    // Problems of this object's members.
    void refuse(std::string_view name, const char* code, std::string what);
    // Of this object as a whole.
    void refuseWhole(const char* code, std::string what);

    Problems& problems() { return m_problems; }

    // In file order. The values live as long as the object read.
    using Members = std::vector<std::pair<std::string, const Json*>>;
    Members readMembers() const { return members(true); }
    Members unknownMembers() const { return members(false); }

private:
    const Json* find(std::string_view name) const;
    const Json* take(std::string_view name);
    Members members(bool areRead) const;

    const Json& m_value;
    std::string m_pointer;
    Problems& m_problems;
    std::vector<std::string> m_read;
};

} // namespace understudy
