#include "core/plan/outage_json.h"

#include "core/json/json_pointer.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/outage_rules.h"
#include "core/plan/scenario.h"

#include <set>

namespace understudy {

namespace {

void readTarget(ObjectReader& owner, Outage& outage)
{
    if (const Json* object = owner.object("target")) {
        ObjectReader reader(*object, pointerTo(owner.pointer(), "target"), owner.problems());
        readText(reader, "provider", outage.provider);
        readText(reader, "model", outage.model);
    }
}

void readFault(ObjectReader& owner, Fault& fault)
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
    refuseUnsupported(reader, {"hint_style"});
    readInteger(reader, "status", limits::kFaultStatus, fault.status);
    if (!reader.isNull("code")) {
        readText(reader, "code", fault.code);
    }
    readMilliseconds(reader, "retry_after_ms", limits::kWait, fault.retryAfter);
    readInteger(reader, "after_tokens", limits::kCount, fault.afterTokens);
    readMilliseconds(reader, "add_ms", limits::kWait, fault.delay);
    readNumber(reader, "factor", limits::kFactor, fault.factor);
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
}

Outage readOutage(ObjectReader& reader)
{
    Outage outage;
    reader.require({"fault"});
    readText(reader, "id", outage.id);
    readText(reader, "name", outage.name);
    readTarget(reader, outage);
    readFault(reader, outage.fault);
    readNumber(reader, "share", limits::kShare, outage.share);
    readWindow(reader, outage);
    readInteger(reader, "count", limits::kPositiveCount, outage.count);
    readBoolean(reader, "enabled", outage.enabled);
    refuseUnsupported(reader, {"process", "group"});
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
            outages[i].id = "outage-" + std::to_string(i + 1);
        }
        if (!ids.insert(outages[i].id).second) {
            problems.push_back({"unique", pointerTo(pointer, i) + "/id",
                                "'" + outages[i].id + "' is used before; ids must be unique", 0,
                                0});
        }
    }
}

Json faultToJson(const Fault& fault)
{
    Json json{{"kind", name(fault.kind)}};
    if (fault.kind == FaultKind::Status) {
        json["status"] = fault.status;
    }
    if (isInsideStream(fault.kind)) {
        json["after_tokens"] = fault.afterTokens;
    }
    if (fault.delay > kNoDelay) {
        json["add_ms"] = toMilliseconds(fault.delay);
    }
    if (fault.factor > 1) {
        json["factor"] = fault.factor;
    }
    if (!fault.code.empty()) {
        json["code"] = fault.code;
    }
    if (fault.retryAfter) {
        json["retry_after_ms"] = toMilliseconds(*fault.retryAfter);
    }
    return json;
}

Json windowToJson(const OutageWindow& window)
{
    Json json{{"from_ms", toMilliseconds(window.from)}};
    if (window.until) {
        json["until_ms"] = toMilliseconds(*window.until);
    }
    return json;
}

Json outageToJson(const Outage& outage)
{
    Json json{{"id", outage.id}};
    if (!outage.name.empty()) {
        json["name"] = outage.name;
    }
    json["target"] = Json{{"provider", outage.provider}, {"model", outage.model}};
    json["fault"] = faultToJson(outage.fault);
    json["share"] = outage.share;
    if (outage.window) {
        json["window"] = windowToJson(*outage.window);
    }
    if (outage.count) {
        json["count"] = *outage.count;
    }
    if (!outage.enabled) {
        json["enabled"] = false;
    }
    return json;
}

} // namespace

std::vector<Outage> readOutages(const Json& array, const std::string& pointer, Problems& problems)
{
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
    return outages;
}

void refuseUnsupported(ObjectReader& reader, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (reader.has(name) && !reader.isNull(name)) {
            reader.refuse(name, "unsupported",
                          "this version does not run " + std::string(name) + "; remove it");
        }
    }
}

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
    return outages;
}

std::string outagesToJson(const std::vector<Outage>& outages)
{
    Json array = Json::array();
    for (const Outage& outage : outages) {
        array.push_back(outageToJson(outage));
    }
    return jsonText(array);
}

} // namespace understudy
