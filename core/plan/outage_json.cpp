#include "core/plan/outage_json.h"

#include "core/json/json_pointer.h"
#include "core/plan/law_json.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/outage_rules.h"
#include "core/plan/scenario.h"

#include <algorithm>
#include <set>

namespace understudy {

namespace {

void readTarget(ObjectReader& owner, Outage& outage)
{
    if (const Json* object = owner.object("target")) {
        ObjectReader reader(*object, pointerTo(owner.pointer(), "target"), owner.problems());
        readText(reader, "provider", outage.provider);
        readText(reader, "model", outage.model);
        keepMembers(reader, "/target", outage.members);
    }
}

// How a wait hint is spelled is checked and kept in the file; the simulated providers choose the
// spelling by the length of the wait.
void checkHintStyle(const Json& fault, const std::string& pointer, Problems& problems)
{
    ObjectReader reader(fault, pointer, problems); // another one: to the first it stays unknown
    const auto word = reader.isNull("hint_style") ? std::nullopt : reader.text("hint_style");
    if (word && *word != "retry-after" && *word != "retry-after-ms") {
        reader.refuse("hint_style", "word", "must be one of retry-after, retry-after-ms");
    }
}

void readFault(ObjectReader& owner, Fault& fault, FileMembers& kept)
{
    const Json* object = owner.object("fault");
    if (object == nullptr) {
        return;
    }
    ObjectReader reader(*object, pointerTo(owner.pointer(), "fault"), owner.problems());
    reader.require({"kind"});
    if (const auto word = reader.text("kind")) {
        const Result<FaultKind> kind = checkedFaultKind(*word);
        if (!kind) {
            reader.refuse("kind", kind.error().code.c_str(), kind.error().what);
            return;
        }
        fault.kind = *kind;
    }
    checkHintStyle(*object, reader.pointer(), reader.problems());
    readInteger(reader, "status", limits::kFaultStatus, fault.status);
    if (!reader.isNull("code")) {
        readText(reader, "code", fault.code);
    }
    readMilliseconds(reader, "retry_after_ms", limits::kWait, fault.retryAfter);
    readInteger(reader, "after_tokens", limits::kCount, fault.afterTokens);
    readMilliseconds(reader, "add_ms", limits::kWait, fault.delay);
    readNumber(reader, "factor", limits::kFactor, fault.factor);
    keepMembers(reader, "/fault", kept);
}

void readWindow(ObjectReader& owner, Outage& outage)
{
    const Json* object = owner.isNull("window") ? nullptr : owner.object("window");
    if (object == nullptr) {
        return;
    }
    ObjectReader reader(*object, pointerTo(owner.pointer(), "window"), owner.problems());
    OutageWindow& window = outage.window.emplace();
    readMilliseconds(reader, "from_ms", limits::kWait, window.from);
    readMilliseconds(reader, "until_ms", limits::kWait, window.until);
    keepMembers(reader, "/window", outage.members);
}

void readProcess(ObjectReader& owner, Outage& outage)
{
    const Json* object = owner.isNull("process") ? nullptr : owner.object("process");
    if (object == nullptr) {
        return;
    }
    ObjectReader reader(*object, pointerTo(owner.pointer(), "process"), owner.problems());
    OutageProcess& process = outage.process.emplace();
    reader.require({"up", "down"});
    assignFound(readTimeLaw(reader, "up", outage.members, "/process"), process.up);
    assignFound(readTimeLaw(reader, "down", outage.members, "/process"), process.down);
    const auto start = reader.text("start");
    process.startsUp = start == "up";
    if (start && !process.startsUp && *start != "stationary") {
        reader.refuse("start", "word", "must be one of up, stationary");
    }
    keepMembers(reader, "/process", outage.members);
}

Outage readOutage(ObjectReader& reader)
{
    Outage outage;
    reader.require({"fault"});
    readText(reader, "id", outage.id);
    readText(reader, "name", outage.name);
    readTarget(reader, outage);
    readFault(reader, outage.fault, outage.members);
    readNumber(reader, "share", limits::kShare, outage.share);
    readWindow(reader, outage);
    readProcess(reader, outage);
    readText(reader, "group", outage.group);
    readInteger(reader, "count", limits::kPositiveCount, outage.count);
    readBoolean(reader, "enabled", outage.enabled);
    keepMembers(reader, "", outage.members);
    sortWritten(outage.members);
    return outage;
}

void checkRules(const Outage& outage, const std::string& pointer, Problems& problems)
{
    for (Problem problem : validate(outage)) {
        problem.pointer = pointer + problem.pointer;
        problems.push_back(std::move(problem));
    }
}

void makeIds(std::vector<Outage>& outages, const std::string& pointer, Problems& problems)
{
    std::set<std::string> ids;
    for (std::size_t i = 0; i < outages.size(); ++i) {
        if (outages[i].id.empty()) {
            outages[i].id = madeOutageId(i);
        }
        if (!ids.insert(outages[i].id).second) {
            problems.push_back({"unique", pointerTo(pointer, i) + "/id",
                                "'" + outages[i].id + "' is used before; ids must be unique", 0,
                                0});
        }
    }
}

// What goes up and down together must do so at the same times.
void checkGroups(const std::vector<Outage>& outages, const std::string& pointer, Problems& problems)
{
    for (std::size_t i = 0; i < outages.size(); ++i) {
        const Outage& outage = outages[i];
        const auto first = std::ranges::find(outages, outage.group, &Outage::group);
        if (!outage.group.empty() &&
            (first->window != outage.window || first->process != outage.process)) {
            problems.push_back({"outage.group", pointerTo(pointer, i) + "/group",
                                "'" + first->id + "' and '" + outage.id +
                                    "' are in one group, so their windows or processes must be "
                                    "equal; make them so, or take one out of the group"});
        }
    }
}

} // namespace

std::vector<Outage> readOutages(const Json& array, const std::string& pointer, Problems& problems)
{
    const std::size_t atFirst = problems.size();
    std::vector<Outage> outages;
    if (!array.is_array()) {
        problems.push_back({"type", pointer, "must be an array of outages", 0, 0});
        return outages;
    }
    for (std::size_t i = 0; i < array.size(); ++i) {
        ObjectReader reader(array[i], pointerTo(pointer, i), problems);
        const std::size_t before = problems.size();
        outages.push_back(readOutage(reader));
        if (problems.size() == before) {
            checkRules(outages.back(), reader.pointer(), problems);
        }
    }
    makeIds(outages, pointer, problems);
    if (problems.size() == atFirst) {
        checkGroups(outages, pointer, problems);
    }
    return outages;
}

std::string madeOutageId(std::size_t index) { return "outage-" + std::to_string(index + 1); }

Result<std::vector<Outage>, Problems> outagesFromJson(std::string_view text)
{
    const Result<Json, Problems> json = parseStrictJson(text);
    if (!json) {
        return Failure{json.error()};
    }
    Problems problems;
    std::vector<Outage> outages = readOutages(*json, "", problems);
    if (!problems.empty()) {
        return Failure{placedProblems(text, std::move(problems))};
    }
    for (Outage& outage : outages) {
        outage.members.written.clear(); // they are written whole again
    }
    return outages;
}

} // namespace understudy
