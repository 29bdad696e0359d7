#include "core/wire/request_params.h"

#include "core/wire/json_reader.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

// Adds the member unless its name is taken.
bool addMember(JsonMembers& members, std::string_view name, const std::string& json)
{
    const bool isTaken = std::any_of(members.begin(), members.end(),
                                     [name](const auto& member) { return member.first == name; });
    if (!isTaken) {
        members.emplace_back(name, json);
    }
    return !isTaken;
}

} // namespace

SelectedParams selectParams(const JsonMembers& params, const ParamNameRule& nameOf)
{
    SelectedParams selected;
    JsonMembers renamed;
    for (const auto& [name, json] : params) {
        const std::optional<JsonDocument> value = JsonDocument::parse(json);
        if (value && value->root().isNothing()) {
            continue;
        }
        const std::string_view sentAs = value ? nameOf(name) : std::string_view();
        if (sentAs.empty()) {
            selected.dropped.push_back(name);
        } else if (sentAs == name) {
            addMember(selected.sent, name, json);
        } else {
            renamed.emplace_back(name, json);
        }
    }
    for (const auto& [name, json] : renamed) {
        if (!addMember(selected.sent, nameOf(name), json)) {
            selected.dropped.push_back(name);
        }
    }
    return selected;
}

} // namespace understudy
