#include "core/plan/scenario_workload.h"

#include "core/json/json_pointer.h"
#include "core/plan/law_json.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/member_writer.h"
#include "core/plan/scenario_words.h"

namespace understudy {

namespace {

constexpr const char* kWorkload = "/workload";
constexpr const char* kArrivals = "/workload/arrivals";
constexpr double kMicroseconds = 1000; // in a millisecond

bool hasRate(ArrivalKind kind)
{
    return kind == ArrivalKind::Poisson || kind == ArrivalKind::Bursty;
}

// Each law has parameters of its own; those of others are no members of it.
void readParameters(ObjectReader& reader, Arrivals& arrivals, FileMembers& kept)
{
    if (hasRate(arrivals.kind)) {
        reader.require({"rate_per_s"});
        readNumber(reader, "rate_per_s", limits::kRatePerSecond, arrivals.ratePerSecond);
    }
    if (arrivals.kind == ArrivalKind::Bursty) {
        reader.require({"cv"});
        readNumber(reader, "cv", limits::kGammaCv, arrivals.cv);
    }
    if (arrivals.kind == ArrivalKind::Uniform) {
        reader.require({"every_ms"});
        const double every = reader.number("every_ms", limits::kEveryMs).value_or(1);
        arrivals.every = Duration{static_cast<std::int64_t>(every * kMicroseconds + 0.5)};
    }
    if (arrivals.kind == ArrivalKind::Closed) {
        reader.require({"clients"});
        readInteger(reader, "clients", limits::kClients, arrivals.clients);
        assignFound(readTimeLaw(reader, "think", kept, kArrivals), arrivals.think);
    }
}

void readArrivals(ObjectReader& owner, Arrivals& arrivals, FileMembers& kept)
{
    const Json* object = owner.object("arrivals");
    if (object == nullptr) {
        return;
    }
    ObjectReader reader(*object, pointerTo(owner.pointer(), "arrivals"), owner.problems());
    reader.require({"law"});
    if (const auto kind = findWord<ArrivalKind>(reader, "law")) {
        arrivals.kind = *kind;
        readParameters(reader, arrivals, kept);
    }
    keepMembers(reader, kArrivals, kept);
}

void checkTotal(ObjectReader& reader, const Workload& workload)
{
    const std::uint64_t runs = workload.runs.value_or(0);
    if (runs * workload.worlds.value_or(1) > limits::kMostRuns) {
        reader.refuse("runs", "range",
                      "times worlds must be at most " + std::to_string(limits::kMostRuns) +
                          "; lower one of them");
    }
}

Json arrivalsToJson(const Arrivals& arrivals, const FileMembers& kept)
{
    const Arrivals absent;
    MemberWriter writer(kept, kArrivals);
    writer.always("law", fileWord(arrivals.kind));
    if (hasRate(arrivals.kind)) {
        writer.always("rate_per_s", plainNumber(arrivals.ratePerSecond));
    }
    if (arrivals.kind == ArrivalKind::Bursty) {
        writer.always("cv", plainNumber(arrivals.cv));
    }
    if (arrivals.kind == ArrivalKind::Uniform) {
        writer.always("every_ms",
                      plainNumber(static_cast<double>(arrivals.every.count()) / kMicroseconds));
    }
    if (arrivals.kind == ArrivalKind::Closed) {
        writer.always("clients", arrivals.clients);
        writer.put("think", lawToJson(arrivals.think, kept, pointerTo(kArrivals, "think")),
                   arrivals.think != absent.think);
    }
    return writer.take();
}

} // namespace

void readWorkload(ObjectReader& owner, Scenario& scenario)
{
    const Json* object = owner.isNull("workload") ? nullptr : owner.object("workload");
    if (object == nullptr) {
        return;
    }
    Workload& workload = scenario.workload.emplace();
    ObjectReader reader(*object, pointerTo(owner.pointer(), "workload"), owner.problems());
    readArrivals(reader, workload.arrivals, scenario.members);
    readInteger(reader, "runs", limits::kRuns, workload.runs);
    readInteger(reader, "worlds", limits::kWorlds, workload.worlds);
    checkTotal(reader, workload);
    keepMembers(reader, kWorkload, scenario.members);
}

Json workloadToJson(const Scenario& scenario)
{
    if (!scenario.workload) {
        return nullptr;
    }
    const Workload absent;
    const Workload& workload = *scenario.workload;
    MemberWriter writer(scenario.members, kWorkload);
    writer.put("arrivals", arrivalsToJson(workload.arrivals, scenario.members),
               workload.arrivals != absent.arrivals);
    writer.put("runs", workload.runs, absent.runs);
    writer.put("worlds", workload.worlds, absent.worlds);
    return writer.take();
}

} // namespace understudy
