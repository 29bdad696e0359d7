// Writing one object of our files: a member is written where it was set in the file read or differs
// from its default, and unknown members are kept. Internal to core/plan's .cpp files.
#pragma once

#include "core/base/time.h"
#include "core/json/strict_json.h"
#include "core/plan/file_members.h"
#include "core/plan/price.h"

#include <optional>
#include <string>

namespace understudy {

class MemberWriter
{
public:
    // `prefix` is the object's pointer within the members' owner. `members` must outlive this.
    explicit MemberWriter(const FileMembers& members, std::string prefix = {});

    void always(const char* name, Json value);
    // Written when set here or in the file read.
    void put(const char* name, Json value, bool isSet);
    void put(const char* name, Duration value, Duration absent);
    // Null when empty.
    void put(const char* name, const std::optional<Duration>& value,
             const std::optional<Duration>& absent);
    template<class Integer>
    void put(const char* name, const std::optional<Integer>& value,
             const std::optional<Integer>& absent)
    {
        put(name, value ? Json(*value) : Json(), value != absent);
    }
    // An object of its own: written when it has members.
    void putObject(const char* name, Json object);

    // The object, with the unknown members at its end.
    Json take();

private:
    const FileMembers& m_members;
    std::string m_prefix;
    Json m_object = Json::object();
};

Json jsonOf(const JsonMembers& members);

} // namespace understudy
