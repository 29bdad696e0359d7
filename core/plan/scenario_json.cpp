#include "core/base/text.h"
#include "core/plan/member_reader.h"
#include "core/plan/member_writer.h"
#include "core/plan/outage_json.h"
#include "core/plan/scenario.h"
#include "core/plan/scenario_twins.h"
#include "core/plan/scenario_workload.h"

namespace understudy {

namespace {

constexpr std::string_view kScenarioFormat = "understudy-scenario";

// Seeds take all 64 bits, more than our other integers.
void readSeed(ObjectReader& reader, Scenario& scenario)
{
    const Json* seed = reader.isNull("seed") ? nullptr : reader.any("seed");
    if (seed != nullptr && seed->is_number_unsigned()) {
        scenario.seed = seed->get<std::uint64_t>();
    } else if (seed != nullptr) {
        reader.refuse("seed", seed->is_number() ? "range" : "type",
                      "must be an integer from 0 to " + std::to_string(UINT64_MAX));
    }
}

Scenario readScenario(ObjectReader& reader)
{
    Scenario scenario;
    readText(reader, "name", scenario.name);
    if (hasControlCharacter(scenario.name)) {
        reader.refuse("name", "control", "must not hold control characters or line breaks");
    }
    readSeed(reader, scenario);
    scenario.twins = readTwins(reader);
    if (const Json* outages = reader.any("outages")) {
        scenario.outages = readOutages(*outages, "/outages", reader.problems());
    }
    readWorkload(reader, scenario);
    keepMembers(reader, "", scenario.members);
    sortWritten(scenario.members);
    return scenario;
}

} // namespace

Result<Scenario, Problems> scenarioFromJson(std::string_view text)
{
    const Result<Json, Problems> json = parseStrictJson(text);
    if (!json) {
        return Failure{json.error()};
    }
    Problems problems;
    ObjectReader reader(*json, "", problems);
    Scenario scenario;
    if (isDocumentOf(reader, kScenarioFormat)) {
        scenario = readScenario(reader);
    }
    if (!problems.empty()) {
        return Failure{placedProblems(text, std::move(problems))};
    }
    return scenario;
}

std::string scenarioToJson(const Scenario& scenario)
{
    MemberWriter writer(scenario.members);
    writer.always("format", kScenarioFormat);
    writer.always("version", 1);
    writer.put("name", scenario.name, !scenario.name.empty());
    writer.put("seed", scenario.seed, std::optional<std::uint64_t>());
    writer.putObject("twins", twinsToJson(scenario.twins));
    writer.put("outages", outagesToJson(scenario.outages, OutageForm::File),
               !scenario.outages.empty());
    writer.put("workload", workloadToJson(scenario), scenario.workload.has_value());
    return jsonText(writer.take());
}

} // namespace understudy
