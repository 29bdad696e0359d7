#include "core/json/json_pointer.h"
#include "core/plan/law_json.h"
#include "core/plan/member_writer.h"
#include "core/plan/outage_json.h"
#include "core/plan/scenario.h"

namespace understudy {

namespace {

Json faultToJson(const Fault& fault, const FileMembers& kept)
{
    MemberWriter writer(kept, "/fault");
    writer.always("kind", name(fault.kind));
    writer.put("status", fault.status, fault.kind == FaultKind::Status);
    writer.put("after_tokens", fault.afterTokens, isInsideStream(fault.kind));
    writer.put("add_ms", fault.delay, kNoDelay);
    writer.put("factor", plainNumber(fault.factor), fault.factor > 1);
    writer.put("code", fault.code.empty() ? Json() : Json(fault.code), !fault.code.empty());
    writer.put("retry_after_ms", fault.retryAfter, std::optional<Duration>());
    return writer.take();
}

Json targetToJson(const Outage& outage, bool isWhole)
{
    MemberWriter writer(outage.members, "/target");
    writer.put("provider", outage.provider, isWhole || outage.provider != "*");
    writer.put("model", outage.model, isWhole || outage.model != "*");
    return writer.take();
}

Json windowToJson(const Outage& outage, bool isWhole)
{
    if (!outage.window) {
        return nullptr;
    }
    MemberWriter writer(outage.members, "/window");
    const Duration from = outage.window->from;
    writer.put("from_ms", toMilliseconds(from), isWhole || from != OutageWindow{}.from);
    writer.put("until_ms", outage.window->until, std::optional<Duration>());
    return writer.take();
}

Json processToJson(const Outage& outage)
{
    if (!outage.process) {
        return nullptr;
    }
    const OutageProcess& process = *outage.process;
    MemberWriter writer(outage.members, "/process");
    writer.always("up", lawToJson(process.up, outage.members, "/process/up"));
    writer.always("down", lawToJson(process.down, outage.members, "/process/down"));
    writer.put("start", process.startsUp ? "up" : "stationary", process.startsUp);
    return writer.take();
}

Json outageToJson(const Outage& outage, std::size_t index, bool isWhole)
{
    MemberWriter writer(outage.members);
    writer.put("id", outage.id, isWhole || outage.id != madeOutageId(index));
    writer.put("name", outage.name, !outage.name.empty());
    writer.putObject("target", targetToJson(outage, isWhole));
    writer.always("fault", faultToJson(outage.fault, outage.members));
    writer.put("share", plainNumber(outage.share), isWhole || outage.share != Outage{}.share);
    writer.put("window", windowToJson(outage, isWhole), outage.window.has_value());
    writer.put("process", processToJson(outage), outage.process.has_value());
    writer.put("group", outage.group, !outage.group.empty());
    writer.put("count", outage.count, std::optional<std::uint32_t>());
    writer.put("enabled", outage.enabled, !outage.enabled);
    return writer.take();
}

} // namespace

Json outagesToJson(const std::vector<Outage>& outages, OutageForm form)
{
    Json array = Json::array();
    for (std::size_t i = 0; i < outages.size(); ++i) {
        array.push_back(outageToJson(outages[i], i, form == OutageForm::Whole));
    }
    return array;
}

std::string outagesToJson(const std::vector<Outage>& outages)
{
    return jsonText(outagesToJson(outages, OutageForm::Whole));
}

} // namespace understudy
