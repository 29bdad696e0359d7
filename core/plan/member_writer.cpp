#include "core/plan/member_writer.h"

#include "core/json/json_pointer.h"

#include <algorithm>

namespace understudy {

namespace {

Json jsonFrom(const std::string& text)
{
    Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? Json() : value;
}

// Without a search for the name, which would make large objects slow.
void append(Json& object, std::string name, Json value)
{
    object.get_ref<Json::object_t&>().emplace_back(std::move(name), std::move(value));
}

} // namespace

MemberWriter::MemberWriter(const FileMembers& members, std::string prefix)
    : m_members(members)
    , m_prefix(std::move(prefix))
{}

void MemberWriter::always(const char* name, Json value) { m_object[name] = std::move(value); }

void MemberWriter::put(const char* name, Json value, bool isSet)
{
    if (isSet || m_members.isWritten(pointerTo(m_prefix, name))) {
        m_object[name] = std::move(value);
    }
}

void MemberWriter::put(const char* name, Duration value, Duration absent)
{
    put(name, Json(toMilliseconds(value)), value != absent);
}

void MemberWriter::put(const char* name, const std::optional<Duration>& value,
                       const std::optional<Duration>& absent)
{
    put(name, value ? Json(toMilliseconds(*value)) : Json(), value != absent);
}

void MemberWriter::putObject(const char* name, Json object)
{
    const bool hasMembers = !object.empty();
    put(name, std::move(object), hasMembers);
}

Json MemberWriter::take()
{
    for (const auto& [pointer, text] : m_members.unknown) {
        const std::size_t slash = pointer.rfind('/');
        if (std::string_view(pointer).substr(0, slash) == m_prefix) {
            append(m_object, nameOf(pointer), jsonFrom(text));
        }
    }
    return std::move(m_object);
}

Json jsonOf(const JsonMembers& members)
{
    Json object = Json::object();
    for (const auto& [name, text] : members) {
        append(object, name, jsonFrom(text));
    }
    return object;
}

} // namespace understudy
