#include "core/plan/member_reader.h"

#include "core/json/json_pointer.h"
#include "core/plan/limits.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

constexpr std::int64_t kVersion = 1;
constexpr double kNanoPerUsd = 1e9;

NanoUsd nanoUsd(std::optional<double> usd)
{
    return static_cast<NanoUsd>(usd.value_or(0) * kNanoPerUsd + 0.5);
}

} // namespace

JsonMembers readJsonMembers(ObjectReader& reader, std::string_view name)
{
    JsonMembers members;
    if (const Json* object = reader.object(name)) {
        for (const auto& member : object->items()) {
            members.emplace_back(member.key(), compactJsonText(member.value()));
        }
    }
    return members;
}

Price readPrice(ObjectReader& reader, std::string_view cachedName)
{
    Price price;
    price.inputPerMtok = nanoUsd(reader.number("input_usd_per_mtok", limits::kUsdPerMtok));
    price.outputPerMtok = nanoUsd(reader.number("output_usd_per_mtok", limits::kUsdPerMtok));
    const auto cached = reader.number(cachedName, limits::kUsdPerMtok);
    price.cachedPerMtok = cached ? nanoUsd(cached) : price.inputPerMtok;
    return price;
}

void keepMembers(const ObjectReader& reader, const std::string& prefix, FileMembers& into)
{
    for (const auto& member : reader.readMembers()) {
        into.written.push_back(pointerTo(prefix, member.first));
    }
    for (const auto& member : reader.unknownMembers()) {
        into.unknown.emplace_back(pointerTo(prefix, member.first), compactJsonText(*member.second));
    }
}

void sortWritten(FileMembers& members)
{
    std::ranges::sort(members.written);
    const auto repeated = std::ranges::unique(members.written);
    members.written.erase(repeated.begin(), repeated.end());
}

bool isDocumentOf(ObjectReader& reader, std::string_view format)
{
    const std::size_t before = reader.problems().size();
    reader.require({"format", "version"});
    const auto found = reader.text("format");
    if (found && *found != format) {
        reader.refuse("format", "format",
                      "is '" + *found + "', but must be '" + std::string(format) + "'");
    }
    const auto version = reader.integer("version", {1, limits::kMostCount});
    if (version && *version > kVersion) {
        reader.refuse("version", "version",
                      "this file has version " + std::to_string(*version) +
                          ", but this program reads version " + std::to_string(kVersion));
    }
    return reader.problems().size() == before;
}

Problems placedProblems(std::string_view text, Problems problems)
{
    addPlaces(text, problems);
    std::ranges::stable_sort(problems, {}, [](const Problem& problem) {
        return std::pair(problem.line, problem.column);
    });
    return problems;
}

} // namespace understudy
